"""Questions over HTTP get the answers of the library."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from qa.cli import main
from qa.feedback import Feedback, stored_feedback
from qa.server.gate import Gate
from qa.web.guards.fair_turns import Client
from tests.server.conftest import LIBRARY, MakeGate, api_client


def test_an_answer_is_that_of_the_command_line(seed_gate: Gate, tmp_path: Path) -> None:
    library = seed_gate.libraries["seeds"].service.library
    question = "深圳企业开办时间缩短到几天？"
    printed = CliRunner().invoke(main, ["ask", question, "--json", "--library", str(library.folder)])
    told = api_client(seed_gate, tmp_path).post("/ask", json={"question": question}).json()
    expected = json.loads(printed.stdout)
    assert told.keys() == expected.keys()
    assert told["answer"]["text"] == expected["answer"]["text"]
    assert told["status"] == "found"
    source = told["answer"]["citation"]["source"]
    assert source == Path(expected["answer"]["citation"]["source"]).name
    assert [passage["score"] for passage in told["passages"]] == [p["score"] for p in expected["passages"]]


def test_filters_and_conversation_reach_the_library(api: TestClient) -> None:
    told = api.post("/ask", json={"question": "周几闭馆？", "filters": {"issuer": "广州市"}, "k": 1, "id": "q7"}).json()
    assert told["id"] == "q7"
    assert [passage["citation"]["title"] for passage in told["passages"]] == ["游泳馆管理办法"]
    alone = api.post("/ask", json={"question": "周几闭馆？", "filters": {"until": "2020-01-01"}}).json()
    assert {passage["citation"]["title"] for passage in alone["passages"]} == {"图书馆管理办法"}


def test_passages_are_slices_of_their_documents(api: TestClient) -> None:
    found = api.post("/retrieve", json={"question": "周几闭馆？", "k": 3}).json()["passages"]
    assert len(found) == 3
    for passage in found:
        place = passage["citation"]
        span = {"start": place["start"], "end": place["end"]}
        assert api.get(f"/documents/{place['document_id']}/text", params=span).json()["text"] == passage["text"]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"question": "  "}, "问题是空的"),
        ({"question": "问" * 1001}, "问题太长"),
        ({}, "body.question"),
        ({"question": "问", "k": 0}, "body.k"),
        ({"question": "问", "filters": {"since": "去年"}}, "body.filters.since"),
        ({"question": "问", "filters": {"colour": "red"}}, "body.filters.colour"),
    ],
)
def test_a_wrong_question_is_a_problem_that_says_what_is_wrong(api: TestClient, body: object, told: str) -> None:
    reply = api.post("/ask", json=body)
    assert (reply.status_code, reply.headers["content-type"]) == (422, "application/problem+json")
    assert reply.json().keys() >= {"type", "title", "status", "detail"}
    assert told in reply.json()["detail"]


def test_a_body_that_is_no_json_is_said_so(api: TestClient) -> None:
    reply = api.post("/ask", content='{"question": "周几', headers={"Content-Type": "application/json"})
    assert (reply.status_code, "不是 JSON" in reply.json()["detail"]) == (422, True)


def test_a_library_is_named_in_the_address(api: TestClient) -> None:
    assert api.post("/ask", params={"library": LIBRARY}, json={"question": "周几闭馆？"}).status_code == 200
    other = api.post("/ask", params={"library": "别的"}, json={"question": "周几闭馆？"})
    assert (other.status_code, other.json()["detail"]) == (404, "没有这个资料库：别的")


def test_feedback_is_stored_with_its_answer(api: TestClient, gate: Gate) -> None:
    given = {"question": "周几闭馆？", "good": False, "reason": "错了", "answer": "每周三", "document": "a.txt"}
    assert api.post("/feedback", json=given).status_code == 204
    folder = gate.libraries[LIBRARY].service.library.folder
    assert stored_feedback(folder) == (Feedback("周几闭馆？", False, "错了", "每周三", "a.txt"),)


def test_a_read_only_server_stores_no_feedback(make_gate: MakeGate, tmp_path: Path) -> None:
    gate = make_gate(read_only=True)
    reply = api_client(gate, tmp_path).post("/feedback", json={"question": "问", "good": True})
    assert (reply.status_code, reply.headers["content-type"]) == (403, "application/problem+json")
    assert stored_feedback(gate.libraries[LIBRARY].service.library.folder) == ()


def test_questions_share_the_turns_of_the_page(api: TestClient, gate: Gate) -> None:
    service = gate.libraries[LIBRARY].service
    may_end, held = threading.Event(), threading.Barrier(3)

    def hold() -> None:
        with service.turn(Client("page", "p")):
            held.wait(10)
            may_end.wait(10)

    with ThreadPoolExecutor(3) as threads:
        busy = [threads.submit(hold) for _ in range(2)]
        held.wait(10)
        asked = threads.submit(api.post, "/ask", json={"question": "周几闭馆？"})
        with pytest.raises(TimeoutError):
            asked.result(0.3)
        may_end.set()
        assert asked.result(10).status_code == 200
        assert [turn.result(10) for turn in busy] == [None, None]


def test_a_refusal_of_too_many_questions_states_when_to_retry(
    api: TestClient, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate.libraries[LIBRARY].service._turns, "_limit", 0)
    monkeypatch.setattr(gate.libraries[LIBRARY].service._turns, "_free", 0)
    reply = api.post("/ask", json={"question": "周几闭馆？"})
    assert (reply.status_code, reply.headers["retry-after"]) == (429, "5")
    assert "请过几秒再问一次" in reply.json()["detail"]
