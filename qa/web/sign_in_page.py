"""The sign-in page: plain HTML that the server renders, outside Gradio."""

import asyncio
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.routing import Route

from qa.server.accounts.authentication import COOKIE, SIGN_IN, SIGN_OUT, session_secret
from qa.server.accounts.server_accounts import Accounts
from qa.server.accounts.signed_in import LONGEST_SECONDS
from qa.server.accounts.users import normal_name
from qa.web.guards.client_address import address_of_client
from qa.web.guards.request_rate import TokenBuckets
from qa.web.sign_in_words import ENGLISH_SIGN_IN, SIGN_IN_WORDS

if TYPE_CHECKING:
    from jinja2 import Template
    from starlette.requests import Request
    from starlette.responses import Response

_FORM_BYTES = 10_000
_ATTEMPTS, _PER_SECOND = 20, 0.2
"""sign-in attempts per address, at once and per second in the long run; many people may share an address"""


def sign_in_routes(accounts: Accounts, root_path: str = "") -> list[Route]:
    """Return the routes ``/sign-in`` and ``/sign-out``.

    Args:
        accounts: the users who may sign in.
        root_path: the path under which a proxy serves the page.
    """
    page = _SignInPage(accounts, root_path)
    return [
        Route(SIGN_IN, page.show, methods=["GET"]),
        Route(SIGN_IN, page.sign_in, methods=["POST"]),
        Route(SIGN_OUT, page.sign_out, methods=["POST"]),
    ]


class _SignInPage:
    """The replies of the routes.

    Args:
        accounts: the users who may sign in.
        root_path: the path under which a proxy serves the page.
    """

    def __init__(self, accounts: Accounts, root_path: str) -> None:
        self._accounts = accounts
        self._root = root_path
        self._attempts = TokenBuckets(_PER_SECOND, _ATTEMPTS)

    async def show(self, request: "Request") -> "Response":
        """Show the form."""
        return self._form(request, request.query_params.get("next", ""))

    async def sign_in(self, request: "Request") -> "Response":
        """Check name and password; redirect to the page that the user wanted, or show the form with the error."""
        from starlette.responses import RedirectResponse

        body = await request.body()
        sent = parse_qs(body.decode("utf-8", "replace")) if len(body) <= _FORM_BYTES else {}
        name, password, asked = (sent.get(field, [""])[0] for field in ("name", "password", "next"))
        if not self._attempts.take(address_of_client(request.scope), request.scope):
            return self._form(request, asked, name, "too_many", status=429)
        if seconds := await asyncio.to_thread(self._accounts.seconds_locked, name):
            return self._form(request, asked, name, "locked", minutes=-(-seconds // 60), status=429)
        secret = await asyncio.to_thread(self._accounts.sign_in, name, password)
        action = "sign-in" if secret else "sign-in.refused"
        await asyncio.to_thread(
            self._accounts.audit.write, normal_name(name)[:100], action, address=address_of_client(request.scope)
        )
        if secret is None:
            return self._form(request, asked, name, "wrong", status=401)
        reply = RedirectResponse(self._root + _own_address(asked), status_code=303)
        reply.set_cookie(
            COOKIE,
            secret,
            max_age=LONGEST_SECONDS,
            path=self._root or "/",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )
        return reply

    async def sign_out(self, request: "Request") -> "Response":
        """End the session and redirect to the form."""
        from starlette.responses import RedirectResponse

        if secret := session_secret(request.scope):
            await asyncio.to_thread(self._accounts.sessions.end, secret)
        reply = RedirectResponse(self._root + SIGN_IN, status_code=303)
        reply.delete_cookie(COOKIE, path=self._root or "/")
        return reply

    def _form(
        self, request: "Request", asked: str, name: str = "", problem: str = "", *, minutes: int = 0, status: int = 200
    ) -> "Response":
        """Return the form.

        Args:
            request: the request that the form answers.
            asked: the address to open after the sign-in.
            name: the user's name, if it was given.
            problem: key of the message to show; empty for none.
            minutes: number of minutes for which the name is locked.
            status: the status code.
        """
        from starlette.responses import HTMLResponse

        is_english = request.headers.get("accept-language", "zh").strip().lower().startswith("en")
        words = ENGLISH_SIGN_IN if is_english else SIGN_IN_WORDS
        html = _template().render(
            words=words,
            action=self._root + SIGN_IN,
            next=_own_address(asked),
            name=name,
            problem=words[problem].format(minutes=minutes) if problem else "",
        )
        return HTMLResponse(html, status_code=status, headers={"Cache-Control": "no-store"})


def _own_address(address: str) -> str:
    """Return an address if it is a path on this server other than sign-in and sign-out; ``/`` for any other address."""
    is_own = address.startswith("/") and address.isprintable() and not address.startswith(("//", "/\\"))
    return address if is_own and not address.startswith((SIGN_IN, SIGN_OUT)) else "/"


@cache
def _template() -> "Template":
    from jinja2 import Environment

    text = (Path(__file__).parent / "sign_in.html").read_text(encoding="utf-8")
    return Environment(autoescape=True).from_string(text)
