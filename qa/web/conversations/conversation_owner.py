"""Keep the saved conversations of users and libraries apart in a browser that several people use."""

import hashlib
from typing import TYPE_CHECKING

from qa.server.accounts.roles import identity_of
from qa.web.guards.page_path import mounted_path

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWNER_COOKIE = "gongwen-qa-owner"
"""name of a cookie; the page's scripts append its value to the key under which they save conversations"""


class NameOwner:
    """Middleware that names the owner of the saved conversations to the page's scripts, in a cookie.

    On a server without sign-in, the conversations of the first library have no owner, and the cookie is deleted.

    Args:
        app: the application of a library's page.
        library: the name of the library; empty for the first.
        path: the path of the page as a browser sees it, without a slash at its end.
    """

    def __init__(self, app: "ASGIApp", library: str, path: str) -> None:
        self._app = app
        self._library = library
        self._path = path

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on; set or delete the cookie in the reply to a request for the page."""
        from starlette.responses import Response

        if scope["type"] != "http" or scope["method"] != "GET" or mounted_path(scope) != "/":
            await self._app(scope, receive, send)
            return
        cookie = Response()
        owner = conversation_owner(identity_of(scope).name, self._library)
        if owner:
            cookie.set_cookie(OWNER_COOKIE, owner, path=f"{self._path}/", samesite="lax")
        else:
            cookie.delete_cookie(OWNER_COOKIE, path=f"{self._path}/")
        added = [header for header in cookie.raw_headers if header[0] == b"set-cookie"]

        async def send_with_cookie(message: "Message") -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        await self._app(scope, receive, send_with_cookie)


def conversation_owner(user: str, library: str) -> str:
    """Return the owner of a user's conversations in a library, as a hash of both names; empty if both are empty.

    Args:
        user: the name of the user; empty on a server without sign-in.
        library: the name of the library; empty for the first.
    """
    if not user and not library:
        return ""
    return hashlib.sha256(f"{user}\n{library}".encode()).hexdigest()[:16]
