"""Serve the page: set the environment, launch, shut down."""

import gc
import os
import signal
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import QaError, SettingsError

if TYPE_CHECKING:
    import gradio as gr

_SEEDS = Path(__file__).parents[2] / "seeds"
_STYLES = [Path(__file__).parent / name for name in ("page.css", "gradio_fixes/gradio.css")]
_USER_ERROR = 2


def serve(
    library: Path | None = None,
    host: str = "127.0.0.1",
    port: int | None = None,
    open_browser: bool = True,
    read_only: bool | None = None,
) -> None:
    """Serve the page until interrupted, then end the process. Must run in the main thread.

    Args:
        library: folder of the library; the default is that of :meth:`qa.Library.open`.
        host: address to listen on.
        port: port to listen on; by default the first free port from ``GRADIO_SERVER_PORT`` or 7860 on.
        open_browser: whether to open the page in the user's browser.
        read_only: whether the page may only ask and not change the library; the default is ``QA_READ_ONLY``.

    Raises:
        LibraryError: the library cannot be opened.
        SettingsError: the address or the port cannot be used, or ``QA_READ_ONLY`` is neither 1 nor 0.
    """
    _set_environment()
    from qa.settings import default_read_only

    read_only = default_read_only() if read_only is None else read_only
    # The imported packages create millions of objects that stay; collecting garbage among them takes a tenth of the
    # start.
    gc.set_threshold(100_000)
    from qa.library import Library
    from qa.web.originals import add_original_files
    from qa.web.page import TITLE, build
    from qa.web.service import Service

    with Library.open(library) as opened:
        service = Service(opened, _SEEDS, read_only)
        page = build(service)
        # Handle SIGTERM like Ctrl-C.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        address = _launch(page, host, port, read_only, opened.settings.file_bytes)
        add_original_files(page.app, opened)
        # Start after the launch: in parallel neither is faster, and the page appears later.
        service.start()
        try:
            print(f"{TITLE}：{address}（按 Ctrl-C 结束）", flush=True)
            if open_browser:
                webbrowser.open(address)
            threading.Event().wait()
        except KeyboardInterrupt:
            page.close(verbose=False)
        # Threads may still be answering or loading in compiled code, which cannot be stopped; an interpreter that ends
        # while they run sometimes aborts. Nothing is lost: a document is added in one transaction.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def main() -> None:
    """Serve the page with default settings; print an error on one line and exit with status 2."""
    try:
        serve()
    except QaError as error:
        print(f"qa: {error}", file=sys.stderr)
        sys.exit(_USER_ERROR)
    except KeyboardInterrupt:
        pass


def _launch(page: "gr.Blocks", host: str, port: int | None, read_only: bool, file_bytes: int) -> str:
    """Launch the page and return its address."""
    from gradio.themes import Default
    from starlette.middleware import Middleware

    from qa.web.gradio_fixes.closed_page import SilenceClosedPages
    from qa.web.gradio_fixes.idle_timer import StopIdleTimer
    from qa.web.gradio_fixes.page_language import SET_LANGUAGE
    from qa.web.gradio_fixes.refused_uploads import RefuseUploads

    middleware = [Middleware(SilenceClosedPages), Middleware(StopIdleTimer)]
    if read_only:
        middleware.append(Middleware(RefuseUploads))
    try:
        _, address, _ = page.launch(
            server_name=host,
            server_port=port,
            prevent_thread_lock=True,
            quiet=True,
            share=False,
            ssr_mode=False,
            enable_monitoring=False,
            footer_links=[],
            max_file_size=file_bytes,
            app_kwargs={"middleware": middleware},
            theme=Default(
                primary_hue="blue", neutral_hue="slate", font=["system-ui", "sans-serif"], font_mono=["monospace"]
            ).set(
                # White text on the theme's lighter blue is hard to read.
                button_primary_background_fill="*primary_600",
                button_primary_background_fill_hover="*primary_700",
                button_primary_background_fill_dark="*primary_700",
                button_primary_background_fill_hover_dark="*primary_600",
            ),
            css_paths=_STYLES,
            js=SET_LANGUAGE,
        )
    except OSError as error:
        wanted = f"{host}:{port}" if port else host
        raise SettingsError(f"地址 {wanted} 用不了，可能已被占用。请用 --host 或 --port 换一个") from error
    return address


def _set_environment() -> None:
    """Set the environment of Gradio and the model; this must happen before they are imported.

    Raises:
        SettingsError: ``GRADIO_SERVER_PORT`` is not a number.
    """
    # No requests to other computers, no records of use.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_RUN_HISTORY"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    # Gradio requests its own address once; a proxy could not reach it.
    own = "127.0.0.1,localhost"
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = f"{os.environ[name]},{own}" if os.environ.get(name) else own
    # By default the model's threads spin while they wait for one another: a question took the time of two processors
    # in place of one, and questions that were asked at the same time waited.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    port = os.environ.get("GRADIO_SERVER_PORT", "7860")
    if not port.isdecimal():
        raise SettingsError(f"环境变量 GRADIO_SERVER_PORT 是 {port!r}，应是端口的数字，如 7860")
