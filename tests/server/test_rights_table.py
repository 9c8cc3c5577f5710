"""The table user × library × operation, every cell over the HTTP API, MCP and the page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from qa.library import Library
from qa.server.accounts.authentication import COOKIE, SignInPolicy
from qa.server.accounts.roles import Role
from qa.server.accounts.server_accounts import Accounts
from qa.server.app import server_application
from qa.server.libraries import offered_libraries as module
from qa.server.libraries.configured_libraries import ConfiguredLibrary
from qa.server.operations.access_log import LogFormat
from qa.server.operations.observing import Operations
from qa.web.guards.access import Access
from tests.conftest import FakeEncoder

PASSWORD = "correct horse 1"
LIBRARIES = ("laws", "plans")
ROLES = {
    "root": {"*": Role.ADMINISTRATOR},
    "clerk": {"laws": Role.EDITOR, "plans": Role.READER},
    "reader": {"laws": Role.READER},
    "planner": {"plans": Role.EDITOR},
    "guest": {},
}
NOBODY = ""
READ, CHANGE = ("ask", "list", "show"), ("add", "remove", "evaluate", "pin", "open_questions", "correct")
OPERATIONS = (*READ, *CHANGE)
EXPECTED = {"remove": (404,), "pin": (404,), "correct": (404,), "evaluate": (422,), "add": (202,)}
"""the status of an allowed operation, where it is not 200"""
MCP_OPERATIONS = (*READ, "add", "remove")
CELLS = [(user, library, operation) for user in (*ROLES, NOBODY) for library in LIBRARIES for operation in OPERATIONS]


def expected(user: str, library: str, operation: str) -> bool:
    """Return whether a cell of the table says yes."""
    roles = ROLES.get(user, {})
    role = roles.get(library, roles.get("*", Role.NONE))
    return role >= (Role.READER if operation in READ else Role.EDITOR)


class Running:
    """A server in this process, and its users' secrets."""

    def __init__(self, server: Any, accounts: Accounts, documents: dict[str, int]) -> None:
        self.client = TestClient(server, base_url="http://127.0.0.1", follow_redirects=False)
        self.documents = documents
        self.sessions = {user: accounts.sign_in(user, PASSWORD) or "" for user in ROLES}
        self.tokens = {user: accounts.tokens.create(user, "", Role.ADMINISTRATOR, "*", 1) for user in ROLES}
        self.accounts = accounts

    def token(self, user: str) -> dict[str, str]:
        """Return the headers of a program."""
        return {"Authorization": f"Bearer {self.tokens[user]}"} if user else {}

    def cookie(self, user: str) -> dict[str, str]:
        """Return the headers of a browser."""
        return {"Cookie": f"{COOKIE}={self.sessions[user]}"} if user else {}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of two libraries with users of every kind."""
    folder = tmp_path_factory.mktemp("rights")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "Encoder", lambda _: FakeEncoder())
        with _running(folder) as server:
            yield server


@contextmanager
def _running(folder: Path) -> Iterator[Running]:
    accounts = Accounts(folder / "accounts")
    documents = {}
    for user, roles in ROLES.items():
        accounts.users.add(user, PASSWORD, Role.NONE, "*")
        for library, role in roles.items():
            accounts.users.add(user, None, role, library)
    for name in LIBRARIES:
        (folder / f"{name}.txt").write_text(f"{name}办法\n\n{name}馆每周二闭馆。\n", encoding="utf-8")
        with Library.open(folder / name, encoder=FakeEncoder()) as opened:
            opened.add(folder / f"{name}.txt")
            documents[name] = opened.documents()[0].id
    # As of a server that was started before its first user was added.
    access = Access(requires_sign_in=False)
    configured = [ConfiguredLibrary(name, folder / name) for name in LIBRARIES]
    with module.offered_libraries(configured, access, (folder,)) as offered:
        policy = SignInPolicy(accounts)
        for each in offered:
            each.service.start()
            assert each.service.wait(60)
        server = server_application(offered, access, policy, Operations(offered, accounts, LogFormat.OFF))
        running = Running(server, accounts, documents)
        with running.client:
            yield running


def api_status(running: Running, user: str, library: str, operation: str) -> int:
    """Return the status that the HTTP API gives for a cell; refused operations must not get as far as their input."""
    headers, where = running.token(user), {"library": library}
    # A document, a folder and a question set that do not exist, so that the table can be walked in any order.
    requests: dict[str, tuple[str, str, dict[str, Any]]] = {
        "ask": ("POST", "/ask", {"json": {"question": "哪天闭馆？"}}),
        "list": ("GET", "/documents", {}),
        "show": ("GET", f"/documents/{running.documents[library]}", {}),
        "add": ("POST", "/jobs/folder", {"json": {"folder": f"{library}.txt"}}),
        "remove": ("DELETE", "/documents/999", {}),
        "correct": ("PATCH", "/documents/999", {"json": {"status": "失效"}}),
        "pin": ("POST", "/pins", {"json": {"question": "?", "document_id": 999, "text": "x"}}),
        "open_questions": ("GET", "/open-questions", {}),
        "evaluate": ("POST", "/evaluations", {"files": {"files": ("q.jsonl", b"{", "application/json")}}),
    }
    method, path, body = requests[operation]
    return running.client.request(method, f"/api/v1{path}", params=where, headers=headers, **body).status_code


@pytest.mark.parametrize(("user", "library", "operation"), CELLS)
def test_the_api_follows_the_table(running: Running, user: str, library: str, operation: str) -> None:
    status = api_status(running, user, library, operation)
    if not user:
        assert status == 401
    elif expected(user, library, operation):
        assert status in EXPECTED.get(operation, (200,))
    else:
        # A library that a user may not read does not exist for that user.
        assert status == (403 if expected(user, library, "ask") else 404)


def mcp_text(running: Running, user: str, tool: str, **arguments: Any) -> tuple[int, str]:
    """Call a tool over streamable HTTP; return the status and the reply."""
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": tool, "arguments": arguments}}
    headers = {"Accept": "application/json, text/event-stream", **running.token(user)}
    reply = running.client.post("/mcp", json=body, headers=headers)
    return reply.status_code, reply.text


@pytest.mark.parametrize(("user", "library", "operation"), [cell for cell in CELLS if cell[2] in MCP_OPERATIONS])
def test_mcp_keeps_the_table(running: Running, user: str, library: str, operation: str) -> None:
    tools: dict[str, tuple[str, dict[str, Any]]] = {
        "ask": ("ask", {"question": "哪天闭馆？"}),
        "list": ("list_documents", {}),
        "show": ("show_document", {"document_id": running.documents[library]}),
        "add": ("add", {"path": f"{library}.txt"}),
        "remove": ("remove", {"document_id": 999}),
    }
    tool, arguments = tools[operation]
    status, text = mcp_text(running, user, tool, library=library, **arguments)
    if not user:
        assert status == 401
        return
    assert status == 200
    refused = re.search("没有这个资料库|这里只能提问", text)
    assert bool(refused) is not expected(user, library, operation), text


@pytest.mark.parametrize("user", [*ROLES, NOBODY])
@pytest.mark.parametrize("library", LIBRARIES)
def test_the_page_follows_the_table(running: Running, user: str, library: str) -> None:
    path, headers = "" if library == "laws" else f"/library/{library}", running.cookie(user)
    reply = running.client.get(f"{path}/config", headers=headers)
    original = running.client.get(f"{path}/original/{running.documents[library]}", headers=headers)
    if not user:
        assert reply.status_code == original.status_code == 401
        return
    if not expected(user, library, "ask"):
        assert reply.status_code == original.status_code == 403
        return
    assert original.status_code == 200
    names = {event["api_name"] for event in reply.json()["dependencies"]}
    assert "_reply" in names
    for event in ("_add_files", "_delete_document", "_undo_deletion", "_evaluate", "_export_feedback", "_pin_answer"):
        assert (event in names) is expected(user, library, "add")


@pytest.mark.parametrize("user", [*ROLES, NOBODY])
def test_uploads_reach_only_the_page_of_an_editor(running: Running, user: str) -> None:
    for library, path in (("laws", ""), ("plans", "/library/plans")):
        reply = running.client.post(
            f"{path}/gradio_api/upload", files={"files": ("a.txt", b"x")}, headers=running.cookie(user)
        )
        assert (reply.status_code == 200) is (bool(user) and expected(user, library, "add"))


def test_the_libraries_that_a_user_may_not_read_are_not_listed(running: Running) -> None:
    def names(user: str) -> list[str]:
        listed = running.client.get("/api/v1/libraries", headers=running.token(user)).json()
        return [each["name"] for each in listed["libraries"]]

    assert {user: names(user) for user in ROLES} == {
        "root": ["laws", "plans"],
        "clerk": ["laws", "plans"],
        "reader": ["laws"],
        "planner": ["plans"],
        "guest": [],
    }


def test_the_models_of_openai_clients_are_the_readable_libraries(running: Running) -> None:
    def models(user: str) -> list[str]:
        return [each["id"] for each in running.client.get("/v1/models", headers=running.token(user)).json()["data"]]

    assert {user: models(user) for user in ("root", "reader", "planner", "guest")} == {
        "root": ["laws", "plans"],
        "reader": ["laws"],
        "planner": ["plans"],
        "guest": [],
    }


@pytest.mark.parametrize(("user", "library"), [(user, library) for user in (*ROLES, NOBODY) for library in LIBRARIES])
def test_dify_retrieves_from_readable_libraries_only(running: Running, user: str, library: str) -> None:
    asked = {"knowledge_id": library, "query": "哪天闭馆？", "retrieval_setting": {"top_k": 1, "score_threshold": 0}}
    reply = running.client.post("/dify/retrieval", json=asked, headers=running.token(user))
    if user and expected(user, library, "ask"):
        (record,) = reply.json()["records"]
        assert record["title"] == f"{library}办法"
    else:
        assert reply.status_code in ((404, 403) if user else (401,))


def test_links_lead_to_the_page_of_their_library(running: Running) -> None:
    for library, path in (("laws", "/?"), ("plans", "/library/plans/?")):
        _, text = mcp_text(running, "root", "ask", question="哪天闭馆？", library=library)
        assert f"http://127.0.0.1{path}document={running.documents[library]}&" in text


def test_only_the_administrator_of_all_libraries_reads_the_metrics(running: Running) -> None:
    statuses = {user: running.client.get("/metrics", headers=running.token(user)).status_code for user in ROLES}
    assert statuses == {user: 200 if user == "root" else 403 for user in ROLES}


CLOSED = (
    "/",
    "/openapi.json",
    "/api/v1/openapi.json",
    "/docs",
    "/mcp",
    "/library/plans/",
    "/metrics",
    "/readyz",
    "/v1/models",
)


@pytest.mark.parametrize("path", CLOSED)
def test_an_unknown_client_sees_only_the_sign_in_and_the_health_check(running: Running, path: str) -> None:
    assert running.client.get(path).status_code == 401
    assert running.client.get("/healthz").text == "ok"
    assert running.client.get("/sign-in").status_code == 200


def test_a_user_without_rights_in_the_first_library_is_redirected_to_another(running: Running) -> None:
    reply = running.client.get("/", headers=running.cookie("planner"))
    assert (reply.status_code, reply.headers["location"]) == (303, "library/plans/")
    assert running.client.get("/", headers=running.cookie("guest")).status_code == 403


def test_changes_are_in_the_audit_log_with_their_user(running: Running) -> None:
    api_status(running, "root", "plans", "remove")
    mcp_text(running, "root", "add", path="plans.txt", library="plans")
    document = running.documents["plans"]
    where, headers = {"library": "plans"}, running.token("planner")
    assert running.client.delete(f"/api/v1/documents/{document}", params=where, headers=headers).status_code == 204
    restored = running.client.post(f"/api/v1/documents/{document}/restore", params=where, headers=headers)
    assert restored.status_code == 200
    lines = [line for line in running.accounts.audit.lines() if '"plans"' in line and "document." in line]
    assert ['"user": "planner"' in line for line in lines[-2:]] == [True, True]
    assert ["document.remove" in line for line in lines[-2:]] == [True, False]
    assert "testclient" in lines[-1]


def test_a_token_for_one_library_opens_no_other(running: Running) -> None:
    token = running.accounts.tokens.create("root", "", Role.READER, "plans", 1)
    headers = {"Authorization": f"Bearer {token}"}
    for library, status in (("plans", 200), ("laws", 404)):
        asked = {"question": "哪天闭馆？"}
        reply = running.client.post("/api/v1/ask", params={"library": library}, json=asked, headers=headers)
        assert reply.status_code == status
    document = running.documents["plans"]
    reply = running.client.delete(f"/api/v1/documents/{document}", params={"library": "plans"}, headers=headers)
    assert reply.status_code == 403


def test_the_page_of_a_second_library_answers_questions_of_it(running: Running) -> None:
    body = {"data": ["plans馆哪天闭馆？"]}
    reply = running.client.post(
        "/library/plans/gradio_api/run/ask", json=body, headers=running.cookie("planner")
    ).json()
    assert {passage["citation"]["title"] for passage in reply["data"][0]["passages"]} == {"plans办法"}


def test_a_question_to_all_goes_to_the_readable_libraries_only(running: Running) -> None:
    def titles(user: str) -> set[str]:
        page = running.client.get("/ask-all", params={"question": "哪天闭馆？"}, headers=running.cookie(user)).text
        return set(re.findall("<h2>(.*?)</h2>", page))

    assert {user: titles(user) for user in ROLES} == {
        "root": {"laws", "plans"},
        "clerk": {"laws", "plans"},
        "reader": {"laws"},
        "planner": {"plans"},
        "guest": set(),
    }
    assert running.client.get("/ask-all", params={"question": "哪天闭馆？"}).status_code == 401


@pytest.mark.parametrize("user", [*ROLES, NOBODY])
def test_a_question_of_a_program_to_all_goes_to_the_readable_libraries_only(running: Running, user: str) -> None:
    reply = running.client.post("/api/v1/ask-all", json={"question": "哪天闭馆？"}, headers=running.token(user))
    readable = {library for library in LIBRARIES if expected(user, library, "ask")}
    if readable:
        assert {each["library"] for each in reply.json()["answers"]} == readable
    else:
        assert reply.status_code == (404 if user else 401)


@pytest.mark.parametrize(("user", "library"), [(user, library) for user in (*ROLES, NOBODY) for library in LIBRARIES])
def test_pages_are_shown_to_readers_only(running: Running, user: str, library: str) -> None:
    path = f"/api/v1/documents/{running.documents[library]}/page-image"
    where = {"library": library, "start": "0", "end": "4"}
    reply = running.client.get(path, params=where, headers=running.token(user))
    assert reply.status_code == (404 if user else 401)
    assert ("没有可以显示的页面" in reply.text) is expected(user, library, "ask"), "a text file has no pages"


def test_a_question_to_all_cannot_add_markup(running: Running) -> None:
    page = running.client.get("/ask-all", params={"question": "<b>x</b>"}, headers=running.cookie("root")).text
    assert "<b>" not in page
    assert "&lt;b&gt;" in page
