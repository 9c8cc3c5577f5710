"""Open questions and pins over HTTP."""

import json

from starlette.testclient import TestClient

from qa.server.gate import Gate
from qa.types import Answer
from tests.server.conftest import LIBRARY

MARS = Answer("火星基地归谁管？", False, 0.0, None, ())
CLOSED = "图书馆每周二闭馆。"


def test_an_unanswered_question_is_logged_listed_pinned_and_answered(api: TestClient, gate: Gate) -> None:
    service = gate.libraries[LIBRARY].service
    service.desk.keep_questions(30)
    service.observers.answered(MARS.question, MARS)
    api.post("/feedback", json={"question": "哪天闭馆？", "good": False, "reason": "不对"})
    listed = api.get("/open-questions").json()
    assert listed["days"] == 30
    assert {each["question"]: each["flaws"] for each in listed["questions"]} == {
        MARS.question: ["unanswered"],
        "哪天闭馆？": ["disliked"],
    }
    new = {"question": "哪天闭馆？", "document_id": 1, "text": CLOSED, "variants": ["周几不开门"]}
    pin = api.post("/pins", json=new)
    assert (pin.status_code, pin.json()["state"], pin.json()["citation"]["source"]) == (
        201,
        "used",
        "图书馆管理办法.txt",
    )
    answer = api.post("/ask", json={"question": "请问周几不开门"}).json()
    assert (answer["pinned"], answer["answer"]["text"]) == (True, CLOSED)
    assert len(api.get("/open-questions").json()["questions"]) == 1
    assert api.delete("/open-questions", params={"question": "火星基地归谁管"}).json() == {"deleted": 1}
    exported = api.get("/pins/question-set").text.splitlines()
    assert [json.loads(line)["question"] for line in exported] == ["哪天闭馆？", "周几不开门"]
    assert api.delete(f"/pins/{pin.json()['id']}").status_code == 204
    assert api.get("/pins").json() == {"pins": []}


def test_what_cannot_be_pinned_is_refused(api: TestClient) -> None:
    for document, text, status in ((9, CLOSED, 404), (1, "没有的话", 422), (1, "  ", 422), (1, "", 422)):
        new = {"question": "哪天闭馆？", "document_id": document, "text": text}
        assert api.post("/pins", json=new).status_code == status
    assert api.delete("/pins/7").status_code == 404


def test_nothing_is_logged_unless_it_is_switched_on(api: TestClient, gate: Gate) -> None:
    service = gate.libraries[LIBRARY].service
    service.desk.keep_questions(0)
    service.observers.answered(MARS.question, MARS)
    assert api.get("/open-questions").json() == {"days": 0, "questions": []}
    assert not (service.folder / "open_questions.jsonl").exists()
