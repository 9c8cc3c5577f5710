"""Choose the questions of a benchmark."""

from pathlib import Path

from benchmarks.question_sets import distinct, evenly_spaced, fill_library
from qa.evaluation import Question, QuestionSet
from qa.evaluation.question_sets import CorpusText
from qa.library import Library


def questions(count: int) -> list[Question]:
    return [Question(str(number), f"第{number}个问题?") for number in range(count)]


def test_a_limit_takes_questions_from_the_first_to_the_last_without_repetition() -> None:
    chosen = [question.id for question in evenly_spaced(questions(100), 12)]
    assert len(set(chosen)) == 12
    assert (chosen[0], chosen[-1]) == ("0", "99")
    assert evenly_spaced(questions(3), 12) == evenly_spaced(questions(3), 0) == questions(3)


def test_questions_with_the_same_text_occur_once_at_the_first_place() -> None:
    repeated = [*questions(2), Question("again", " 第0个问题?\n"), Question("new", "新问题?")]
    assert [question.id for question in distinct(repeated)] == ["0", "1", "new"]


def test_a_library_is_filled_with_the_texts_of_the_set_once(plain_library: Library, tmp_path: Path) -> None:
    asked = QuestionSet((), corpus=(CorpusText("甲.txt", "标题", "正文一。"), CorpusText("乙.txt", "", "正文二。")))
    for _ in range(2):
        fill_library(plain_library, tmp_path / "documents", asked)
    assert len(plain_library.documents()) == 2
    assert (tmp_path / "documents" / "甲.txt").read_text(encoding="utf-8") == "标题\n正文一。"
