"""Metrics of a run."""

import pytest

from qa.errors import QuestionSetError
from qa.evaluation import Outcome, Question, contains_answer, evaluate
from qa.types import Answer, AnswerSentence, Citation, Hit


def citation(source: str = "/documents/a.txt") -> Citation:
    return Citation(1, "标题", "", "", "", None, None, (), 1, 0, 1, source)


def outcome(question: Question, texts: list[str], *, sentence: str | None, confidence: float) -> Outcome:
    hits = tuple(Hit(rank, -rank, text, citation()) for rank, text in enumerate(texts, start=1))
    found = AnswerSentence(sentence, citation()) if sentence else None
    return Outcome(question, Answer(question.text, found is not None, confidence, found, hits))


def metrics(outcomes: list[Outcome]) -> dict[str, float | None]:
    return {metric.name: metric.value for metric in evaluate(outcomes)}


FIRST = outcome(Question("1", "甲?", ("4天",), ("a.txt",)), ["缩至４天。", "无"], sentence="缩至４天。", confidence=0.9)
THIRD = outcome(
    Question("2", "乙?", ("2%", "百分之二"), ("b.txt",)), ["无", "", "百分之二"], sentence="无", confidence=0.6
)
MISSED = outcome(Question("3", "丙?", ("不在",)), ["无"], sentence=None, confidence=0.4)
REFUSED = outcome(Question("4", "丁?", ()), ["无"], sentence=None, confidence=0.2)
INVENTED = outcome(Question("5", "戊?", ()), ["无"], sentence="无", confidence=0.7)


def test_metrics_are_those_of_their_definitions() -> None:
    found = metrics([FIRST, THIRD, MISSED, REFUSED, INVENTED])
    assert found["answer@1"] == pytest.approx(1 / 3)
    assert found["answer@3"] == pytest.approx(2 / 3)
    assert found["MRR@10"] == pytest.approx((1 + 1 / 3) / 3)
    assert found["document@1"] == pytest.approx(1 / 2)
    assert found["sentence"] == pytest.approx(1 / 3)
    assert found["refused, answerable"] == pytest.approx(1 / 3)
    assert found["refused, unanswerable"] == pytest.approx(1 / 2)
    # Of the six pairs of an answerable and an unanswerable question four are in order: 3 × 0.2 and 0.9 > 0.7.
    assert found["AUROC"] == pytest.approx(4 / 6)


def test_a_metric_without_questions_is_left_out() -> None:
    found = metrics([FIRST])
    assert "refused, unanswerable" not in found
    assert "AUROC" not in found


def test_without_gold_answers_there_is_nothing_to_evaluate() -> None:
    with pytest.raises(QuestionSetError, match="answers"):
        evaluate([outcome(Question("1", "甲?"), [], sentence=None, confidence=0)])


def test_answers_are_compared_without_width_and_punctuation() -> None:
    assert contains_answer("国办发明电〔２０２０〕1号。", ["国办发明电[2020]1号"])
    assert not contains_answer("甲", ["", "。", "乙"])
