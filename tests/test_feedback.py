"""Feedback on answers: storage and export as a question file."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa.errors import LibraryError
from qa.feedback import Feedback, as_questions, feedback_on, store_feedback, stored_feedback
from qa.types import Answer, AnswerSentence, Citation

CITATION = Citation(1, "函", "深圳市", "", "", date(2019, 1, 1), None, (), 1, 0, 4, "/a/函.txt")
FOUND = Answer("那2020年呢?", True, 0.9, AnswerSentence("四天。", CITATION), (), "2020年几天?")
NOT_FOUND = Answer("几点停运?", False, 0.1, None, ())


def test_stored_feedback_is_read_in_order(tmp_path: Path) -> None:
    given = (feedback_on(FOUND, True, ""), feedback_on(NOT_FOUND, False, "资料里有答案\n却没找到"))
    for feedback in given:
        store_feedback(tmp_path, feedback)
    assert stored_feedback(tmp_path) == given


def test_a_library_without_a_feedback_file_has_no_feedback(tmp_path: Path) -> None:
    assert stored_feedback(tmp_path) == ()


def test_a_truncated_line_is_skipped(tmp_path: Path) -> None:
    store_feedback(tmp_path, feedback_on(FOUND, True, ""))
    with (tmp_path / "feedback.jsonl").open("a") as file:
        file.write('{"question": "半')
    assert len(stored_feedback(tmp_path)) == 1


def test_feedback_after_a_truncated_line_is_kept(tmp_path: Path) -> None:
    (tmp_path / "feedback.jsonl").write_text('{"question": "半', encoding="utf-8")
    store_feedback(tmp_path, feedback_on(FOUND, True, ""))
    assert stored_feedback(tmp_path) == (feedback_on(FOUND, True, ""),)


def test_a_lone_surrogate_in_a_reason_becomes_a_question_mark(tmp_path: Path) -> None:
    store_feedback(tmp_path, feedback_on(FOUND, False, "不对\ud83d！"))
    assert [each.reason for each in stored_feedback(tmp_path)] == ["不对?！"]


def test_feedback_becomes_a_question_file() -> None:
    other = replace(FOUND, searched="2021年几天?")
    good, good_not_found, bad = as_questions(
        (feedback_on(FOUND, True, ""), feedback_on(NOT_FOUND, True, ""), feedback_on(other, False, "答案不对"))
    )
    assert good == {"id": "feedback-1", "question": "2020年几天?", "answers": ["四天。"], "documents": ["函.txt"]}
    assert good_not_found["answers"] == []
    assert "answers" not in bad
    assert (bad["reason"], bad["given"]) == ("答案不对", "四天。")


def test_the_latest_verdict_on_an_answer_counts() -> None:
    verdicts = ((True, ""), (False, ""), (False, "出处不对"))
    good, bad, bad_with_reason = (feedback_on(FOUND, *verdict) for verdict in verdicts)
    (row,) = as_questions((good, bad, bad_with_reason))
    assert (row["id"], row["reason"]) == ("feedback-1", "出处不对")
    (row,) = as_questions((bad, bad_with_reason, bad))
    assert row["reason"] == "出处不对"
    (row,) = as_questions((bad, bad_with_reason, good))
    assert row["answers"] == ["四天。"]


def test_a_folder_that_cannot_be_written_raises_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(LibraryError, match="反馈存不了"):
        store_feedback(tmp_path / "file" / "library", Feedback("问", True, "", "", ""))


def test_feedback_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = Feedback("问", True, "", "答", "函.txt")
    monkeypatch.setattr("qa.feedback._LIMIT", 1000)
    while not (tmp_path / "feedback.jsonl").exists() or (tmp_path / "feedback.jsonl").stat().st_size < 900:
        store_feedback(tmp_path, verdict)
    with pytest.raises(LibraryError, match=r"qa feedback.*feedback\.jsonl"):
        store_feedback(tmp_path, replace(verdict, question="问" * 50))
    assert (tmp_path / "feedback.jsonl").stat().st_size <= 1000
    assert set(stored_feedback(tmp_path)) == {verdict}
