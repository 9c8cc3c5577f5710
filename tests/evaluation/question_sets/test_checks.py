"""Mistakes in question sets."""

from pathlib import Path

import pytest

from qa.evaluation import Question, QuestionSet
from qa.evaluation.question_sets import CorpusText, GoldPassage
from qa.evaluation.question_sets.checks import check_questions
from qa.library import Library

CORPUS = (CorpusText("d1.txt", "游泳馆管理办法", "游泳馆每周二闭馆换水。"),)


def findings(*questions: Question) -> list[tuple[str, str]]:
    found = check_questions(QuestionSet(questions, CORPUS), None)
    return [(finding.question, finding.text) for finding in found]


def test_a_sound_question_has_no_findings() -> None:
    assert findings(Question("a", "游泳馆周几闭馆?", ("周二",), ("d1.txt",))) == []


def test_answers_and_documents_that_the_corpus_lacks_are_found() -> None:
    question = Question("a", "游泳馆票价?", ("二十元",), ("d2.txt",))
    assert findings(question) == [("a", "没有这份文件：d2.txt"), ("a", "答案不在文件里：二十元")]


def test_a_gold_passage_beyond_its_document_is_found() -> None:
    question = Question("a", "游泳馆周几闭馆?", passages=(GoldPassage("d1.txt", 3, 900),))
    assert [text.partition("：")[0] for _, text in findings(question)] == ["段落超出了文件"]


@pytest.mark.parametrize("text", ["他什么时候来?", "那周日呢?", "上述期限是几天?", "该公司在哪?"])
def test_a_question_that_needs_context_is_found_unless_it_has_a_history(text: str) -> None:
    assert findings(Question("a", text)) == [("a", f"离开上文看不懂：{text}")]
    assert findings(Question("a", text, history=("游泳馆周几闭馆?",))) == []


@pytest.mark.parametrize("text", ["其他机构有哪些?", "他人能否代办?"])
def test_words_that_only_contain_a_pronoun_are_no_findings(text: str) -> None:
    assert findings(Question("a", text)) == []


def test_a_question_is_a_duplicate_only_with_the_same_history() -> None:
    first = Question("a", "那周日呢?", history=("图书馆周六几点关门?",))
    other_history = Question("b", "那周日呢?", history=("游泳馆周六几点关门?",))
    same = Question("c", "那周日呢？", history=("图书馆周六几点关门？",))
    assert findings(first, other_history, same) == [("c", "与 a 是同一个问题")]


def test_blank_and_too_long_questions_are_listed_last(plain_library: Library, tmp_path: Path) -> None:
    (tmp_path / "d1.txt").write_text("游泳馆管理办法\n游泳馆每周二闭馆换水。", encoding="utf-8")
    plain_library.add(tmp_path / "d1.txt")
    question = Question("a", "游泳馆票价?", ("二十元",), ("d1",))
    found = check_questions(QuestionSet((question,), blank=("空",), too_long=("长",)), plain_library)
    assert [finding.question for finding in found] == ["a", "空", "长"]
