"""Refuse requests from pages of other sites.

With every request that may change data, a browser sends the origin of the requesting page in ``Origin``. With every
request, it states in ``Sec-Fetch-Site`` whether that page is of the same site. Other programs send neither.
"""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from qa.web.guards.refusal import refusal

if TYPE_CHECKING:
    from starlette.datastructures import Headers
    from starlette.types import ASGIApp, Receive, Scope, Send

_OWN = ("", "same-origin", "none")
"""accepted values of ``Sec-Fetch-Site``: no header, a request of our page, the address bar"""
_READING = ("GET", "HEAD")


class RefuseOtherOrigins:
    """Middleware that refuses requests from pages of other sites (status 403), except links to the page.

    Args:
        app: the application that gets the other requests.
    """

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on or refuse it."""
        from starlette.datastructures import Headers

        if scope["type"] in ("http", "websocket"):
            headers = Headers(scope=scope)
            is_link = scope.get("method") in _READING and headers.get("sec-fetch-mode") == "navigate"
            if not (_is_own_origin(headers) and (is_link or headers.get("sec-fetch-site", "") in _OWN)):
                await refusal(403, "别的网站不能使用这里。请在浏览器里直接打开本页")(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _is_own_origin(headers: "Headers") -> bool:
    """Return whether the origin of a request is the host that it is sent to; True without an origin."""
    origins = headers.getlist("origin")
    # The scheme may differ: a proxy before the server may speak TLS.
    return not origins or (len(origins) == 1 and urlsplit(origins[0]).netloc.lower() == headers.get("host", "").lower())
