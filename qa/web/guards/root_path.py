"""Serve under the path of a proxy, such as https://intranet.example.cn/qa/."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class RemoveRootPath:
    """Middleware that removes the proxy's path from a request, if the proxy has not removed it.

    Args:
        app: the application, which knows paths without the proxy's.
        root_path: the path of the proxy, such as ``/qa``.
    """

    def __init__(self, app: "ASGIApp", root_path: str) -> None:
        self._app = app
        self._root_path = root_path

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on under the path that the application knows."""
        path = scope.get("path", "")
        if path == self._root_path or path.startswith(f"{self._root_path}/"):
            scope = {**scope, "path": path.removeprefix(self._root_path) or "/"}
        await self._app(scope, receive, send)
