"""The log of open questions: what is logged, for how long, and what is listed."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from qa.errors import LibraryError
from qa.feedback import Feedback
from qa.library import Pin
from qa.open_questions import Flaw, OpenQuestion, QuestionLog, disliked, unanswered
from qa.types import Answer, AnswerKind, AnswerSentence, Citation, Filters

CITATION = Citation(1, "函", "深圳市", "", "", None, None, (), 1, 0, 4, "/a/函.txt")
NOT_FOUND = Answer("几点停运?", False, 0.1, None, ())
NOON = datetime.fromisoformat("2026-05-01T12:00:00+08:00")


class Clock:
    """A clock that a test sets."""

    now = NOON

    def __call__(self) -> datetime:
        """Return the present time."""
        return self.now


def test_only_questions_without_an_answer_are_logged() -> None:
    sentence = AnswerSentence("四天。", CITATION)
    assert unanswered(NOT_FOUND) == OpenQuestion("几点停运?", Flaw.UNANSWERED)
    assert unanswered(replace(NOT_FOUND, searched="地铁几点停运?")) == OpenQuestion("地铁几点停运?", Flaw.UNANSWERED)
    for other in (
        replace(NOT_FOUND, sentence=sentence),
        replace(NOT_FOUND, sentence=sentence, found=True),
        replace(NOT_FOUND, kind=AnswerKind.THANKS),
        replace(NOT_FOUND, kind=AnswerKind.PLACES),
        replace(NOT_FOUND, filters=Filters(issuer="深圳")),
    ):
        assert unanswered(other) is None
    assert unanswered(replace(NOT_FOUND, filters=Filters(issuer="深圳"), filters_from_question=True))


def test_only_bad_feedback_is_logged() -> None:
    assert disliked(Feedback("问", True, "", "答", "函.txt")) is None
    assert disliked(Feedback("问", False, "答案不对", "答", "函.txt")) == OpenQuestion("问", Flaw.DISLIKED, "答案不对")


def test_forms_of_a_question_are_counted_together_and_the_most_frequent_comes_first(tmp_path: Path) -> None:
    log = QuestionLog(tmp_path, Clock())
    log.add(OpenQuestion("几点停运?", Flaw.UNANSWERED), 30)
    log.add(OpenQuestion("哪天闭馆", Flaw.DISLIKED, "不对"), 30)
    log.add(OpenQuestion("请问几点停运", Flaw.DISLIKED), 30)
    first, second = log.counts()
    assert (first.question, first.times, first.last) == ("请问几点停运", 2, "2026-05-01")
    assert first.flaws == (Flaw.UNANSWERED, Flaw.DISLIKED)
    assert (second.question, second.reasons) == ("哪天闭馆", ("不对",))


def test_an_entry_is_deleted_from_the_disk_after_its_time(tmp_path: Path) -> None:
    clock = Clock()
    log = QuestionLog(tmp_path, clock)
    log.add(OpenQuestion("旧的", Flaw.UNANSWERED), 2)
    clock.now = NOON + timedelta(days=2)
    assert [each.question for each in log.counts()] == ["旧的"]
    clock.now = NOON + timedelta(days=3)
    assert log.counts() == ()
    log.add(OpenQuestion("新的", Flaw.UNANSWERED), 2)
    assert "旧的" not in (tmp_path / "open_questions.jsonl").read_text(encoding="utf-8")
    assert [each.question for each in log.counts()] == ["新的"]


def test_a_pinned_question_is_listed_again_if_its_answer_is_disliked(tmp_path: Path) -> None:
    clock = Clock()
    log = QuestionLog(tmp_path, clock)
    log.add(OpenQuestion("几点停运?", Flaw.UNANSWERED), 9)
    pin = Pin(1, "地铁几时停", ("几点停运",), "23点", 1, "a.txt", 0, (NOON + timedelta(hours=1)).isoformat())
    assert log.counts([pin]) == ()
    clock.now = NOON + timedelta(hours=2)
    log.add(OpenQuestion("几点停运?", Flaw.DISLIKED), 9)
    assert [(each.times, each.flaws) for each in log.counts([pin])] == [(1, (Flaw.DISLIKED,))]


def test_a_forgotten_question_leaves_in_all_its_forms(tmp_path: Path) -> None:
    log = QuestionLog(tmp_path, Clock())
    assert log.forget("几点停运") == 0
    for question in ("几点停运?", "请问几点停运", "哪天闭馆"):
        log.add(OpenQuestion(question, Flaw.UNANSWERED), 9)
    assert log.forget("几点停运") == 2
    assert [each.question for each in log.counts()] == ["哪天闭馆"]


def test_a_full_log_drops_its_older_half_and_damaged_lines_are_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.open_questions._LIMIT", 1000)
    log = QuestionLog(tmp_path, Clock())
    with (tmp_path / "open_questions.jsonl").open("w") as file:
        file.write('{"question": "半\n')
    for number in range(20):
        log.add(OpenQuestion(f"第{number}问", Flaw.UNANSWERED), 9)
    assert (tmp_path / "open_questions.jsonl").stat().st_size < 1200
    assert "第19问" in {each.question for each in log.counts()}


def test_a_lone_surrogate_in_a_reason_becomes_a_question_mark(tmp_path: Path) -> None:
    log = QuestionLog(tmp_path, Clock())
    log.add(OpenQuestion("问", Flaw.DISLIKED, "\udc80"), 9)
    assert [each.reasons for each in log.counts()] == [("?",)]


def test_a_folder_that_cannot_be_written_raises_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(LibraryError, match="待答问题存不了"):
        QuestionLog(tmp_path / "file" / "library").add(OpenQuestion("问", Flaw.UNANSWERED), 1)
