"""Answers that a person chose: for which questions they count, and where their text stands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.errors import LibraryError, QuestionError
from qa.library import Library
from qa.pin_questions import pins_as_questions
from qa.types import AnswerStatus
from tests.conftest import FakeEncoder

HEADER = "图书馆管理办法\n索 引 号：A1\n发布机构：深圳市文化局\n成文日期：2019年5月1日\n"
TEXT = f"{HEADER}\n图书馆每周二闭馆。\n\n逾期未还的，每天收费一角。\n"
FEE = "逾期未还的，每天收费一角。"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library with one document, which has number 1."""
    folder = tmp_path_factory.mktemp("pinned")
    (folder / "办法.txt").write_text(TEXT, encoding="utf-8")
    with Library.open(folder / "library", encoder=FakeEncoder()) as opened:
        opened.add(folder / "办法.txt")
        yield opened


@pytest.fixture
def rules(filled: Library) -> Library:
    """The same library, without pins."""
    (filled.folder / "pins.jsonl").unlink(missing_ok=True)
    return filled


def test_a_pinned_text_answers_its_question_and_variants_with_its_citation(rules: Library) -> None:
    pinned = rules.pin("书还晚了怎么办？", 1, f" {FEE}\n", ["还书迟了罚多少"])
    assert (pinned.state, pinned.pin.text) == ("used", FEE)
    for question in ("书还晚了怎么办？", "请问书还晚了如何办呢", "还书迟了罚多少？"):
        answer = rules.ask(question)
        assert (answer.pinned, answer.status, answer.confidence) == (True, AnswerStatus.FOUND, 1.0)
        assert answer.sentence is not None
        place = answer.sentence.citation
        assert rules.document_text(1)[place.start : place.end] == answer.sentence.text == FEE
        assert FEE in answer.passages[0].text
        assert [hit.rank for hit in answer.passages] == list(range(1, len(answer.passages) + 1))


@pytest.mark.parametrize("question", ["书还早了怎么办？", "车还晚了怎么办？", "书还晚了", "谢谢"])
def test_another_question_is_answered_as_before(rules: Library, question: str) -> None:
    before = rules.ask(question)
    rules.pin("书还晚了怎么办？", 1, FEE)
    assert rules.ask(question) == before


def test_a_variant_needs_a_near_vector_too(rules: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    rules.pin("书还晚了怎么办？", 1, FEE)
    monkeypatch.setattr("qa.answering.pinned_answers._NEAR", 1.1)
    assert rules.ask("书还晚了怎么办？").pinned
    assert not rules.ask("请问书还晚了怎么办").pinned


def test_a_pin_does_not_count_against_filters_and_can_be_left_out(rules: Library) -> None:
    rules.pin("书还晚了怎么办？", 1, FEE)
    assert rules.ask("书还晚了怎么办？", issuer="深圳").pinned
    assert not rules.ask("书还晚了怎么办？", issuer="广州").pinned
    assert not rules.ask("书还晚了怎么办？", pinned=False).pinned


def test_a_follow_up_counts_as_it_was_understood(rules: Library) -> None:
    rules.pin("那闭馆呢？", 1, FEE)
    assert rules.ask("那闭馆呢？").pinned
    assert not rules.ask("那闭馆呢？", earlier=["图书馆周几开放？"]).pinned


def test_a_question_that_may_stand_alone_has_its_pin_in_a_conversation_too(rules: Library) -> None:
    rules.pin("怎么领借书证？", 1, FEE)
    assert rules.ask("怎么领借书证？", earlier=["借书证的押金是多少？"]).pinned


def test_a_pin_follows_its_text_to_a_new_version_and_rests_while_the_text_is_gone(
    plain_library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "办法.txt"
    file.write_text(TEXT, encoding="utf-8")
    plain_library.add(file)
    plain_library.pin("书还晚了怎么办？", 1, FEE)
    for text, state in (
        (TEXT.replace("\n\n图书馆", "\n\n第一条 总则。\n\n图书馆"), "used"),
        (TEXT.replace("一角", "两角"), "text_gone"),
        (TEXT, "used"),
    ):
        file.write_text(text, encoding="utf-8")
        plain_library.add(file)
        (pinned,) = plain_library.pins()
        assert pinned.state == state
        answer = plain_library.ask("书还晚了怎么办？")
        assert answer.pinned is (state == "used")
        if answer.pinned and answer.sentence:
            place = answer.sentence.citation
            assert plain_library.document_text(place.document_id)[place.start : place.end] == FEE
    plain_library.remove(plain_library.documents()[0].id)
    assert [each.state for each in plain_library.pins()] == ["document_gone"]
    assert not plain_library.ask("书还晚了怎么办？").pinned


def test_the_nearest_of_several_places_is_meant(plain_library: Library, tmp_path: Path) -> None:
    path = tmp_path / "两处.txt"
    path.write_text("办法\n\n每周二闭馆。\n\n分馆的开放时间另定。\n\n每周二闭馆。\n", encoding="utf-8")
    plain_library.add(path)
    text = plain_library.document_text(1)
    first, last = text.index("每周二"), text.rindex("每周二")
    for near, start in ((0, first), (last, last), (last + 3, last), (first + 2, first)):
        assert plain_library.pin("哪天闭馆", 1, "每周二闭馆。", start=near).pin.start == start


def test_a_new_pin_takes_its_questions_from_earlier_ones(rules: Library) -> None:
    rules.pin("书还晚了怎么办？", 1, FEE, ["还书迟了"])
    rules.pin("请问还书迟了？", 1, "图书馆每周二闭馆。")
    assert [each.pin.questions for each in rules.pins()] == [("书还晚了怎么办？",), ("请问还书迟了？",)]
    rules.pin("书还晚了怎么办", 1, "图书馆每周二闭馆。")
    assert [each.pin.id for each in rules.pins()] == [2, 3]
    assert rules.unpin(3).question == "书还晚了怎么办"
    assert not rules.ask("书还晚了怎么办").pinned


def test_what_cannot_be_pinned_is_refused(rules: Library) -> None:
    for document, text in ((9, FEE), (1, "没有的话"), (1, " "), (1, "逾期未还的,每天收费一角。")):
        with pytest.raises(LibraryError):
            rules.pin("问？", document, text)
    for question in ("", " ", "问" * 1001):
        with pytest.raises(QuestionError):
            rules.pin(question, 1, FEE)
    assert rules.pins() == ()


def test_pins_are_in_a_backup_and_become_a_question_set(rules: Library, tmp_path: Path) -> None:
    rules.pin("书还晚了怎么办？", 1, FEE, ["还书迟了罚多少"])
    rules.backup(tmp_path / "backup")
    restored = Library.from_backup(tmp_path / "backup", tmp_path / "restored")
    with Library.open(restored, encoder=rules.ask_context.encoder) as again:
        rows = list(pins_as_questions(again.pins()))
    assert [row["id"] for row in rows] == ["pin-1", "pin-1.1"]
    assert rows[1] == {"id": "pin-1.1", "question": "还书迟了罚多少", "answers": [FEE], "documents": ["办法.txt"]}


def test_a_quotation_is_a_slice_with_its_citation(rules: Library) -> None:
    start = TEXT.index("每周二")
    quoted = rules.quote(1, start, start + 3)
    assert (quoted.text, quoted.citation.start, quoted.citation.document_id) == ("每周二", start, 1)
    for document, first, last in ((9, 0, 3), (1, 5, 5), (1, 9000, 9001)):
        with pytest.raises(LibraryError):
            rules.quote(document, first, last)
