"""The health checks: ``/healthz`` succeeds while the process runs, ``/readyz`` while it can answer questions.

The process can answer if every library is ready and the server is not about to end.
"""

import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


class Health:
    """The health checks of the server: whether it runs, and whether it can answer.

    Args:
        unready: for each library name, a function that returns why the library is not ready; an empty text if it is.
    """

    def __init__(self, unready: Mapping[str, Callable[[], str]]) -> None:
        self._unready = unready
        self._ending = threading.Event()

    def end(self) -> None:
        """Report the server as not ready from now on, so that a load balancer stops sending requests."""
        self._ending.set()

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [Route("/healthz", _alive, methods=["GET"]), Route("/readyz", self._readiness, methods=["GET"])]

    async def _readiness(self, _: "Request") -> "Response":
        reasons = {name: " ".join(reason.split()) for name, why in self._unready.items() if (reason := why())}
        is_ready = not reasons and not self._ending.is_set()
        libraries = {name: name not in reasons for name in self._unready}
        record = {"ready": is_ready, "ending": self._ending.is_set(), "libraries": libraries, "reasons": reasons}
        return JSONResponse(record, status_code=200 if is_ready else 503, headers={"Cache-Control": "no-store"})


async def _alive(_: "Request") -> "Response":
    return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})
