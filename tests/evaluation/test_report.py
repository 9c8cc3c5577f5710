"""The HTML report of a run."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from qa.evaluation import Outcome, Question, QuestionSet, Relevance
from qa.evaluation.compare import Comparison
from qa.evaluation.curves import curves
from qa.evaluation.failures import failures
from qa.evaluation.report import report_html
from qa.evaluation.result import Result
from qa.library import Library
from qa.types import Answer, Citation, Hit


def _outcome(id_: str, answers: tuple[str, ...], texts: list[str], *, found: bool, confidence: float) -> Outcome:
    citation = Citation(1, "标题", "", "", "", None, None, (), 1, 0, 1, "/documents/a.txt")
    hits = tuple(Hit(rank, -rank, text, citation) for rank, text in enumerate(texts, start=1))
    question = Question(id_, f"{id_}题?", answers, ("a.txt",) if answers else (), kind="数量")
    return Outcome(question, Answer(question.text, found, confidence, None, hits), seconds=0.25)


OUTCOMES = [
    _outcome("甲", ("四天",), ["四天", "无"], found=True, confidence=0.95),
    _outcome("乙", ("四天",), ["无", "无", "四天"], found=False, confidence=0.15),
    _outcome("丙", (), ["无"], found=False, confidence=0.05),
    _outcome("丁", (), ["无"], found=True, confidence=0.55),
]


@pytest.fixture
def relevance(plain_library: Library, tmp_path: Path) -> Relevance:
    (tmp_path / "a.txt").write_text("标题\n四天。", encoding="utf-8")
    plain_library.add(tmp_path / "a.txt")
    return Relevance(plain_library)


def test_curves_have_the_points_computed_by_hand(relevance: Relevance) -> None:
    drawn = curves(OUTCOMES, relevance)
    assert dict(drawn.recall)[1] == 0.5
    assert dict(drawn.recall)[3] == 1.0
    assert dict(drawn.risk_coverage) == pytest.approx({0.25: 0.0, 0.5: 0.5, 0.75: 2 / 3, 1.0: 0.75})
    assert dict(drawn.reliability) == pytest.approx({0.05: 0.0, 0.15: 0.0, 0.55: 0.0, 0.95: 1.0})


def test_time_metrics_are_quantiles_of_the_questions(relevance: Relevance) -> None:
    result = Result.of(OUTCOMES, relevance, QuestionSet(()), complete=True)
    assert {m.name: m.value for m in result.metrics if m.name.startswith("seconds")} == {
        "seconds p50": 0.25,
        "seconds p95": 0.25,
    }


def test_the_page_shows_labels_comparison_and_groups_in_chinese(relevance: Relevance) -> None:
    result = Result.of(OUTCOMES, relevance, QuestionSet(()), complete=True)
    compared = Comparison("answer@1", 0.5, 0.5, -0.5, 0.5, 1.0, ("甲",), ("乙",), 2)
    result = replace(result.compared("old.json", [compared]), scores=())
    page = report_html(result, OUTCOMES, list(failures(OUTCOMES, relevance)), relevance)
    plain = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))
    assert "没有答对的问题（3）" in plain  # the answer to 甲 has no sentence
    assert "AUROC 把握分得清有没有答案" in plain
    assert "问题文件的校验和" in plain
    assert "{'" not in page
    assert "胜 甲 甲题?" in plain
    # One of two answerable questions is correct and one refused; one of two unanswerable questions is refused.
    assert "数量 0.500 0.500 2 0.500 2" in plain
    assert "details::details-content { content-visibility: visible; display: block; }" in page


@pytest.mark.parametrize("calibrated", [True, False])
def test_the_page_states_that_the_confidence_is_uncalibrated(relevance: Relevance, calibrated: bool) -> None:
    outcomes = [replace(outcome, answer=replace(outcome.answer, calibrated=calibrated)) for outcome in OUTCOMES]
    result = Result.of(outcomes, relevance, QuestionSet(()), complete=True)
    assert ("把握未校准" in report_html(result, outcomes, [], relevance)) is not calibrated
