"""The official words for a question's everyday words are searched, and the answer names those that were found."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import AnswerKind, Library, Settings
from qa.cli.printing import print_answer
from qa.evaluation import Question, answer_all
from qa.evaluation.failures import failures
from qa.evaluation.outcomes import retrieve_all
from qa.evaluation.relevance import Relevance
from qa.json_output import answer_record
from qa.web.rendering import render_answer
from qa.web.texts import EN, ZH

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder

OFFICIAL = "甲市规定\n携犬出户应当系绳牵引，并且避让行人。"
QUESTION = "狗要牵绳子吗？"


@pytest.fixture
def library(tmp_path: Path, fake_encoder: "FakeEncoder") -> Iterator[Library]:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "a.txt").write_text(OFFICIAL, encoding="utf-8")
    (documents / "b.txt").write_text("乙市规定\n公园每日开放，游客凭票入园。", encoding="utf-8")
    with Library.open(tmp_path / "library", encoder=fake_encoder) as opened:
        opened.add(documents)
        yield opened


def test_the_official_word_finds_a_passage_that_shares_no_word_with_the_question(library: Library) -> None:
    found = {ranked.passage.text: ranked.lexical_rank for ranked in library.ranking("狗狗").passages}
    assert found[OFFICIAL] == 1
    with_own_words = {ranked.passage.text: ranked.lexical_rank for ranked in library.ranking("猫咪").passages}
    assert with_own_words[OFFICIAL] is None


def test_the_answer_names_the_official_words_on_every_surface(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = library.ask(QUESTION)
    assert answer.question == QUESTION
    assert answer.also_searched == ("犬",)
    assert answer.searched == ""
    assert answer_record(answer, "1")["also_searched"] == ["犬"]
    print_answer(answer)
    assert "也查了：犬\n" in capsys.readouterr().out
    assert ">也查了：犬<" in str(render_answer(answer, 1, ZH))
    assert ">Also searched for: 犬<" in str(render_answer(answer, 1, EN))


def test_a_report_names_them_for_a_question_that_failed(library: Library) -> None:
    question = Question("1", QUESTION, ("没有这句话",))
    (failure,) = failures(answer_all(library, [question], k=5), Relevance(library))
    assert failure.also_searched == ("犬",)
    assert retrieve_all(library, [question])["lexical"][0].answer.also_searched == ("犬",)


@pytest.mark.parametrize("question", ["公园几点开放？", "狗年的公园几点开放？", "公园门口的网吧几点开放？"])
def test_a_word_in_none_of_the_passages_found_is_not_named(question: str, library: Library) -> None:
    answer = library.ask(question)
    assert answer.also_searched == ()
    assert "也查了" not in str(render_answer(answer, 1, ZH))


def test_an_everyday_word_alone_gets_the_passages_with_its_official_word(library: Library) -> None:
    answer = library.ask("狗")
    assert answer.kind is AnswerKind.PLACES
    assert [hit.text for hit in answer.passages] == [OFFICIAL]
    assert answer.also_searched == ("犬",)


def test_a_file_of_the_user_adds_words(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fake_encoder: "FakeEncoder"
) -> None:
    own = tmp_path / "我的.tsv"
    own.write_text("汪星人\t犬\t甲市规定\n", encoding="utf-8")
    monkeypatch.setenv("QA_EVERYDAY_WORDS", str(own))
    assert library.ask("汪星人要牵绳子吗？").also_searched == ()
    with Library.open(library.folder, encoder=fake_encoder) as changed:
        assert changed.ask("汪星人要牵绳子吗？").also_searched == ("犬",)
    with Library.open(library.folder, Settings(), encoder=fake_encoder) as unchanged:
        assert unchanged.ask("汪星人要牵绳子吗？").also_searched == ()
