"""The metrics of a run agree with their definitions."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qa.evaluation import Outcome, Question, QuestionSet, Relevance, answer_all, read_question_set
from qa.evaluation.calibration import area_under_risk_coverage
from qa.evaluation.result import Result
from qa.library import Library
from qa.types import Answer, AnswerSentence, Citation, Hit


def citation(start: int = 0, document: int = 1) -> Citation:
    return Citation(document, "标题", "", "", "", None, None, (), 1, start, start + 1, "/documents/a.txt")


def outcome(question: Question, texts: list[str], *, sentence: str | None, confidence: float) -> Outcome:
    hits = tuple(Hit(rank, -rank, text, citation(rank)) for rank, text in enumerate(texts, start=1))
    found = AnswerSentence(sentence, citation()) if sentence else None
    return Outcome(question, Answer(question.text, found is not None, confidence, found, hits))


@pytest.fixture
def relevance(plain_library: Library) -> Relevance:
    """Relevance in a library of two documents; ``citation`` cites the first."""
    for name, text in (("a.txt", "甲\n缩至4天。"), ("b.txt", "乙\n百分之二。")):
        file = plain_library.folder / name
        file.write_text(text, encoding="utf-8")
        plain_library.add(file)
    return Relevance(plain_library)


def result_of(outcomes: list[Outcome], relevance: Relevance) -> Result:
    return Result.of(outcomes, relevance, QuestionSet(()), complete=True)


def metrics(outcomes: list[Outcome], relevance: Relevance) -> dict[str, float | None]:
    return {metric.name: metric.value for metric in result_of(outcomes, relevance).metrics}


FIRST = outcome(Question("1", "甲?", ("4天",), ("a.txt",)), ["缩至４天。", "无"], sentence="缩至４天。", confidence=0.9)
THIRD = outcome(
    Question("2", "乙?", ("2%", "百分之二"), ("b.txt",)), ["无", "", "百分之二"], sentence="无", confidence=0.6
)
MISSED = outcome(Question("3", "丙?", ("不在",)), ["无"], sentence=None, confidence=0.4)
REFUSED = outcome(Question("4", "丁?", ()), ["无"], sentence=None, confidence=0.2)
INVENTED = outcome(Question("5", "戊?", ()), ["无"], sentence="无", confidence=0.7)


def test_metrics_agree_with_their_definitions(relevance: Relevance) -> None:
    values = metrics([FIRST, THIRD, MISSED, REFUSED, INVENTED], relevance)
    assert values["answer@1"] == pytest.approx(1 / 3)
    assert values["answer@3"] == pytest.approx(2 / 3)
    assert values["MRR@10"] == pytest.approx((1 + 1 / 3) / 3)
    assert values["document@1"] == pytest.approx(1 / 2)
    assert values["sentence"] == pytest.approx(1 / 3)
    assert values["refused, answerable"] == pytest.approx(1 / 3)
    assert values["refusal recall"] == pytest.approx(1 / 2)
    assert values["refusal precision"] == pytest.approx(1 / 2)
    right, confidence = np.array([1.0, 0, 0, 0, 0]), np.array([0.9, 0.6, 0.4, 0.2, 0.7])
    assert values["AURC"] == pytest.approx(area_under_risk_coverage(right, confidence))
    assert values["citation validity"] == 1
    # Six pairs of an answerable and an unanswerable question; four are ordered: three above 0.2, and 0.9 above 0.7.
    assert values["AUROC"] == pytest.approx(4 / 6)


def test_a_metric_without_questions_is_left_out(relevance: Relevance) -> None:
    values = metrics([FIRST], relevance)
    assert "refusal recall" not in values
    assert "AUROC" not in values


def test_every_metric_lies_within_its_interval(relevance: Relevance) -> None:
    outcomes = [FIRST, THIRD, MISSED, REFUSED, INVENTED]
    found = result_of(outcomes, relevance).metrics
    assert {"AUROC", "refusal recall"} <= {metric.name for metric in found}
    for metric in found:
        assert metric.low is not None
        assert metric.high is not None
        assert metric.value is not None
        assert metric.low <= metric.value <= metric.high
        assert 0 < metric.questions <= len(outcomes)


def test_questions_with_a_gold_document_only_are_scored_by_document(relevance: Relevance) -> None:
    in_a, in_b = (Question(name, "?", documents=(name,)) for name in ("a.txt", "b.txt"))
    values = metrics([outcome(asked, ["无"], sentence=None, confidence=0.5) for asked in (in_a, in_b)], relevance)
    assert values["document@1"] == values["Recall@10 documents"] == 0.5
    assert values["refused, answerable"] == 1
    assert values["AURC"] == pytest.approx(1 / 2)  # equal confidences
    assert "answer@1" not in values


def test_a_document_that_the_library_lacks_counts_as_missed(relevance: Relevance) -> None:
    gone = outcome(Question("1", "?", ("三天",), ("c.txt",)), ["无"], sentence=None, confidence=0.5)
    values = metrics([gone], relevance)
    assert values["Recall@100 documents"] == values["Recall@100 passages"] == values["document@1"] == 0


def test_a_passage_is_relevant_if_a_duplicate_of_it_is(relevance: Relevance) -> None:
    question = Question("1", "?", documents=("b.txt",))
    alone = outcome(question, ["无", "又"], sentence=None, confidence=0.5)
    first, second = alone.answer.passages
    shared = replace(alone, answer=replace(alone.answer, passages=(replace(first, also=(citation(9, 2),)), second)))
    assert metrics([alone], relevance)["Recall@1 documents"] == 0
    assert metrics([shared], relevance)["Recall@1 documents"] == 1


def test_grades_count_in_ndcg(relevance: Relevance) -> None:
    both = Question("1", "?", documents=("a.txt", "b.txt"), grades={"a.txt": 1, "b.txt": 3})
    only_a = outcome(both, ["无"], sentence=None, confidence=0.5)
    assert metrics([only_a], relevance)["nDCG@10 documents"] == pytest.approx(1 / (3 + 1 / np.log2(3)))


def test_an_unanswerable_question_has_no_document_metrics(relevance: Relevance) -> None:
    unanswerable = outcome(Question("1", "?", (), ("b.txt",)), ["无"], sentence=None, confidence=0.5)
    assert "Recall@1 documents" not in metrics([unanswerable], relevance)


def test_a_quotation_that_differs_from_its_document_lowers_citation_validity(
    plain_library: Library, relevance: Relevance, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = [Question("1", "缩至几天?", ("4天",)), Question("2", "百分之几?", ("百分之二",))]
    assert metrics(answer_all(plain_library, questions), relevance)["citation validity"] == 1
    text = plain_library.document_text
    monkeypatch.setattr(plain_library, "document_text", lambda document_id: text(document_id).replace("4", "5"))
    outcomes = answer_all(plain_library, questions[:1], k=1)
    assert "4天" in outcomes[0].answer.passages[0].text
    assert metrics(outcomes, relevance)["citation validity"] == 0


def test_a_thousand_rows_are_evaluated(
    tmp_path: Path, plain_library: Library, relevance: Relevance, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = plain_library.ask("缩至几天?")
    monkeypatch.setattr(plain_library, "ask", lambda question, **_: replace(answer, question=question))
    rows = "".join(f"{n},缩至第{n}天?,4天,a.txt\n" for n in range(1000))
    (tmp_path / "q.csv").write_text(f"编号,问题,答案,文件\n{rows}", encoding="utf-8")
    question_set = read_question_set(tmp_path / "q.csv")
    outcomes = answer_all(plain_library, question_set.questions)
    result = Result.of(outcomes, relevance, question_set, complete=True)
    assert {metric.name: metric.questions for metric in result.metrics}["answer@1"] == 1000
