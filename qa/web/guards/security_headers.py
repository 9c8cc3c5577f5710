"""Send headers that restrict what the page may do in the browser.

Gradio's page needs inline scripts and styles and creates functions from text; it needs nothing from other addresses.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
)


class SendSecurityHeaders:
    """Middleware that adds the security headers to every reply.

    Args:
        app: the application that replies.
        frame_ancestors: the sites that may show the page in a frame, separated by spaces.
    """

    def __init__(self, app: "ASGIApp", frame_ancestors: str = "'self'") -> None:
        self._app = app
        self._headers = {
            "Content-Security-Policy": "; ".join((*_POLICY, f"frame-ancestors {frame_ancestors}")),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        # An old browser knows only this header, which cannot name sites.
        if frame_ancestors in ("'self'", "'none'"):
            self._headers["X-Frame-Options"] = "DENY" if frame_ancestors == "'none'" else "SAMEORIGIN"

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on; add the headers to its reply."""
        from starlette.datastructures import MutableHeaders

        async def send_with_headers(message: "Message") -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)
