"""Serve the page under a path of a reverse proxy, such as https://intranet.example.cn/qa/."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class RemoveRootPath:
    """Middleware that removes the proxy's path from a request, if the proxy has not removed it.

    Args:
        app: the application, whose routes do not include the proxy's path.
        root_path: the path of the proxy, such as ``/qa``.
    """

    def __init__(self, app: "ASGIApp", root_path: str) -> None:
        self._app = app
        self._root_path = root_path

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Remove the proxy's path from a request and pass it on."""
        path = scope.get("path", "")
        if path == self._root_path or path.startswith(f"{self._root_path}/"):
            scope = {**scope, "path": path.removeprefix(self._root_path) or "/"}
        await self._app(scope, receive, send)
