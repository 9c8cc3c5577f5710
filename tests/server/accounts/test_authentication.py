"""Authentication: requests that are let in, and the identity that each gets."""

from pathlib import Path
from typing import Any

import pytest
from starlette.responses import JSONResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from qa.errors import SettingsError
from qa.server.accounts.authentication import COOKIE, RequireSignIn, SignInPolicy
from qa.server.accounts.roles import Role, identity_of
from qa.server.accounts.server_accounts import Accounts
from qa.server.accounts.trusted_proxy import Addresses, RememberPeer, TrustedProxy

PASSWORD = "correct horse 1"
PROXY = "10.0.0.5"


async def who(scope: Scope, receive: Receive, send: Send) -> None:
    """Reply with the identity of a request."""
    identity = identity_of(scope)
    await JSONResponse([identity.name, identity.role("laws")])(scope, receive, send)


@pytest.fixture
def accounts(tmp_path: Path) -> Accounts:
    """Accounts with an editor."""
    accounts = Accounts(tmp_path / "accounts")
    accounts.users.add("li", PASSWORD, Role.EDITOR, "laws")
    return accounts


def client(policy: SignInPolicy, address: str = "203.0.113.9", **options: Any) -> TestClient:
    """Return a client at an address."""
    return TestClient(
        RememberPeer(RequireSignIn(who, policy, **options)), client=(address, 5000), follow_redirects=False
    )


def test_every_client_is_let_in_until_there_is_a_user(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "accounts")
    reached = client(SignInPolicy(accounts))
    assert reached.get("/").json() == ["", Role.ADMINISTRATOR]
    assert client(SignInPolicy(accounts, read_only=True)).get("/").json() == ["", Role.READER]
    accounts.users.add("li", PASSWORD, Role.READER, "*")
    assert reached.get("/").status_code == 401
    accounts.users.remove("li")
    assert reached.get("/").status_code == 401, "a server that was closed must not open again"


CLOSED = ("/", "/config", "/original/1", "/gradio_api/run/ask", "/metrics", "/readyz", "/sign-inx")


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_unknown_client_gets_no_page(accounts: Accounts, path: str, method: str) -> None:
    reply = client(SignInPolicy(accounts)).request(method, path)
    assert reply.status_code == 401
    assert reply.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("path", ["/sign-in", "/healthz"])
def test_an_unknown_client_reaches_the_sign_in_and_the_health_check(accounts: Accounts, path: str) -> None:
    assert client(SignInPolicy(accounts)).get(path).json() == ["", Role.NONE]


def test_a_browser_is_redirected_to_the_sign_in_and_back(accounts: Accounts) -> None:
    reply = client(SignInPolicy(accounts)).get("/?question=a&lang=en", headers={"Accept": "text/html,*/*"})
    assert (reply.status_code, reply.headers["location"]) == (303, "/sign-in?next=%2F%3Fquestion%3Da%26lang%3Den")


def test_a_session_cookie_and_a_token_are_let_in(accounts: Accounts) -> None:
    reached = client(SignInPolicy(accounts))
    secret = accounts.sign_in("li", PASSWORD)
    assert reached.get("/", headers={"Cookie": f"a=b; {COOKIE}={secret}; c=d"}).json() == ["li", Role.EDITOR]
    token = accounts.tokens.create("li", "", Role.READER, "*", 1)
    assert reached.get("/", headers={"Authorization": f"Bearer {token}"}).json() == ["li", Role.READER]


def test_a_wrong_token_is_refused_even_with_a_session(accounts: Accounts) -> None:
    secret = accounts.sign_in("li", PASSWORD)
    headers = {"Cookie": f"{COOKIE}={secret}", "Authorization": "Bearer qa_wrong", "Accept": "text/html"}
    assert client(SignInPolicy(accounts)).get("/", headers=headers).status_code == 401


def test_a_read_only_server_lets_nobody_change_anything(accounts: Accounts) -> None:
    secret = accounts.sign_in("li", PASSWORD)
    reply = client(SignInPolicy(accounts, read_only=True)).get("/", headers={"Cookie": f"{COOKIE}={secret}"})
    assert reply.json() == ["li", Role.READER]


def test_the_role_of_everyone_applies_to_every_user_who_has_signed_in(accounts: Accounts) -> None:
    accounts.users.add("han", PASSWORD, Role.NONE, "*")
    policy = SignInPolicy(accounts, everyone={"laws": Role.READER})
    reached = client(policy)
    for name, role in (("han", Role.READER), ("li", Role.EDITOR)):
        cookie = f"{COOKIE}={accounts.sign_in(name, PASSWORD)}"
        assert reached.get("/", headers={"Cookie": cookie}).json() == [name, role]
    assert reached.get("/").status_code == 401


def proxy_policy(accounts: Accounts, role: Role = Role.NONE) -> SignInPolicy:
    """Return a policy with a proxy that signs users in."""
    return SignInPolicy(accounts, proxy=TrustedProxy("x-forwarded-user", addresses(PROXY), role))


def addresses(text: str) -> Addresses:
    """Return the addresses in a text."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QA_PROXY_ADDRESSES", text)
        return Addresses.from_environment("QA_PROXY_ADDRESSES")


def test_the_header_of_the_proxy_counts_from_its_address_only(accounts: Accounts) -> None:
    policy = proxy_policy(accounts, Role.READER)
    header = {"X-Forwarded-User": "li"}
    assert client(policy, PROXY).get("/", headers=header).json() == ["li", Role.EDITOR]
    assert client(policy, PROXY).get("/").status_code == 401
    for address in ("203.0.113.9", "10.0.0.50", "127.0.0.1", "not-an-address"):
        assert client(policy, address).get("/", headers=header).status_code == 401
    assert client(policy, "203.0.113.9").get("/", headers={**header, "X-Forwarded-For": PROXY}).status_code == 401


def test_a_user_whom_only_the_proxy_knows_gets_the_stated_role(accounts: Accounts) -> None:
    header = {b"X-Forwarded-User": "韩梅梅".encode()}
    for role in (Role.NONE, Role.READER):
        assert client(proxy_policy(accounts, role), PROXY).get("/", headers=header).json() == ["韩梅梅", role]


def test_two_headers_or_an_invalid_name_are_no_user(accounts: Accounts) -> None:
    reached = client(proxy_policy(accounts, Role.READER), PROXY)
    assert reached.get("/", headers=[("X-Forwarded-User", "li"), ("X-Forwarded-User", "root")]).status_code == 401
    assert reached.get("/", headers={"X-Forwarded-User": "li,root"}).status_code == 401


def test_with_a_proxy_the_server_requires_a_sign_in_before_there_are_users(tmp_path: Path) -> None:
    policy = proxy_policy(Accounts(tmp_path / "none"))
    assert policy.requires_sign_in
    assert client(policy).get("/").status_code == 401


def test_a_header_without_addresses_is_refused() -> None:
    with pytest.raises(SettingsError, match="QA_PROXY_ADDRESSES"):
        TrustedProxy("x-forwarded-user")


@pytest.mark.parametrize(
    ("variable", "value"), [("QA_PROXY_ADDRESSES", "10.0.0.0/8/9"), ("QA_PROXY_ROLE", "administrator")]
)
def test_a_malformed_setting_of_the_proxy_is_named(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError, match=variable):
        TrustedProxy.from_environment()


def test_stated_addresses_read_the_metrics_and_nothing_else(accounts: Accounts) -> None:
    reached = client(SignInPolicy(accounts, monitors=addresses("10.1.0.0/16")), "10.1.2.3")
    assert reached.get("/metrics").status_code == reached.get("/readyz").status_code == 200
    assert reached.get("/").status_code == reached.get("/metrics/x").status_code == 401


def test_a_user_who_asks_too_often_waits_whatever_the_address(accounts: Accounts) -> None:
    token = {"Authorization": f"Bearer {accounts.tokens.create('li', '', Role.READER, '*', 1)}"}
    layered = RequireSignIn(who, SignInPolicy(accounts), per_second=0, burst=2)
    statuses = [
        TestClient(layered, client=(f"10.0.0.{number}", 1)).get("/", headers=token).status_code for number in range(3)
    ]
    assert statuses == [200, 200, 429]
    accounts.users.add("han", PASSWORD, Role.READER, "*")
    other = accounts.tokens.create("han", "", Role.READER, "*", 1)
    assert TestClient(layered).get("/", headers={"Authorization": f"Bearer {other}"}).status_code == 200
