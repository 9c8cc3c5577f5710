"""From a question to its answer: questions that need no search, and those that no sentence answers."""

from collections.abc import Iterator

import pytest

from embeddings import Encoder
from qa.library import Library
from qa.types import AnswerKind

RULES = "养犬管理规定\n第一条 个人养狗，每户限养一条。\n第二条 狗伤人的，养狗人应当立即送伤者就医。\n"


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("ask")
    (folder / "规定.txt").write_text(RULES, encoding="utf-8")
    with Library.open(folder / "library", encoder=encoder) as opened:
        opened.add(folder / "规定.txt")
        yield opened


def test_small_talk_gets_no_passages(rules: Library) -> None:
    answer = rules.ask("谢谢")
    assert (answer.kind, answer.found, answer.passages) == (AnswerKind.THANKS, False, ())


def test_a_follow_up_question_depends_on_the_question_before_the_small_talk(rules: Library) -> None:
    earlier = ["每户可以养几条狗?"]
    assert rules.ask("那猫呢?", earlier=[*earlier, "谢谢"]) == rules.ask("那猫呢?", earlier=earlier)


def test_a_word_alone_gets_the_passages_that_contain_it(rules: Library) -> None:
    answer = rules.ask("狗")
    assert (answer.kind, answer.sentence) == (AnswerKind.PLACES, None)
    assert len(answer.passages) == 2
    assert all("狗" in hit.text for hit in answer.passages)


@pytest.mark.parametrize("question", ["？？？", "猫"])
def test_a_word_that_no_document_contains_gets_no_passages(question: str, rules: Library) -> None:
    answer = rules.ask(question)
    assert (answer.kind, answer.passages) == (AnswerKind.PLACES, ())
