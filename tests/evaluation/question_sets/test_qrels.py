"""Relevance judgements."""

from pathlib import Path

import pytest

from qa.errors import QuestionSetError
from qa.evaluation.question_sets.qrels import looks_like_qrels, read_qrels


def test_a_fractional_grade_is_rounded_up(tmp_path: Path) -> None:
    (tmp_path / "qrels").write_text("query-id\tcorpus-id\tscore\nq\td 1\t0.5\nq\td 2\t0\n")
    assert read_qrels(tmp_path / "qrels") == {"q": {"d 1": 1, "d 2": 0}}


@pytest.mark.parametrize(("grade", "message"), [("nan", "不是有限的数"), ("yes", "不是数字")])
def test_a_grade_that_is_no_number_is_refused_with_its_line(tmp_path: Path, grade: str, message: str) -> None:
    (tmp_path / "qrels").write_text(f"q 0 d1 1\nq 0 d2 {grade}\n")
    with pytest.raises(QuestionSetError, match=rf"第 2 行.*{message}"):
        read_qrels(tmp_path / "qrels")


def test_qrels_are_recognised_by_their_first_line() -> None:
    assert looks_like_qrels("\nq 0 d1 1\n")
    assert not looks_like_qrels("问题,答案\n")
    assert not looks_like_qrels("")
