"""The result of an evaluation records how it was produced."""

from dataclasses import replace
from pathlib import Path

import pytest

from qa.errors import QuestionSetError
from qa.evaluation import Question, QuestionSet, Relevance, answer_all, retrieve_all
from qa.evaluation.result import Result
from qa.evaluation.stored_result import read_stored_result
from qa.library import Library

QUESTION = Question("闭", "游泳馆周几闭馆?", ("周二",))


@pytest.fixture
def relevance(plain_library: Library, tmp_path: Path) -> Relevance:
    (tmp_path / "a.txt").write_text("办法\n游泳馆每周二闭馆。", encoding="utf-8")
    plain_library.add(tmp_path / "a.txt")
    return Relevance(plain_library)


@pytest.mark.parametrize("calibrated", [True, False])
def test_a_result_states_whether_the_confidence_is_calibrated(relevance: Relevance, calibrated: bool) -> None:
    (outcome,) = answer_all(relevance.library, [QUESTION])
    outcome = replace(outcome, answer=replace(outcome.answer, calibrated=calibrated))
    result = Result.of([outcome], relevance, QuestionSet((QUESTION,)), complete=True)
    assert result.record()["made_by"]["settings"]["calibrated"] is calibrated
    assert result.is_calibrated is calibrated


def test_a_ranking_has_no_confidence_to_calibrate(relevance: Relevance) -> None:
    outcomes = retrieve_all(relevance.library, [QUESTION])["lexical"]
    result = Result.of(outcomes, relevance, QuestionSet((QUESTION,)), complete=True, mix="lexical")
    assert "calibrated" not in result.record()["made_by"]["settings"]
    assert result.is_calibrated
    assert not any(name.startswith(("refus", "AURC")) for name in result.record()["metrics"])


def test_a_file_that_is_no_stored_result_is_refused(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text('{"question": "甲?"}\n', encoding="utf-8")
    with pytest.raises(QuestionSetError, match=r"评测结果读不了.*q\.jsonl"):
        read_stored_result(tmp_path / "q.jsonl")
