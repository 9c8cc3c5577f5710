"""Users and libraries have conversations of their own in a browser."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from qa.server.accounts.roles import Identity, set_identity
from qa.web.conversations.conversation_owner import OWNER_COOKIE, NameOwner, conversation_owner
from tests.web.guards.replies import accepting

SCRIPTS = Path(__file__).parents[3] / "qa" / "web" / "scripts"


def client(user: str, library: str, path: str = "") -> TestClient:
    """Return a client of a page that a user looks at."""
    page = NameOwner(accepting, library, path)

    async def signed_in(scope: Scope, receive: Receive, send: Send) -> None:
        set_identity(scope, Identity(user))
        await page(scope, receive, send)

    return TestClient(signed_in)


def test_every_user_of_every_library_is_another_owner() -> None:
    owners = {conversation_owner(user, library) for user in ("", "li", "han") for library in ("", "laws", "plans")}
    assert len(owners) == 9
    assert "" in owners, "conversations that browsers have saved already stay those of nobody"


def test_the_page_names_its_owner_below_its_own_path() -> None:
    cookie = client("li", "plans", "/qa/library/plans").get("/").headers["set-cookie"]
    assert cookie.startswith(f"{OWNER_COOKIE}={conversation_owner('li', 'plans')};")
    assert "Path=/qa/library/plans/;" in cookie
    assert "HttpOnly" not in cookie


def test_nobody_forgets_the_owner_before() -> None:
    assert "Max-Age=0" in client("", "").get("/").headers["set-cookie"]
    assert "set-cookie" not in client("li", "").get("/assets/a.js").headers


@pytest.mark.parametrize("script", ["read_saved_conversations.js", "save_conversations.js"])
def test_the_scripts_read_the_cookie(script: str) -> None:
    text = (SCRIPTS / script).read_text(encoding="utf-8")
    assert f"{OWNER_COOKIE}=" in text
    assert text.count("parameters.storageKey") == 1
