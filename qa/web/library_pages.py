"""The pages of a library: one for users who may change it, and one for users who may only ask."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import gradio as gr

from qa.library import Library
from qa.server.accounts.roles import Operation, identity_of
from qa.web.guards.page_path import LIBRARIES
from qa.web.guards.refusal import refusal
from qa.web.service import Service

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


@dataclass(frozen=True, slots=True)
class LibraryPages:
    """The pages of a library, and the address at which they are served."""

    name: str
    service: Service
    page: gr.Blocks
    readers_page: gr.Blocks | None = None
    """the page of users who may only ask; ``None`` if nobody may do more, so that ``page`` is the page of all users"""
    is_first: bool = True
    """whether the pages are served at the root, not under ``/library/NAME``"""

    @property
    def library(self) -> Library:
        """The library that the pages search and show."""
        return self.service.library

    @property
    def path(self) -> str:
        """The path of the pages, without a slash at its end."""
        return "" if self.is_first else f"{LIBRARIES}/{self.name}"


class PageForRole:
    """Application that passes a request to the page for its sender's role.

    The readers' page has no event that changes the library, so the rights need not be checked for each event.

    Args:
        name: the name of the library.
        page: the application of the page with everything.
        readers_page: the application of the page that only asks.
    """

    def __init__(self, name: str, page: "ASGIApp", readers_page: "ASGIApp") -> None:
        self._name = name
        self._page = page
        self._readers_page = readers_page

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on."""
        page = self._page if identity_of(scope).may(Operation.ADD, self._name) else self._readers_page
        await page(scope, receive, send)


class RequireReader:
    """Middleware that admits the users who may read a library; other users are refused (status 403).

    From the address ``/``, other users are redirected to the first library that they may read, if there is one.

    Args:
        app: the application behind the pages of the library.
        name: the name of the library.
        others: maps the names of the other libraries to the paths of their pages.
    """

    def __init__(self, app: "ASGIApp", name: str, others: dict[str, str]) -> None:
        self._app = app
        self._name = name
        self._others = others

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on, redirect it or refuse it."""
        from starlette.responses import RedirectResponse

        identity = identity_of(scope)
        if scope["type"] != "http" or identity.may(Operation.READ, self._name):
            await self._app(scope, receive, send)
            return
        readable = [path for name, path in self._others.items() if identity.may(Operation.READ, name)]
        if readable and scope["path"] == "/":
            await RedirectResponse(f"{readable[0].lstrip('/')}/", status_code=303)(scope, receive, send)
            return
        await refusal(403, f"“{identity.name}”没有权限使用这个资料库。请找管理员")(scope, receive, send)
