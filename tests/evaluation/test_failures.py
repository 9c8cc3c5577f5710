"""Explanations of failed questions."""

from dataclasses import replace
from pathlib import Path

import pytest

from qa.evaluation import Question, Relevance, answer_all, retrieve_all
from qa.evaluation.failures import failures
from qa.evaluation.question_sets import GoldPassage
from qa.library import Library

CLOSING = Question("关", "市图书馆每天开放到晚上几点关门?", ("晚上九点半",), ("图书馆.txt",))
UNANSWERABLE = Question("无", "火星基地何时开放?", ())


@pytest.fixture
def filled(plain_library: Library, tmp_path: Path) -> Library:
    texts = {
        "图书馆.txt": "市图书馆开放时间\n市图书馆每天开放到晚上九点半关门。",
        "游泳馆.txt": "游泳馆管理办法\n游泳馆每周二闭馆换水。",
        "通知.txt": "索引号: 1\n发布机构: 深圳市水务局 成文日期: 2019-05-01\n\n名　　称: 节水通知\n\n用水按定额收费。",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        plain_library.add(tmp_path / name)
    return plain_library


def test_a_correct_answer_is_no_failure(filled: Library) -> None:
    outcomes = answer_all(filled, [CLOSING])
    assert outcomes[0].answer.found
    assert list(failures(outcomes, Relevance(filled))) == []


def test_a_failure_explains_the_first_and_the_correct_passage(filled: Library) -> None:
    (outcome,) = answer_all(filled, [replace(CLOSING, answers=("换水",), documents=("游泳馆.txt",))])
    (failure,) = failures([outcome], Relevance(filled))
    first, right = failure.first, failure.correct
    assert first
    assert right
    assert (failure.kind, failure.expected) == ("第一段没有答案", ("换水",))
    assert (first.text, first.rank) == (outcome.answer.passages[0].text, 1)
    assert right.rank == next(hit.rank for hit in outcome.answer.passages if "换水" in hit.text)
    assert "图书馆" in first.shared_words.split()
    assert first.lexical_rank == 1
    assert right.dense_rank
    assert "bm25" in right.scores


def test_a_correct_passage_that_was_not_found_comes_from_the_library(filled: Library) -> None:
    (outcome,) = answer_all(filled, [replace(CLOSING, answers=("换水",), documents=("游泳馆.txt",))], k=1)
    (failure,) = failures([outcome], Relevance(filled), stopped=lambda: True)
    assert failure.first
    assert failure.first.scores == ""
    assert failure.correct
    assert failure.correct.rank is None
    assert "换水" in failure.correct.text


def test_a_failure_is_explained_with_the_filters_of_its_answer(filled: Library) -> None:
    question = Question("窄", "深圳市2019年关于图书馆关门的通知", ("晚上九点半",), ("图书馆.txt",))
    (outcome,) = answer_all(filled, [question])
    assert outcome.answer.filters_from_question
    (failure,) = failures([outcome], Relevance(filled))
    assert failure.first
    assert failure.first.text == outcome.answer.passages[0].text
    assert failure.first.scores
    assert failure.correct
    assert failure.correct.rank is None


def test_a_ranking_without_answers_fails_by_its_first_passage_only(filled: Library) -> None:
    outcomes = retrieve_all(filled, [CLOSING, UNANSWERABLE])["lexical"]
    assert list(failures(outcomes, Relevance(filled), answered=False)) == []
    (failure,) = failures(
        [replace(outcomes[0], question=replace(CLOSING, answers=("换水",)))], Relevance(filled), answered=False
    )
    assert failure.given is None


def test_the_expected_answer_is_the_gold_passage_if_no_answer_is_known(filled: Library) -> None:
    question = Question("段", "市图书馆几点关门?", passages=(GoldPassage("游泳馆.txt", 0, 5),))
    (failure,) = failures(answer_all(filled, [question]), Relevance(filled))
    assert failure.kind == "第一段不是应有的段落"
    assert failure.expected == ("游泳馆.txt 字符 0–5",)


def test_an_answer_to_an_unanswerable_question_is_a_failure(filled: Library) -> None:
    (outcome,) = answer_all(filled, [CLOSING])
    answered = replace(outcome, question=UNANSWERABLE, answer=replace(outcome.answer, found=True))
    (failure,) = failures([answered], Relevance(filled))
    assert (failure.kind, failure.expected, failure.correct) == ("资料里没有却答了", (), None)
