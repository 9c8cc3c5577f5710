"""The JSON output for other programs."""

import json
from dataclasses import replace
from datetime import date

from qa.json_output import answer_record, verification_record
from qa.library import Part, Problem, Verification
from qa.types import Answer, AnswerSentence, Citation, Hit

CITATION = Citation(3, "函", "市府", "1144", "府〔2019〕1号", date(2019, 12, 24), None, ("一、",), 5, 10, 12, "/a.txt")


def test_an_answer_has_the_documented_fields() -> None:
    hit = Hit(1, 2.5, "四天", CITATION)
    answer = Answer("几天?", True, 0.75, AnswerSentence("四天", CITATION), (hit,))
    citation = {
        "document_id": 3,
        "title": "函",
        "issuer": "市府",
        "index_number": "1144",
        "document_number": "府〔2019〕1号",
        "date_written": "2019-12-24",
        "date_published": None,
        "heading_path": ["一、"],
        "paragraph": 5,
        "start": 10,
        "end": 12,
        "source": "/a.txt",
        "page": None,
        "status": "",
        "provision": "",
        "recognition": None,
    }
    assert json.loads(json.dumps(answer_record(answer, "q1"))) == {
        "id": "q1",
        "question": "几天?",
        "kind": "answer",
        "status": "found",
        "found": True,
        "confidence": 0.75,
        "calibrated": True,
        "vectors_only": False,
        "answer": {"text": "四天", "citation": citation, "value": None, "items": 0, "lead": ""},
        "passages": [{"rank": 1, "score": 2.5, "text": "四天", "citation": citation, "also": []}],
        "missing": [],
        "suggestions": [],
        "also_searched": [],
        "pinned": False,
        "parts": [],
        "later": [],
        "documents": [],
        "documents_total": 0,
    }


def test_the_answer_is_null_if_none_was_found() -> None:
    assert answer_record(Answer("几天?", False, 0.1, None, ()), "q1")["answer"] is None


def test_an_uncalibrated_confidence_is_marked() -> None:
    answer = Answer("几天?", False, 0.1, None, ())
    assert answer_record(replace(answer, calibrated=False), "q1")["calibrated"] is False


def test_the_part_of_a_problem_has_an_english_name() -> None:
    problems = tuple(Problem(part, "坏了") for part in Part)
    record = verification_record(Verification(1, 1, 1, 1, problems))
    names = ["database", "document", "source", "correction", "vector", "lexical_index", "vector_index", "upload", "pin"]
    assert [problem["part"] for problem in record["problems"]] == names


def test_a_sentence_that_is_not_sure_is_a_possible_answer() -> None:
    record = answer_record(Answer("几天?", False, 0.1, AnswerSentence("四天", CITATION), ()), "q1")
    assert (record["status"], record["found"], record["answer"]["text"]) == ("possible", False, "四天")
    assert answer_record(Answer("几天?", False, 0.01, None, ()), "q1")["status"] == "not_found"
