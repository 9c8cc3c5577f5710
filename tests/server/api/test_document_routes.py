"""The documents of a library over HTTP."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qa.server.gate import Gate
from tests.server.conftest import LIBRARY, TEXTS, MakeGate, api_client


def titles(reply: object) -> list[str]:
    return [document["title"] for document in reply["documents"]]  # type: ignore[index]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["游泳馆管理办法", "图书馆管理办法"]),
        ({"issuer": "深圳"}, ["图书馆管理办法"]),
        ({"since": "2020-01-01"}, ["游泳馆管理办法"]),
        ({"until": "2019-05-01"}, ["图书馆管理办法"]),
        ({"text": "游泳"}, ["游泳馆管理办法"]),
        ({"status": "失效"}, []),
        (
            {"issuer": "局", "until": "2021-03-02", "text": "办法"},
            ["游泳馆管理办法", "图书馆管理办法"],
        ),
    ],
)
def test_documents_are_listed_by_filters(api: TestClient, query: dict[str, str], found: list[str]) -> None:
    reply = api.get("/documents", params=query).json()
    assert titles(reply) == found
    assert reply["total"] == len(found)


def test_filters_of_the_list_mean_what_they_mean_in_a_question(api: TestClient) -> None:
    for query in ({"issuer": "深圳"}, {"since": "2020-01-01"}, {"until": "2019-05-01"}, {"issuer": "体育局"}):
        listed = titles(api.get("/documents", params=query).json())
        passages = api.post("/retrieve", json={"question": "周几闭馆？", "filters": query}).json()["passages"]
        assert {passage["citation"]["title"] for passage in passages} == set(listed)


def test_a_page_of_the_list_leads_to_the_next(api: TestClient) -> None:
    first = api.get("/documents", params={"limit": 1, "text": "办法"})
    (link,) = [part.partition(">")[0].strip("<") for part in first.headers["link"].split(",")]
    second = api.get(link.removeprefix("/api/v1"))
    assert titles(first.json()) + titles(second.json()) == ["游泳馆管理办法", "图书馆管理办法"]
    assert "link" not in second.headers


def test_a_document_is_shown_with_its_text_and_no_folder(api: TestClient, tmp_path: Path) -> None:
    reply = api.get("/documents/1")
    assert reply.json()["text"] == TEXTS["图书馆管理办法.txt"]
    assert reply.json()["sources"] == ["图书馆管理办法.txt"]
    assert str(tmp_path) not in reply.text + api.get("/documents").text
    assert api.get("/documents/1/original").content.decode() == TEXTS["图书馆管理办法.txt"]


@pytest.mark.parametrize(
    ("query", "span"), [("start=3&end=5", (3, 5)), ("start=5&end=3", (5, 5)), ("end=10000", (0, 55))]
)
def test_a_text_range_names_the_slice_that_it_holds(api: TestClient, query: str, span: tuple[int, int]) -> None:
    told = api.get(f"/documents/1/text?{query}").json()
    assert (told["start"], told["end"]) == span
    assert told["text"] == TEXTS["图书馆管理办法.txt"][slice(*span)]


@pytest.mark.parametrize("path", ["/documents/9", "/documents/9/text", "/documents/9/original"])
def test_an_unknown_document_is_a_problem(api: TestClient, path: str) -> None:
    reply = api.get(path)
    assert (reply.status_code, reply.headers["content-type"]) == (404, "application/problem+json")
    assert "没有编号为 9 的文件" in reply.json()["detail"]


def test_a_missing_original_is_named_without_its_folder(api: TestClient, tmp_path: Path) -> None:
    (tmp_path / "文件" / "图书馆管理办法.txt").unlink()
    reply = api.get("/documents/1/original")
    assert reply.status_code == 404
    assert "图书馆管理办法.txt" in reply.json()["detail"]
    assert str(tmp_path) not in reply.text


def test_a_client_that_has_the_present_state_gets_no_body(api: TestClient) -> None:
    for path in ("/documents", "/documents/1", "/documents/1/text"):
        tag = api.get(path).headers["etag"]
        for given in (tag, tag.removeprefix("W/"), f'"other", {tag}'):
            again = api.get(path, headers={"If-None-Match": given})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert api.delete("/documents/2").status_code == 204
    changed = api.get("/documents", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


def test_a_removed_document_can_be_restored_under_its_number(api: TestClient) -> None:
    before = api.get("/documents/1").json()
    assert api.delete("/documents/1").status_code == 204
    assert api.get("/documents/1").status_code == 404
    assert titles(api.get("/documents").json()) == ["游泳馆管理办法"]
    assert api.post("/documents/1/restore").json()["title"] == "图书馆管理办法"
    assert api.get("/documents/1").json() == before
    again = api.post("/documents/1/restore")
    assert (again.status_code, again.headers["content-type"]) == (404, "application/problem+json")


def test_the_page_and_the_api_undo_each_others_removals(api: TestClient, gate: Gate) -> None:
    uploads = gate.libraries[LIBRARY].service.uploads
    (summary,) = uploads.delete(1)
    assert api.post("/documents/1/restore").status_code == 200
    assert api.delete("/documents/1").status_code == 204
    uploads.restore(summary)
    assert api.get("/documents/1").status_code == 200


def test_a_read_only_server_refuses_changes(make_gate: MakeGate, tmp_path: Path) -> None:
    api = api_client(make_gate(read_only=True), tmp_path / "temporary")
    for method, path in (("DELETE", "/documents/1"), ("POST", "/documents/1/restore")):
        reply = api.request(method, path)
        assert (reply.status_code, reply.json()["detail"]) == (403, "这里只能提问，不能移除文件")
    assert api.get("/libraries").json()["libraries"][0]["operations"] == ["read", "monitor"]
    assert len(api.get("/documents").json()["documents"]) == 2


def test_an_unknown_address_and_method_are_problems(api: TestClient) -> None:
    for method, path, status in (("GET", "/nothing", 404), ("PUT", "/ask", 405)):
        reply = api.request(method, path)
        assert (reply.status_code, reply.headers["content-type"]) == (status, "application/problem+json")
