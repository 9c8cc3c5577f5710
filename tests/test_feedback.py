"""What people say of answers is kept, and becomes a question file."""

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


def test_what_was_said_is_there_again_in_order(tmp_path: Path) -> None:
    said = (feedback_on(FOUND, True, ""), feedback_on(NOT_FOUND, False, "资料里有答案\n却没找到"))
    for one in said:
        store_feedback(tmp_path, one)
    assert stored_feedback(tmp_path) == said


def test_a_library_without_feedback_has_none(tmp_path: Path) -> None:
    assert stored_feedback(tmp_path) == ()


def test_a_line_that_was_cut_short_is_left_out(tmp_path: Path) -> None:
    store_feedback(tmp_path, feedback_on(FOUND, True, ""))
    with (tmp_path / "feedback.jsonl").open("a") as file:
        file.write('{"question": "半')
    assert len(stored_feedback(tmp_path)) == 1


def test_it_becomes_a_question_file() -> None:
    other = replace(FOUND, searched="2021年几天?")
    good, rightly_none, bad = as_questions(
        (feedback_on(FOUND, True, ""), feedback_on(NOT_FOUND, True, ""), feedback_on(other, False, "答案不对"))
    )
    assert good == {"id": "feedback-1", "question": "2020年几天?", "answers": ["四天。"], "documents": ["函.txt"]}
    assert rightly_none["answers"] == []
    assert "answers" not in bad
    assert (bad["reason"], bad["given"]) == ("答案不对", "四天。")


def test_of_what_was_said_of_an_answer_the_latest_counts() -> None:
    good, bad, because = (feedback_on(FOUND, *said) for said in ((True, ""), (False, ""), (False, "出处不对")))
    (row,) = as_questions((good, bad, because))
    assert (row["id"], row["reason"]) == ("feedback-1", "出处不对")
    (row,) = as_questions((bad, because, bad))
    assert row["reason"] == "出处不对"
    (row,) = as_questions((bad, because, good))
    assert row["answers"] == ["四天。"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(LibraryError, match="反馈存不了"):
        store_feedback(tmp_path / "file" / "library", Feedback("问", True, "", "", ""))
