"""Let in users who have signed in, programs with a token, and monitors; others get only the sign-in and ``/healthz``.

A server that has no users and no proxy that signs users in lets everybody in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from qa.errors import SettingsError
from qa.server.accounts.roles import ALL_LIBRARIES, Identity, Role, open_identity, set_identity
from qa.server.accounts.server_accounts import Accounts
from qa.server.accounts.trusted_proxy import Addresses, TrustedProxy
from qa.server.accounts.users import checked_name
from qa.web.guards.page_path import mounted_path
from qa.web.guards.refusal import refusal
from qa.web.guards.request_rate import TokenBuckets

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

COOKIE = "gongwen-qa-session"
SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
_OPEN_TO_ALL = (SIGN_IN, SIGN_OUT, "/healthz")
_MONITORED = ("/readyz", "/metrics")


@dataclass(frozen=True)
class SignInPolicy:
    """The rules of the sign-in: the accounts, the trusted proxy, and the rights of monitors and signed-in users."""

    accounts: Accounts
    read_only: bool = False
    """whether every user is limited to the rights of a reader"""
    proxy: TrustedProxy = field(default_factory=TrustedProxy)
    monitors: Addresses = field(default_factory=Addresses)
    """addresses that may read ``/readyz`` and ``/metrics`` without a sign-in (``QA_MONITORING_ADDRESSES``)"""
    root_path: str = ""
    """the path under which a proxy serves the server"""
    everyone: Mapping[str, Role] = field(default_factory=dict)
    """by library, the role that every signed-in user has at least"""

    @classmethod
    def from_environment(cls) -> Self:
        """Return the policy set by the environment variables.

        Raises:
            SettingsError: a variable has an invalid value.
        """
        return cls(
            Accounts.open(),
            proxy=TrustedProxy.from_environment(),
            monitors=Addresses.from_environment("QA_MONITORING_ADDRESSES"),
        )

    @property
    def requires_sign_in(self) -> bool:
        """Whether there are users, or a proxy that signs users in."""
        return bool(self.proxy.header) or self.accounts.users.exist()

    def granted(self, identity: Identity) -> Identity:
        """Return an identity with the roles of :attr:`everyone` added; on a read-only server, limited to reading."""
        roles = dict(identity.roles)
        for library, role in self.everyone.items():
            roles[library] = max(role, roles.get(library, Role.NONE))
        limit = min(identity.limit, Role.READER) if self.read_only else identity.limit
        return replace(identity, roles=roles, limit=limit)

    def of_proxy(self, scope: "Scope") -> Identity | None:
        """Return the user whom the proxy names in a request; ``None`` if it names nobody or the name is invalid.

        A name that is not among the server's users gets the role of the proxy.
        """
        named = self.proxy.user(scope)
        if not named:
            return None
        try:
            name = checked_name(named)
        except SettingsError:
            return None
        return self.accounts.of_user(name) or Identity(name, {ALL_LIBRARIES: self.proxy.role})


class RequireSignIn:
    """Middleware that records the sender in each request, and refuses unknown senders and too many requests of a user.

    Unknown senders still reach the sign-in, the sign-out and ``/healthz``.

    A server without users and without a proxy that signs users in lets everybody in, with the rights of
    :func:`open_identity`. Once it has had a user, it requires a sign-in until it is restarted, even if the last user is
    removed.

    Args:
        app: the application that gets the requests of known users.
        policy: the rules of the sign-in.
        per_second: number of requests per second that a user may send in the long run.
        burst: number of requests that a user may send at once after a pause.
    """

    def __init__(self, app: "ASGIApp", policy: SignInPolicy, per_second: float = 100, burst: int = 1000) -> None:
        self._app = app
        self._policy = policy
        self._is_closed = policy.requires_sign_in
        self._buckets = TokenBuckets(per_second, burst)

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass a request on or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        self._is_closed = self._is_closed or self._policy.requires_sign_in
        identity = self._identity(scope)
        path = mounted_path(scope)
        if identity is None and path not in _OPEN_TO_ALL:
            await self._refuse(path, scope, receive, send)
            return
        if identity is not None:
            if identity.name and not self._buckets.take(identity.name, scope):
                await refusal(429, "请求太多。请过几秒再试", retry_after=5)(scope, receive, send)
                return
            set_identity(scope, identity)
        await self._app(scope, receive, send)

    def _identity(self, scope: "Scope") -> Identity | None:
        """Return the sender of a request; ``None`` for an unknown sender."""
        policy = self._policy
        if not self._is_closed:
            return open_identity(policy.read_only)
        if mounted_path(scope) in _MONITORED and policy.monitors.has_sender(scope):
            return Identity("", {ALL_LIBRARIES: Role.ADMINISTRATOR})
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        scheme, _, token = headers.get(b"authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            found = policy.accounts.of_token(token.strip())
        else:
            secret = session_secret(scope)
            found = policy.of_proxy(scope) or (policy.accounts.of_session(secret) if secret else None)
        return policy.granted(found) if found else None

    async def _refuse(self, path: str, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Redirect a browser to the sign-in page; reply to a program with status 401."""
        from starlette.responses import RedirectResponse

        headers = dict(scope["headers"])
        is_person = scope.get("method") in ("GET", "HEAD") and b"text/html" in headers.get(b"accept", b"")
        if scope["type"] == "http" and is_person and b"authorization" not in headers:
            asked = path + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
            target = f"{self._policy.root_path}{SIGN_IN}?next={quote(asked, safe='')}"
            await RedirectResponse(target, status_code=303)(scope, receive, send)
            return
        text = "请先登录：在浏览器里打开 /sign-in；程序请在 Authorization 里带上 Bearer 令牌"
        await refusal(401, text, challenge="Bearer")(scope, receive, send)


def session_secret(scope: "Scope") -> str:
    """Return the secret in the session cookie of a request; empty if there is none."""
    for name, value in scope["headers"]:
        if name == b"cookie":
            try:
                cookie = SimpleCookie(value.decode("latin-1")).get(COOKIE)
            except CookieError:
                continue
            if cookie is not None:
                return cookie.value
    return ""
