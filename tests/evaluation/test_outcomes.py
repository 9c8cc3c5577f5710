"""Asking a library the questions of a set."""

from datetime import date
from pathlib import Path

import pytest

from qa.evaluation import Question, answer_all, retrieve_all
from qa.library import Library
from qa.types import Filters


@pytest.fixture
def filled(plain_library: Library, tmp_path: Path) -> Library:
    texts = {
        "图书馆.txt": "市图书馆开放时间\n图书馆晚上九点半关门。",
        "游泳馆.txt": "游泳馆管理办法\n游泳馆每周二换水。",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        plain_library.add(tmp_path / name)
    return plain_library


def test_a_passage_found_for_several_questions_is_in_memory_once(filled: Library) -> None:
    first, second = answer_all(filled, [Question("1", "图书馆几点关门?"), Question("2", "图书馆何时关门?")])
    cached = {hit.text: hit for hit in first.answer.passages}
    assert second.answer.passages
    assert all(cached[hit.text].text is hit.text for hit in second.answer.passages)
    assert all(cached[hit.text].citation is hit.citation for hit in second.answer.passages)


def test_bm25_alone_returns_only_what_it_found(filled: Library) -> None:
    by_retriever = retrieve_all(filled, [Question("水", "游泳馆换水")])
    assert [hit.citation.title for hit in by_retriever["lexical"][0].answer.passages] == ["游泳馆管理办法"]
    passages = sum(document.passages for document in filled.documents())
    assert len(by_retriever["dense"][0].answer.passages) == passages


def test_a_ranking_carries_the_filters_of_its_question(filled: Library) -> None:
    question = Question("水", "游泳馆换水", filters={"since": date(2020, 1, 1)})
    (outcome,) = retrieve_all(filled, [question])["dense"]
    assert outcome.answer.filters == Filters(since=date(2020, 1, 1))
    assert outcome.answer.passages == ()
