"""The browser chat: ``python app.py`` or ``qa serve``. Layout and events; what they show is made in ``qa.web``."""

import gc
import os
import signal
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.errors import QaError, SettingsError

if TYPE_CHECKING:
    import gradio as gr

    from qa.web.service import Service

SEEDS = Path(__file__).parent / "seeds"
TITLE = "公文问答"
_WEB = Path(__file__).parent / "qa" / "web"
# Gradio says that every page is English.
_SET_LANGUAGE = (
    "() => { document.documentElement.lang = document.querySelector('#introduction header')?.lang ?? 'zh-CN';"
    " document.title = document.querySelector('#introduction h1')?.innerText ?? document.title; }"
)
_ASKED = """() => {
    const query = new URLSearchParams(location.search);
    query.delete('question');
    history.replaceState(null, '', `${location.pathname}${query.size ? '?' : ''}${query}`);
}"""
"""a question in the address is asked once, and not again when the page is loaded anew"""
_USER_ERROR = 2
_TEMPORARY_FILES = (3600, 86400)
"""Gradio's copies of what is uploaded: how often those are deleted, and how old, in seconds"""


def build(service: "Service") -> "gr.Blocks":
    """The page: the chat, the library and the evaluation."""
    import gradio as gr
    from gradio.events import api

    from qa.json_output import answer_record
    from qa.web.chat_tab import ChatTab
    from qa.web.escaping import without_folder
    from qa.web.evaluation_tab import EvaluationTab
    from qa.web.events import ASKED_AT_ONCE, ASKING, LISTING, QUIET, REPLAYING
    from qa.web.labels import Labels
    from qa.web.library_tab import LibraryTab
    from qa.web.opening import Opening, render_introduction
    from qa.web.sessions import Sessions
    from qa.web.shelf import reading_shelf
    from qa.web.texts import ZH

    labels = Labels()

    def ask(question: str) -> dict[str, Any]:
        """The answer to a question, as ``qa ask --json`` prints it."""
        try:
            return answer_record(service.ask(question), "1")
        except QaError as error:
            raise gr.Error(without_folder(str(error), service.folder), print_exception=False) from error

    with gr.Blocks(title=TITLE, analytics_enabled=False, delete_cache=_TEMPORARY_FILES) as page:
        sessions = Sessions()
        introduction = gr.HTML(render_introduction(ZH), elem_id="introduction")
        with gr.Tabs():
            with labels.add(gr.Tab(ZH.chat_tab, elem_id="chat-tab"), label="chat_tab") as chat_tab:
                chat = ChatTab(service, sessions, labels, (_WEB / "page.js").read_text(encoding="utf-8"))
            with labels.add(gr.Tab(ZH.library_tab, elem_id="library-tab"), label="library_tab") as library_tab:
                library = LibraryTab(service, sessions, labels)
            if not service.read_only:
                with labels.add(
                    gr.Tab(ZH.evaluation_tab, elem_id="evaluation-tab"), label="evaluation_tab"
                ) as evaluation_tab:
                    evaluation = EvaluationTab(service, sessions, labels)
                evaluation_tab.select(evaluation.refreshed, None, evaluation.kept, **QUIET)
        opening = Opening(service, sessions, chat, labels)
        # Not one after the other: an event that follows another may be lost, as Gradio's browser part waits for nothing
        # more once all is done and then does not see that there is something again.
        page.load(opening.show, None, [introduction, *opening.shown], **QUIET).then(js=_SET_LANGUAGE)
        kept = chat.conversations
        begun = [chat.chat, *kept.parts, kept.name]
        page.load(opening.begin, kept.shelf, begun, js=reading_shelf(1), **ASKING).then(js=_ASKED)
        page.load(opening.reopen, kept.shelf, begun, js=reading_shelf(1), **REPLAYING)
        chat_tab.select(chat.refreshed, None, [chat.issuer, chat.document, chat.status, chat.chips], **QUIET)
        library_tab.select(library.tab_selected, library.search, library.shown, **LISTING)
        api(ask, api_name="ask", concurrency_limit=ASKED_AT_ONCE, concurrency_id="ask")
        for event in page.fns.values():
            # Gradio notes how far an event is in all that it changes, and each time copies what that holds, such as the
            # conversation: half of the time until an answer is seen. A button holds nothing.
            if event.show_progress == "hidden":
                event.show_progress_on = [chat.send]
    return page


def serve(
    library: Path | None = None,
    host: str = "127.0.0.1",
    port: int | None = None,
    open_browser: bool = True,
    read_only: bool | None = None,
) -> None:
    """Show the page until interrupted, which ends the process. To be called from the main thread.

    Args:
        library: its folder; the default is that of :meth:`qa.Library.open`.
        host: address to listen on.
        port: the default is the first that is free from ``GRADIO_SERVER_PORT``, or 7860.
        open_browser: whether to open the page in the user's browser.
        read_only: whether the page may only ask, and not change the library; the default is what ``QA_READ_ONLY`` says.

    Raises:
        LibraryError: the library cannot be opened.
        SettingsError: the address or the port cannot be used, or ``QA_READ_ONLY`` is neither 1 nor 0.
    """
    _keep_to_this_computer()
    # The model's threads spin while they wait for one another, unless told before it is loaded: a question took two
    # processors for the time that one needs, and those who asked beside it waited.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    configured = os.environ.get("GRADIO_SERVER_PORT", "7860")
    if not configured.isdecimal():
        raise SettingsError(f"环境变量 GRADIO_SERVER_PORT 是 {configured!r}，应是端口的数字，如 7860")
    from qa.settings import default_read_only

    read_only = default_read_only() if read_only is None else read_only
    # The libraries make millions of objects that stay; looking through them again and again is a tenth of the start.
    gc.set_threshold(100_000)
    from qa.library import Library
    from qa.web.originals import add_original_files
    from qa.web.service import Service

    with Library.open(library) as opened:
        service = Service(opened, SEEDS, read_only)
        page = build(service)
        # Who stops a service sends this signal; it is to end as well as with Ctrl-C.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        address = _launch(page, host, port, read_only, opened.settings.file_bytes)
        add_original_files(page.app, opened)
        # After the page and not beside it: side by side neither is faster, and the page would be seen later.
        service.start()
        try:
            print(f"{TITLE}：{address}（按 Ctrl-C 结束）", flush=True)
            if open_browser:
                webbrowser.open(address)
            threading.Event().wait()
        except KeyboardInterrupt:
            page.close(verbose=False)
        # Threads may still be answering or loading in compiled code, and cannot be stopped there: an interpreter that
        # ends under them aborts now and then. Nothing is lost: a document enters the library in one transaction.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def main() -> None:
    """``python app.py``."""
    try:
        serve()
    except QaError as error:
        print(f"qa: {error}", file=sys.stderr)
        sys.exit(_USER_ERROR)
    except KeyboardInterrupt:
        pass


def _launch(page: "gr.Blocks", host: str, port: int | None, read_only: bool, file_bytes: int) -> str:
    """Show the page; its address."""
    from gradio.themes import Default
    from starlette.middleware import Middleware

    from qa.web.gone_page import GonePage
    from qa.web.refusing import NoFiles
    from qa.web.stopped_clock import StoppedClock

    middleware = [Middleware(GonePage), Middleware(StoppedClock), *([Middleware(NoFiles)] if read_only else [])]
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
                # White on the lighter blue of the theme is hard to read.
                button_primary_background_fill="*primary_600",
                button_primary_background_fill_hover="*primary_700",
                button_primary_background_fill_dark="*primary_700",
                button_primary_background_fill_hover_dark="*primary_600",
            ),
            css_paths=_WEB / "page.css",
            js=_SET_LANGUAGE,
        )
    except OSError as error:
        wanted = f"{host}:{port}" if port else host
        raise SettingsError(f"地址 {wanted} 用不了，可能已被占用。请用 --host 或 --port 换一个") from error
    return address


def _keep_to_this_computer() -> None:
    """Tell the libraries, before they are imported, to ask no other address and to record nothing."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_RUN_HISTORY"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    # Gradio asks its own address once; a proxy would not know it.
    own = "127.0.0.1,localhost"
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = f"{os.environ[name]},{own}" if os.environ.get(name) else own


if __name__ == "__main__":
    main()
