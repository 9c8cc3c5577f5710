"""Refuse requests that name an unknown host.

Another site can point its own name to the address of this computer (DNS rebinding); its pages then have the same origin
as our page. The browser still sends that site's name as ``Host``. The IP address at which a connection arrived is
allowed, because a site cannot use an address as its name. Starlette's ``TrustedHostMiddleware`` does not know that
address, and its error does not name the setting to change.
"""

from collections.abc import Sequence
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from qa.web.guards.refusal import refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")


class RefuseOtherHosts:
    """Middleware that answers a request to an unknown host with status 421.

    A request without a ``Host`` header, or with several, is refused too.

    Args:
        app: the application that gets the other requests.
        allowed: names in addition to those of this computer; a port in a name is ignored.
    """

    def __init__(self, app: "ASGIApp", allowed: Sequence[str] = ()) -> None:
        self._app = app
        self._allowed = {*_THIS_COMPUTER, *map(host_name, allowed)}

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on or refuse it."""
        from starlette.datastructures import Headers

        if scope["type"] in ("http", "websocket"):
            sent = Headers(scope=scope).getlist("host")
            host = host_name(sent[0]) if len(sent) == 1 else ""
            if host not in self._allowed and not _is_own_address(host, scope):
                text = f"这里不认主机名“{host}”。请管理员用 --allowed-host 或环境变量 QA_ALLOWED_HOSTS 加上它"
                await refusal(421, text)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def host_name(host: str) -> str:
    """Return the name in a ``Host`` header, in lower case, without port, brackets and final dot; "" for none."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_own_address(host: str, scope: "Scope") -> bool:
    """Return whether a host is the address at which the connection arrived."""
    address = (scope.get("server") or ("",))[0]
    try:
        return ip_address(host) == ip_address(address)
    except ValueError:
        return False
