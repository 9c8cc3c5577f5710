"""The page, the downloads and the guards as one application."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
from fastapi import FastAPI
from gradio.themes import Base, Default
from gradio.utils import get_upload_folder
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from qa.library import Library
from qa.web.gradio_fixes.closed_page import SilenceClosedPages
from qa.web.gradio_fixes.closing_stream import AwaitClosedStreams
from qa.web.gradio_fixes.idle_timer import StopIdleTimer
from qa.web.gradio_fixes.no_downloads import refuse_downloads
from qa.web.gradio_fixes.page_language import SET_LANGUAGE
from qa.web.gradio_fixes.refused_uploads import RefuseUploads
from qa.web.guards.access import Access
from qa.web.guards.root_path import RemoveRootPath
from qa.web.guards.stack import guards
from qa.web.guards.used_routes import RefuseUnusedRoutes
from qa.web.originals import add_original_files

if TYPE_CHECKING:
    from starlette.routing import Mount

_STYLES = [Path(__file__).parent / name for name in ("page.css", "gradio_fixes/gradio.css")]
_SESSIONS = 1000
_TEMPORARY_FILES = 50
"""quota of uploaded files that are not added yet, in files of the maximum size"""
_NO_FEEDBACK = ".do-good, .do-bad { display: none !important; }"


Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]
"""what runs from the start of a server to its end"""


def application(
    page: gr.Blocks,
    library: Library,
    access: Access,
    *,
    routes: Sequence[BaseRoute] = (),
    lifespan: Lifespan | None = None,
    root_path: str = "",
) -> FastAPI:
    """Return the application that serves a page with the original files of a library.

    Args:
        page: the page; it can be served once.
        library: the library behind the page.
        access: who may reach the page.
        routes: what the application serves beside the page.
        lifespan: what runs as long as the application.
        root_path: the path under which a proxy serves the application, such as ``/qa``.
    """
    refuse_downloads()
    temporary_files = Path(get_upload_folder())
    file_bytes = library.settings.file_bytes
    middleware = guards(access, temporary_files, _TEMPORARY_FILES * file_bytes)
    if root_path:
        middleware.insert(0, Middleware(RemoveRootPath, root_path=root_path))
    served = FastAPI(openapi_url=None, middleware=middleware, lifespan=lifespan)
    add_original_files(served, library)
    # Gradio answers every path that no route before it takes.
    served.router.routes += routes
    page.state_session_capacity = _SESSIONS
    gr.mount_gradio_app(
        served,
        page,
        path="/",
        ssr_mode=False,
        root_path=root_path or None,
        enable_monitoring=False,
        run_history=False,
        footer_links=[],
        show_error=False,
        max_file_size=file_bytes,
        app_kwargs={"middleware": _fixes(access), "openapi_url": None},
        theme=_theme(),
        css="" if access.stores_feedback else _NO_FEEDBACK,
        css_paths=_STYLES,
        js=SET_LANGUAGE,
    )
    _mark_launched(page, served)
    return served


def _fixes(access: Access) -> list[Middleware]:
    """Return the middleware between the guards and Gradio, the outermost first."""
    fixes = [
        Middleware(RefuseUnusedRoutes),
        Middleware(SilenceClosedPages),
        Middleware(AwaitClosedStreams),
        Middleware(StopIdleTimer),
    ]
    return [Middleware(RefuseUploads), *fixes] if access.read_only else fixes


def _theme() -> Base:
    return Default(
        primary_hue="blue", neutral_hue="slate", font=["system-ui", "sans-serif"], font_mono=["monospace"]
    ).set(
        # White text on the theme's lighter blue is hard to read.
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover_dark="*primary_600",
    )


def _mark_launched(page: gr.Blocks, served: FastAPI) -> None:
    """Tell a page that it is served.

    Gradio 6.31 checks which files an event may name only for a page that was launched, and a mounted page does not
    count as launched.
    """
    mount: Mount = served.routes[-1]  # type: ignore[assignment]
    page.app = page.server_app = mount.app  # type: ignore[assignment]
    page.has_launched = True
