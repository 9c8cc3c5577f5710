"""The table user × library × operation, every cell over the HTTP API, MCP and the page.

The rows are compared with the routes and the tools of the server: a new one needs a row.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
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
from qa.web.guards import request_rate
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


@dataclass(frozen=True)
class Row:
    """A route or a tool of the table: who may use it, and a request that changes nothing."""

    needs: Role
    asks: dict[str, Any] = field(default_factory=dict)
    """arguments of the request or of the tool"""
    status: int = 200
    """the status if it is allowed; documents, pins and jobs that do not exist let the table be walked in any order"""


READER, EDITOR = Role.READER, Role.EDITOR
ROWS: dict[tuple[str, str], Row] = {
    ("post", "/ask"): Row(READER, {"json": {"question": "哪天闭馆？"}}),
    ("post", "/retrieve"): Row(READER, {"json": {"question": "哪天闭馆？"}}),
    ("post", "/feedback"): Row(READER, {"json": {"question": "哪天闭馆？", "good": True}}, 204),
    ("get", "/documents"): Row(READER),
    ("get", "/documents/{document_id}"): Row(READER),
    ("get", "/documents/{document_id}/text"): Row(READER),
    ("get", "/documents/{document_id}/original"): Row(READER),
    # A text file has no pages.
    ("get", "/documents/{document_id}/page-image"): Row(READER, {"params": {"start": "0", "end": "4"}}, 404),
    ("patch", "/documents/{document_id}"): Row(EDITOR, {"json": {"status": "失效"}}, 404),
    ("delete", "/documents/{document_id}"): Row(EDITOR, status=404),
    ("post", "/documents/{document_id}/restore"): Row(EDITOR, status=404),
    ("post", "/jobs/upload"): Row(EDITOR, {"files": {}}, 422),
    ("post", "/jobs/folder"): Row(EDITOR, {"json": {"folder": "no such folder"}}, 403),
    ("get", "/jobs"): Row(READER),
    ("get", "/jobs/{job_id}"): Row(READER, status=404),
    ("post", "/jobs/{job_id}/cancel"): Row(READER, status=404),
    ("get", "/jobs/{job_id}/events"): Row(READER, status=404),
    ("post", "/evaluations"): Row(EDITOR, {"files": {"files": ("q.jsonl", b"{", "application/json")}}, 422),
    ("get", "/open-questions"): Row(EDITOR),
    ("delete", "/open-questions"): Row(EDITOR, {"params": {"question": "?"}}),
    ("get", "/pins"): Row(EDITOR),
    ("post", "/pins"): Row(EDITOR, {"json": {"question": "?", "document_id": 999, "text": "x"}}, 404),
    ("get", "/pins/question-set"): Row(EDITOR),
    ("delete", "/pins/{pin_id}"): Row(EDITOR, status=404),
}
"""every route of the HTTP API that works on one library"""
OF_ALL_LIBRARIES = {("post", "/ask-all"), ("get", "/libraries")}
"""the other routes, which have tests of their own"""
TOOLS = {
    "ask": Row(READER, {"question": "哪天闭馆？"}),
    "retrieve": Row(READER, {"question": "哪天闭馆？"}),
    "list_documents": Row(READER),
    "show_document": Row(READER, {"document_id": 0}),
    "add": Row(EDITOR, {"path": "no such file"}),
    "remove": Row(EDITOR, {"document_id": 999}),
}
"""every tool of the MCP server"""
USERS_IN_LIBRARIES = [(user, library) for user in (*ROLES, NOBODY) for library in LIBRARIES]


def allows(user: str, library: str, needed: Role) -> bool:
    """Return whether a cell of the table says yes."""
    roles = ROLES.get(user, {})
    return bool(user) and roles.get(library, roles.get("*", Role.NONE)) >= needed


class Running:
    """A server in this process, and its users' secrets."""

    def __init__(self, server: Any, accounts: Accounts, documents: dict[str, int], audit_log: Path) -> None:
        self.client = TestClient(server, base_url="http://127.0.0.1", follow_redirects=False)
        self.documents = documents
        self.sessions = {user: accounts.sign_in(user, PASSWORD) or "" for user in ROLES}
        self.tokens = {user: accounts.tokens.create(user, "", Role.ADMINISTRATOR, "*", 1) for user in ROLES}
        self.accounts = accounts
        self.audit_log = audit_log

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
        # The table is walked faster than one computer may send requests.
        patch.setattr(request_rate, "_FILES", ("/",))
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
        running = Running(server, accounts, documents, folder / "accounts" / "audit.jsonl")
        with running.client:
            yield running


def api_status(running: Running, user: str, library: str, route: tuple[str, str]) -> int:
    """Return the status that the HTTP API gives for a cell."""
    (method, path), asked = route, dict(ROWS[route].asks)
    document = running.documents[library] if ROWS[route].needs is READER else 999
    path = path.format(document_id=document, pin_id=999, job_id="none")
    where = {"library": library} | asked.pop("params", {})
    return running.client.request(
        method, f"/api/v1{path}", params=where, headers=running.token(user), **asked
    ).status_code


def test_every_route_and_every_tool_has_a_row(running: Running) -> None:
    paths = running.client.get("/api/v1/openapi.json", headers=running.token("root")).json()["paths"]
    assert {(method, path) for path, methods in paths.items() for method in methods} == {*ROWS, *OF_ALL_LIBRARIES}
    listed = mcp_reply(running, "root", "tools/list", {}).text
    assert set(re.findall(r'"name":"(\w+)"', listed.split('"tools":')[1])) == set(TOOLS)


@pytest.mark.parametrize(("user", "library"), USERS_IN_LIBRARIES)
def test_the_api_follows_the_table(running: Running, user: str, library: str) -> None:
    # A library that a user may not read does not exist for that user.
    refused = 401 if not user else 403 if allows(user, library, READER) else 404
    expected = {route: row.status if allows(user, library, row.needs) else refused for route, row in ROWS.items()}
    assert {route: api_status(running, user, library, route) for route in ROWS} == expected


def mcp_reply(running: Running, user: str, method: str, parameters: dict[str, Any]) -> Any:
    """Send a message to the MCP server over streamable HTTP."""
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}
    headers = {"Accept": "application/json, text/event-stream", **running.token(user)}
    return running.client.post("/mcp", json=body, headers=headers)


def mcp_text(running: Running, user: str, tool: str, **arguments: Any) -> tuple[int, str]:
    """Call a tool; return the status and the reply."""
    reply = mcp_reply(running, user, "tools/call", {"name": tool, "arguments": arguments})
    return reply.status_code, reply.text


@pytest.mark.parametrize(("user", "library"), USERS_IN_LIBRARIES)
def test_mcp_follows_the_table(running: Running, user: str, library: str) -> None:
    for tool, row in TOOLS.items():
        arguments = row.asks | ({"document_id": running.documents[library]} if tool == "show_document" else {})
        status, text = mcp_text(running, user, tool, library=library, **arguments)
        if not user:
            assert status == 401
            continue
        assert status == 200
        refused = re.search("没有这个资料库|这里只能提问", text)
        assert bool(refused) is not allows(user, library, row.needs), text


@pytest.mark.parametrize("user", [*ROLES, NOBODY])
@pytest.mark.parametrize("library", LIBRARIES)
def test_the_page_follows_the_table(running: Running, user: str, library: str) -> None:
    path, headers = "" if library == "laws" else f"/library/{library}", running.cookie(user)
    reply = running.client.get(f"{path}/config", headers=headers)
    original = running.client.get(f"{path}/original/{running.documents[library]}", headers=headers)
    if not user:
        assert reply.status_code == original.status_code == 401
        return
    if not allows(user, library, READER):
        assert reply.status_code == original.status_code == 403
        return
    assert original.status_code == 200
    names = {event["api_name"] for event in reply.json()["dependencies"]}
    assert "_reply" in names
    for event in ("_add_files", "_delete_document", "_undo_deletion", "_evaluate", "_export_feedback", "_pin_answer"):
        assert (event in names) is allows(user, library, EDITOR)


@pytest.mark.parametrize("user", [*ROLES, NOBODY])
def test_uploads_reach_only_the_page_of_an_editor(running: Running, user: str) -> None:
    for library, path in (("laws", ""), ("plans", "/library/plans")):
        reply = running.client.post(
            f"{path}/gradio_api/upload", files={"files": ("a.txt", b"x")}, headers=running.cookie(user)
        )
        assert (reply.status_code == 200) is allows(user, library, EDITOR)


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


@pytest.mark.parametrize(("user", "library"), USERS_IN_LIBRARIES)
def test_dify_retrieves_from_readable_libraries_only(running: Running, user: str, library: str) -> None:
    asked = {"knowledge_id": library, "query": "哪天闭馆？", "retrieval_setting": {"top_k": 1, "score_threshold": 0}}
    reply = running.client.post("/dify/retrieval", json=asked, headers=running.token(user))
    if allows(user, library, READER):
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
    api_status(running, "root", "plans", ("delete", "/documents/{document_id}"))
    mcp_text(running, "root", "add", path="plans.txt", library="plans")
    document = running.documents["plans"]
    where, headers = {"library": "plans"}, running.token("planner")
    assert running.client.delete(f"/api/v1/documents/{document}", params=where, headers=headers).status_code == 204
    restored = running.client.post(f"/api/v1/documents/{document}/restore", params=where, headers=headers)
    assert restored.status_code == 200
    written = running.audit_log.read_text("utf-8").splitlines()
    lines = [line for line in written if '"plans"' in line and "document." in line]
    assert ['"user": "planner"' in line for line in lines[-2:]] == [True, True]
    assert ["document.remove" in line for line in lines[-2:]] == [True, False]
    assert "testclient" in lines[-1]


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("evaluations", ("q.jsonl", '{"id": "a", "question": "哪天闭馆？", "answers": ["周二"]}\n'.encode())),
        ("jobs/upload", ("unreadable.bin", bytes(range(256)))),
    ],
)
def test_a_job_is_followed_and_cancelled_by_its_own_user_only(
    running: Running, path: str, file: tuple[str, bytes]
) -> None:
    where, own = {"library": "plans"}, running.token("planner")
    started = running.client.post(f"/api/v1/{path}", params=where, headers=own, files={"files": file})
    assert started.status_code == 202
    job = f"/api/v1/jobs/{started.json()['id']}"
    for user, status in (("planner", 200), ("root", 404)):
        headers = running.token(user)
        assert running.client.get(job, params=where, headers=headers).status_code == status
        assert running.client.get(f"{job}/events", params=where, headers=headers).status_code == status
        assert running.client.post(f"{job}/cancel", params=where, headers=headers).status_code == status
        listed = running.client.get("/api/v1/jobs", params=where, headers=headers).json()["jobs"]
        assert (started.json()["id"] in [each["id"] for each in listed]) is (status == 200)


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


def test_a_question_about_the_libraries_lists_the_documents_of_each(running: Running) -> None:
    asked = {"question": "有哪些文件？"}
    page = running.client.get("/ask-all", params=asked, headers=running.cookie("root")).text
    for library in LIBRARIES:
        assert f"《{library}办法》</a>" in page
    assert page.count("资料库里有 1 份") == len(LIBRARIES)
    assert "没有找到" not in page


@pytest.mark.parametrize("user", [*ROLES, NOBODY])
def test_a_question_of_a_program_to_all_goes_to_the_readable_libraries_only(running: Running, user: str) -> None:
    reply = running.client.post("/api/v1/ask-all", json={"question": "哪天闭馆？"}, headers=running.token(user))
    readable = {library for library in LIBRARIES if allows(user, library, READER)}
    if readable:
        assert {each["library"] for each in reply.json()["answers"]} == readable
    else:
        assert reply.status_code == (404 if user else 401)


def test_a_question_to_all_cannot_add_markup(running: Running) -> None:
    page = running.client.get("/ask-all", params={"question": "<b>x</b>"}, headers=running.cookie("root")).text
    assert "<b>" not in page
    assert "&lt;b&gt;" in page
