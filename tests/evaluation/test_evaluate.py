"""Metrics of a run."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qa.evaluation import (
    Outcome,
    Question,
    Relevance,
    answer_all,
    contains_answer,
    evaluate,
    question_scores,
    read_question_set,
)
from qa.evaluation.calibration import area_under_risk_coverage
from qa.evaluation.question_sets.question_set import GoldPassage
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
    """Of a library of two documents, the first of which is cited above."""
    for name, text in (("a.txt", "甲\n缩至4天。"), ("b.txt", "乙\n百分之二。")):
        file = plain_library.folder / name
        file.write_text(text, encoding="utf-8")
        plain_library.add(file)
    return Relevance(plain_library)


def metrics(outcomes: list[Outcome], relevance: Relevance) -> dict[str, float | None]:
    return {metric.name: metric.value for metric in evaluate(outcomes, question_scores(outcomes, relevance), relevance)}


FIRST = outcome(Question("1", "甲?", ("4天",), ("a.txt",)), ["缩至４天。", "无"], sentence="缩至４天。", confidence=0.9)
THIRD = outcome(
    Question("2", "乙?", ("2%", "百分之二"), ("b.txt",)), ["无", "", "百分之二"], sentence="无", confidence=0.6
)
MISSED = outcome(Question("3", "丙?", ("不在",)), ["无"], sentence=None, confidence=0.4)
REFUSED = outcome(Question("4", "丁?", ()), ["无"], sentence=None, confidence=0.2)
INVENTED = outcome(Question("5", "戊?", ()), ["无"], sentence="无", confidence=0.7)


def test_metrics_are_those_of_their_definitions(relevance: Relevance) -> None:
    found = metrics([FIRST, THIRD, MISSED, REFUSED, INVENTED], relevance)
    assert found["answer@1"] == pytest.approx(1 / 3)
    assert found["answer@3"] == pytest.approx(2 / 3)
    assert found["MRR@10"] == pytest.approx((1 + 1 / 3) / 3)
    assert found["document@1"] == pytest.approx(1 / 2)
    assert found["sentence"] == pytest.approx(1 / 3)
    assert found["refused, answerable"] == pytest.approx(1 / 3)
    assert found["refusal recall"] == pytest.approx(1 / 2)
    assert found["refusal precision"] == pytest.approx(1 / 2)
    right, sure = np.array([1.0, 0, 0, 0, 0]), np.array([0.9, 0.6, 0.4, 0.2, 0.7])
    assert found["AURC"] == pytest.approx(area_under_risk_coverage(right, sure))
    assert found["citation validity"] == 1
    # Of the six pairs of an answerable and an unanswerable question four are in order: 3 × 0.2 and 0.9 > 0.7.
    assert found["AUROC"] == pytest.approx(4 / 6)


def test_a_metric_without_questions_is_left_out(relevance: Relevance) -> None:
    found = metrics([FIRST], relevance)
    assert "refusal recall" not in found
    assert "AUROC" not in found


def test_every_figure_has_an_interval_around_it(relevance: Relevance) -> None:
    outcomes = [FIRST, THIRD, MISSED, REFUSED, INVENTED]
    for metric in evaluate(outcomes, question_scores(outcomes, relevance), relevance):
        assert metric.low is not None
        assert metric.high is not None
        assert metric.value is not None
        assert metric.low <= metric.value <= metric.high
        assert 0 < metric.questions <= len(outcomes)


def test_where_only_the_document_is_known_its_place_counts(relevance: Relevance) -> None:
    of_a, of_b = (Question(name, "?", documents=(name,)) for name in ("a.txt", "b.txt"))
    found = metrics([outcome(one, ["无"], sentence=None, confidence=0.5) for one in (of_a, of_b)], relevance)
    assert found["document@1"] == found["Recall@10 documents"] == 0.5
    assert found["refused, answerable"] == 1
    assert found["AURC"] == pytest.approx(1 / 2)  # both are equally sure
    assert "answer@1" not in found


def test_what_is_not_in_the_library_counts_as_missed(relevance: Relevance) -> None:
    gone = outcome(Question("1", "?", ("三天",), ("c.txt",)), ["无"], sentence=None, confidence=0.5)
    found = metrics([gone], relevance)
    assert found["Recall@100 documents"] == found["Recall@100 passages"] == found["document@1"] == 0


@pytest.mark.parametrize("name", ["b.txt", "b", "乙"])
def test_a_document_is_known_by_its_file_or_title(relevance: Relevance, name: str) -> None:
    assert relevance.documents(Question("1", "?", documents=(name,))) == {"2"}


def test_a_passage_that_stands_for_a_relevant_one_is_relevant(relevance: Relevance) -> None:
    question = Question("1", "?", documents=("b.txt",))
    found = outcome(question, ["无", "又"], sentence=None, confidence=0.5)
    first, second = found.answer.passages
    shared = replace(found, answer=replace(found.answer, passages=(replace(first, also=(citation(9, 2),)), second)))
    assert metrics([found], relevance)["Recall@1 documents"] == 0
    assert metrics([shared], relevance)["Recall@1 documents"] == 1


def test_a_quotation_that_is_not_in_the_document_is_counted(
    plain_library: Library, relevance: Relevance, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = [Question("1", "缩至几天?", ("4天",)), Question("2", "百分之几?", ("百分之二",))]
    assert metrics(answer_all(plain_library, questions), relevance)["citation validity"] == 1
    text = plain_library.document_text
    monkeypatch.setattr(plain_library, "document_text", lambda number: text(number).replace("4", "5"))
    found = answer_all(plain_library, questions[:1], k=1)
    assert "4天" in found[0].answer.passages[0].text
    assert metrics(found, relevance)["citation validity"] == 0


def test_a_passage_is_held_once_however_often_it_is_found(plain_library: Library, relevance: Relevance) -> None:
    first, second = answer_all(plain_library, [Question("1", "缩至几天?"), Question("2", "缩至哪天?")])
    held = {hit.text: hit for hit in first.answer.passages}
    assert all(held[hit.text].text is hit.text for hit in second.answer.passages)
    assert all(held[hit.text].citation is hit.citation for hit in second.answer.passages)


def test_ten_thousand_rows_are_evaluated(
    tmp_path: Path, plain_library: Library, relevance: Relevance, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = plain_library.ask("缩至几天?")
    monkeypatch.setattr(plain_library, "ask", lambda question, **_: replace(answer, question=question))
    rows = "".join(f"{n},缩至第{n}天?,4天,a.txt\n" for n in range(10_000))
    (tmp_path / "q.csv").write_text(f"编号,问题,答案,文件\n{rows}", encoding="utf-8")
    asked = read_question_set(tmp_path / "q.csv")
    result = Result.of(answer_all(plain_library, asked.questions), relevance, asked, complete=True)
    assert {metric.name: metric.questions for metric in result.metrics}["answer@1"] == 10_000


def test_answers_are_compared_without_width_and_punctuation() -> None:
    assert contains_answer("国办发明电〔２０２０〕1号。", ["国办发明电[2020]1号"])
    assert not contains_answer("甲", ["", "。", "乙"])


def test_the_point_of_a_number_is_no_punctuation() -> None:
    assert not contains_answer("增长35%", ["3.5%"])
    assert contains_answer("增长３．５%。", ["3.5%"])
    assert contains_answer("1. 3月起", ["3月"])


def test_grades_count_in_ndcg(relevance: Relevance) -> None:
    both = Question("1", "?", documents=("a.txt", "b.txt"), grades={"a.txt": 1, "b.txt": 3})
    found = outcome(both, ["无"], sentence=None, confidence=0.5)
    # Only the worse of the two is found.
    assert metrics([found], relevance)["nDCG@10 documents"] == pytest.approx(1 / (3 + 1 / np.log2(3)))


def test_where_the_documents_do_not_say_no_document_is_to_be_found(relevance: Relevance) -> None:
    found = outcome(Question("1", "?", (), ("b.txt",)), ["无"], sentence=None, confidence=0.5)
    assert "Recall@1 documents" not in metrics([found], relevance)


def test_a_passage_is_relevant_when_it_overlaps_a_gold_one(relevance: Relevance) -> None:
    (passage,) = relevance.library.document(2).passages
    inside = GoldPassage("b.txt", passage.span.end - 1, passage.span.end + 5)
    beyond = GoldPassage("b.txt", passage.span.end, passage.span.end + 5)
    assert relevance.passages(Question("1", "?", passages=(inside,))) == {f"2:{passage.span.start}:{passage.span.end}"}
    assert all(key.startswith("not in") for key in relevance.passages(Question("1", "?", passages=(beyond,))))


def test_an_answer_that_is_cut_makes_the_passages_over_which_it_runs_relevant(
    plain_library: Library, tmp_path: Path
) -> None:
    lines = [f"第{n}条 " + "办理本事项应当提交身份证明材料，" * 20 + f"共{n}份。" for n in range(1, 4)]
    (tmp_path / "c.txt").write_text("办法\n" + "\n".join(lines), encoding="utf-8")
    plain_library.add(tmp_path / "c.txt")
    relevance = Relevance(plain_library)
    cut = Question("1", "?", ("共1份。\n第2条 办理",), ("c.txt",))
    spans = [tuple(map(int, key.split(":")[1:])) for key in sorted(relevance.passages(cut))]
    text = plain_library.document_text(1)
    assert len(spans) == 2
    assert all(start < text.index("第2条") + 4 and end > text.index("共1份") for start, end in spans)
    assert all("not in" in key for key in relevance.passages(replace(cut, answers=("共9份。\n第2条 办理",))))
