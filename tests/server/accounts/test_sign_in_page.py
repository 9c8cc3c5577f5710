"""The sign-in page."""

import json
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from qa.server.accounts.authentication import COOKIE
from qa.server.accounts.roles import Role
from qa.server.accounts.server_accounts import Accounts
from qa.web.sign_in_page import sign_in_routes

PASSWORD = "correct horse 1"


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Accounts:
    """Accounts with a reader."""
    accounts = Accounts(tmp_path_factory.mktemp("accounts"))
    accounts.users.add("李雷", PASSWORD, Role.READER, "*")
    return accounts


def client(accounts: Accounts, base_url: str = "http://127.0.0.1", root_path: str = "") -> TestClient:
    """Return a client of a server with the page."""
    server = Starlette(routes=sign_in_routes(accounts, root_path))
    return TestClient(server, base_url=base_url, follow_redirects=False)


def form(asked: str = "", name: str = "李雷", password: str = PASSWORD) -> dict[str, str]:
    """Return a filled-in form."""
    return {"name": name, "password": password, "next": asked}


def test_the_right_password_sets_a_cookie_that_scripts_cannot_read(accounts: Accounts) -> None:
    reply = client(accounts).post("/sign-in", data=form("/?question=a"))
    assert (reply.status_code, reply.headers["location"]) == (303, "/?question=a")
    cookie = reply.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    identity = accounts.of_session(reply.cookies[COOKIE])
    assert identity
    assert identity.name == "李雷"


def test_the_cookie_is_sent_over_https_only_if_it_came_so(accounts: Accounts) -> None:
    assert "Secure" in client(accounts, "https://qa.example.cn").post("/sign-in", data=form()).headers["set-cookie"]


@pytest.mark.parametrize(
    ("name", "password"), [("李雷", "wrong password"), ("韩梅梅", PASSWORD), ("李雷", ""), ("", "")]
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_reply(accounts: Accounts, name: str, password: str) -> None:
    reply = client(accounts).post("/sign-in", data=form(name=name, password=password))
    assert reply.status_code == 401
    assert "用户名或密码不对" in reply.text
    assert "set-cookie" not in reply.headers


ELSEWHERE = (
    *("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"),
    *("", "/sign-in", "/a\r\nX: b"),
)


@pytest.mark.parametrize("asked", ELSEWHERE)
def test_the_sign_in_leads_to_this_server_only(accounts: Accounts, asked: str) -> None:
    assert client(accounts).post("/sign-in", data=form(asked)).headers["location"] == "/"


def test_a_name_cannot_add_markup(accounts: Accounts) -> None:
    reply = client(accounts).post("/sign-in", data=form(name='"><script>alert(1)</script>', password="wrong password"))
    assert "<script>" not in reply.text
    shown = client(accounts).get("/sign-in", params={"next": '/"><script>alert(1)</script>'})
    assert "<script>" not in shown.text
    assert shown.headers["cache-control"] == "no-store"


def test_the_page_speaks_the_language_of_the_browser(accounts: Accounts) -> None:
    assert '<html lang="en">' in client(accounts).get("/sign-in", headers={"Accept-Language": "en-GB,en;q=0.8"}).text
    assert '<html lang="zh-CN">' in client(accounts).get("/sign-in", headers={"Accept-Language": "zh-CN,en"}).text


def test_signing_out_ends_the_session(accounts: Accounts) -> None:
    reached = client(accounts)
    secret = reached.post("/sign-in", data=form()).cookies[COOKIE]
    assert accounts.of_session(secret)
    reply = reached.post("/sign-out")
    assert reply.headers["location"] == "/sign-in"
    assert accounts.of_session(secret) is None
    assert reached.get("/sign-out").status_code == 405, "a link of another site must not sign anybody out"


def test_below_a_path_of_a_proxy_the_cookie_and_the_addresses_have_the_path(accounts: Accounts) -> None:
    reached = client(accounts, root_path="/qa")
    assert 'action="/qa/sign-in"' in reached.get("/sign-in").text
    reply = reached.post("/sign-in", data=form("/?question=a"))
    assert reply.headers["location"] == "/qa/?question=a"
    assert "Path=/qa;" in reply.headers["set-cookie"]


def test_a_name_is_locked_after_five_failures_even_with_the_right_password(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    accounts.users.add("li", PASSWORD, Role.READER, "*")
    reached = client(accounts)
    statuses = [reached.post("/sign-in", data=form(name="li", password="wrong password")).status_code for _ in range(6)]
    assert statuses == [401] * 5 + [429]
    locked = reached.post("/sign-in", data=form(name="li"))
    assert locked.status_code == 429
    assert "请过 1 分钟再试" in locked.text
    lines = (tmp_path / "audit.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["action"] for line in lines] == ["sign-in.refused"] * 5


def test_every_form_of_a_name_signs_in_and_is_one_name_in_the_log(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    accounts.users.add("li", PASSWORD, Role.READER, "*")
    assert client(accounts).post("/sign-in", data=form(name=" ｌｉ")).status_code == 303
    (line,) = (tmp_path / "audit.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["user"] == "li"


def test_one_computer_cannot_try_many_names(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    accounts.users.add("li", PASSWORD, Role.READER, "*")
    reached = client(accounts)
    statuses = [reached.post("/sign-in", data=form(name=f"user{number}")).status_code for number in range(22)]
    assert statuses == [401] * 20 + [429] * 2


def test_a_huge_form_is_no_sign_in(accounts: Accounts) -> None:
    assert client(accounts).post("/sign-in", data=form(password="x" * 20_000)).status_code == 401
