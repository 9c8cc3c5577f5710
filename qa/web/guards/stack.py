"""The guards of the server in their order."""

from collections.abc import Sequence
from pathlib import Path

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from qa.web.guards.access import Access
from qa.web.guards.allowed_hosts import RefuseOtherHosts
from qa.web.guards.body_limits import LimitBodies
from qa.web.guards.open_requests import LimitOpenRequests
from qa.web.guards.pending_events import LimitPendingEvents
from qa.web.guards.request_rate import LimitRate
from qa.web.guards.same_origin import RefuseOtherOrigins
from qa.web.guards.security_headers import SendSecurityHeaders
from qa.web.guards.slow_requests import ReadInTime


def guards(access: Access, temporary_files: Path, quota: int, sign_in: Sequence[Middleware] = ()) -> list[Middleware]:
    """Return the middleware of the server, outermost first.

    Args:
        access: who may reach the page.
        temporary_files: folder of the uploaded files.
        quota: maximum size of that folder in bytes.
        sign_in: the middleware that refuses requests of unknown users.
    """
    return [
        Middleware(SendSecurityHeaders, frame_ancestors=access.frame_ancestors),
        Middleware(RefuseOtherHosts, allowed=access.allowed_hosts),
        Middleware(RefuseOtherOrigins),
        Middleware(LimitRate),
        Middleware(LimitOpenRequests),
        *sign_in,
        Middleware(LimitPendingEvents),
        Middleware(ReadInTime),
        Middleware(LimitBodies, folder=temporary_files, quota=quota),
        # This policy allows no other site. Without it, Gradio adds its own, which allows all sites with credentials.
        Middleware(CORSMiddleware),
    ]
