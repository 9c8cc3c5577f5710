"""Questions and question sets as data."""

from qa.evaluation import Question, QuestionSet, in_tuned_half
from qa.evaluation.question_sets.question_set import corpus_file


def test_questions_over_the_limit_are_listed_as_too_long() -> None:
    short = QuestionSet((Question("短", " 甲? "), Question("长", "多" * 9))).within_limit(4)
    assert [question.id for question in short.questions] == ["短"]
    assert short.too_long == ("长",)


def test_questions_about_the_same_document_are_in_the_same_half() -> None:
    for name in ("甲.txt", "乙.txt", "丙.txt", "丁.txt"):
        halves = {in_tuned_half(Question(str(n), "?", documents=(name,))) for n in range(20)}
        assert len(halves) == 1
    assert {in_tuned_half(Question(str(n), "?")) for n in range(20)} == {True, False}


def test_file_names_of_a_corpus_are_safe_and_distinct() -> None:
    assert corpus_file("p 1") != corpus_file("p1") != corpus_file("p/1")
    long_ids = ("长" * 300, "长" * 301)
    assert len({corpus_file(text_id) for text_id in long_ids}) == 2
    assert all(
        len(corpus_file(text_id).encode()) < 255 and "/" not in corpus_file(text_id) for text_id in ("a/b", *long_ids)
    )
