"""Combine the page, the downloads and the guards in one application."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
from fastapi import FastAPI
from gradio.themes import Base, Default
from gradio.utils import get_upload_folder
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount

from qa.server.accounts.authentication import RequireSignIn, SignInPolicy
from qa.web.conversations.conversation_owner import NameOwner
from qa.web.gradio_fixes.closed_page import SilenceClosedPages
from qa.web.gradio_fixes.closing_stream import AWAIT_CLOSED_STREAM, NameClosedStreams
from qa.web.gradio_fixes.head_scripts import AddHeadScripts
from qa.web.gradio_fixes.idle_timer import STOP_IDLE_TIMER
from qa.web.gradio_fixes.no_downloads import refuse_downloads
from qa.web.gradio_fixes.page_language import SET_LANGUAGE
from qa.web.gradio_fixes.refused_uploads import RefuseUploads
from qa.web.gradio_fixes.session_values import keep_no_session_values
from qa.web.gradio_fixes.uncached_streams import KeepStreamsUncached
from qa.web.guards.access import Access
from qa.web.guards.root_path import RemoveRootPath
from qa.web.guards.stack import guards
from qa.web.guards.used_routes import RefuseUnusedRoutes
from qa.web.library_pages import LibraryPages, PageForRole, RequireReader
from qa.web.originals import add_original_files
from qa.web.page_images import add_page_images
from qa.web.sign_in_page import sign_in_routes

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_STYLES = [Path(__file__).parent / name for name in ("page.css", "gradio_fixes/gradio.css")]
_SESSIONS = 1000
_TEMPORARY_FILES = 50
"""quota for uploaded files that are not added yet, as a number of files of the maximum size"""
_NO_FEEDBACK = ".do-good, .do-bad { display: none !important; }"


Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]
"""a context manager that is open from the start of a server to its end"""


def application(
    pages: Sequence[LibraryPages],
    access: Access,
    policy: SignInPolicy,
    *,
    routes: Sequence[BaseRoute] = (),
    outermost: Sequence[Middleware] = (),
    lifespan: Lifespan | None = None,
) -> FastAPI:
    """Return the application that serves the pages of libraries, with the original files and the sign-in.

    The call changes Gradio in the whole process (:func:`refuse_downloads`, :func:`keep_no_session_values`).

    Args:
        pages: the pages of each library, the default library first; a page can be part of one application only.
        access: who may reach the pages.
        policy: the rules of the sign-in.
        routes: further routes of the application.
        outermost: middleware that sees a request before the guards do.
        lifespan: a context manager that is open while the application runs.
    """
    refuse_downloads()
    keep_no_session_values()
    temporary_files = Path(get_upload_folder())
    quota = _TEMPORARY_FILES * pages[0].library.settings.file_bytes
    sign_in = Middleware(RequireSignIn, policy=policy)
    middleware = [*outermost, *guards(access, temporary_files, quota, [sign_in])]
    if policy.root_path:
        middleware.insert(0, Middleware(RemoveRootPath, root_path=policy.root_path))
    served = FastAPI(openapi_url=None, middleware=middleware, lifespan=lifespan)
    served.router.routes += [*sign_in_routes(policy.accounts, policy.root_path), *routes]
    paths = {each.name: each.path for each in pages}
    mounts = [Mount(each.path, _mounted(served, each, access, policy.root_path, paths)) for each in pages]
    # Mount the pages at the root last, because they take all remaining paths.
    served.router.routes += reversed(mounts)
    return served


def _mounted(
    served: FastAPI, pages: LibraryPages, access: Access, root_path: str, paths: Mapping[str, str]
) -> RequireReader:
    """Return the application that serves the pages and the files of a library to the users who may read it.

    Args:
        served: the server's application; it starts and stops the pages.
        pages: the pages of the library.
        access: who may reach the pages.
        root_path: the path under which a proxy serves all pages.
        paths: maps the name of each library to the path of its pages.
    """
    below = FastAPI(openapi_url=None)
    add_original_files(below, pages.library)
    add_page_images(below, pages.service)
    below.mount("/", _page_for_role(served, pages, access, root_path))
    owned = NameOwner(below, "" if pages.is_first else pages.name, f"{root_path}{pages.path}")
    others = {name: path for name, path in paths.items() if name != pages.name}
    return RequireReader(owned, pages.name, others)


def _page_for_role(served: FastAPI, pages: LibraryPages, access: Access, root_path: str) -> PageForRole:
    """Return the application that serves the pages of a library; ``served`` starts and stops the pages."""

    def serving(page: gr.Blocks, read_only: bool) -> "ASGIApp":
        root = f"{root_path}{pages.path}" if root_path else ""
        return _gradio_application(served, page, pages, access, read_only=read_only, root_path=root)

    page = serving(pages.page, access.read_only)
    readers_page = pages.readers_page
    return PageForRole(pages.name, page, page if readers_page is None else serving(readers_page, read_only=True))


def _gradio_application(
    served: FastAPI, page: gr.Blocks, pages: LibraryPages, access: Access, *, read_only: bool, root_path: str
) -> "ASGIApp":
    page.state_session_capacity = _SESSIONS
    gr.mount_gradio_app(
        served,
        page,
        path=pages.path or "/",
        ssr_mode=False,
        root_path=root_path or None,
        enable_monitoring=False,
        run_history=False,
        footer_links=[],
        show_error=False,
        max_file_size=pages.library.settings.file_bytes,
        app_kwargs={"middleware": _fixes(read_only), "openapi_url": None},
        theme=_theme(),
        css="" if access.stores_feedback else _NO_FEEDBACK,
        css_paths=_STYLES,
        js=SET_LANGUAGE,
    )
    # Gradio's own mount would take the requests of every role.
    mount: Mount = served.router.routes.pop()  # type: ignore[assignment]
    _mark_launched(page, mount)
    return mount.app


def _fixes(read_only: bool) -> list[Middleware]:
    """Return the middleware between the guards and Gradio, the outermost first."""
    fixes = [
        Middleware(RefuseUnusedRoutes),
        Middleware(SilenceClosedPages),
        Middleware(NameClosedStreams),
        Middleware(KeepStreamsUncached),
        Middleware(AddHeadScripts, scripts=(STOP_IDLE_TIMER, AWAIT_CLOSED_STREAM)),
    ]
    return [Middleware(RefuseUploads), *fixes] if read_only else fixes


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


def _mark_launched(page: gr.Blocks, mount: Mount) -> None:
    """Mark a page as launched.

    Gradio 6.31 checks which files an event may name only for a page that was launched, and a mounted page does not
    count as launched.
    """
    page.app = page.server_app = mount.app  # type: ignore[assignment]
    page.has_launched = True
