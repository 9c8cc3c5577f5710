"""A question is saved with its filters and read back."""

from datetime import date

import pytest

from qa.web.conversations.question_request import QuestionRequest


def test_a_request_is_read_back_from_its_record() -> None:
    request = QuestionRequest("甲？", narrow=False, filters={"issuer": "深圳", "since": date(2019, 5, 1)})
    assert request.record()["filters"] == {"issuer": "深圳", "since": "2019-05-01"}
    assert QuestionRequest.from_record(request.record()) == request


def test_filters_may_be_missing() -> None:
    assert QuestionRequest.from_record({"question": "甲？"}) == QuestionRequest("甲？")


@pytest.mark.parametrize("record", [None, 7, "甲？", [], {}, {"question": 7}])
def test_anything_else_is_not_a_request(record: object) -> None:
    assert QuestionRequest.from_record(record) is None


def test_invalid_filters_are_left_out_and_long_texts_are_cut() -> None:
    filters = {"issuer": "深" * 300, "status": 7, "document_id": True, "since": "2019-13-01", "until": None}
    request = QuestionRequest.from_record({"question": "问" * 2000, "filters": filters})
    assert request == QuestionRequest("问" * 1000, filters={"issuer": "深" * 200})
