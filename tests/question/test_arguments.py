"""The arguments of a question."""

from datetime import date
from typing import Any

import pytest

from qa.errors import QuestionError
from qa.library import Library
from qa.question.arguments import checked_k, checked_question, filters_from, usable_earlier
from qa.types import NO_FILTERS, Filters


def test_a_question_loses_its_surrounding_blanks() -> None:
    assert checked_question("\u3000 企业开办时间? \n", 100) == "企业开办时间?"


@pytest.mark.parametrize("question", ["", "  \n", "\u3000", None, 7, b"bytes", ["list"]])
def test_a_blank_question_or_another_type_is_refused(question: Any) -> None:
    with pytest.raises(QuestionError, match="请写一个问题"):
        checked_question(question, 100)


@pytest.mark.parametrize("k", [0, -1, 1.5, "3", True, None])
def test_k_must_be_an_integer_of_at_least_1(k: Any, plain_library: Library) -> None:
    with pytest.raises(QuestionError, match="不小于 1"):
        checked_k(k)
    with pytest.raises(QuestionError, match="不小于 1"):
        plain_library.ask("企业开办时间?", k=k)
    with pytest.raises(QuestionError, match="不小于 1"):
        plain_library.retrieve("企业开办时间?", k=k)


def test_a_date_may_be_an_iso_string() -> None:
    day = date(2019, 5, 1)
    assert filters_from({"since": "2019-05-01", "until": day}) == Filters(since=day, until=day)
    assert filters_from({}) == NO_FILTERS


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"since": "去年"}, "去年"),
        ({"until": 2019}, "until"),
        ({"issuer": None}, "issuer"),
        ({"document_id": "7"}, "document_id"),
        ({"document_id": True}, "document_id"),
        ({"publisher": "市府"}, "publisher"),
    ],
)
def test_a_wrong_filter_is_named(arguments: Any, named: str) -> None:
    with pytest.raises(QuestionError, match=named):
        filters_from(arguments)


def test_earlier_questions_that_are_too_long_to_be_taken_up_are_left_out() -> None:
    assert usable_earlier(["甲？", "", "问" * 21, "问" * 20, " 乙\ud800"], 10) == ("甲？", "问" * 20, "乙?")
