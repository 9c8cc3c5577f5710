"""A question that asks several things is answered part by part."""

from qa.answering.several_parts import with_parts
from qa.types import Answer, AnswerSentence, Citation, Hit


def _answer(question: str, start: int, confidence: float) -> Answer:
    citation = Citation(1, "办法", "", "", "", None, None, (), 1, start, start + 3, "/a.txt")
    return Answer(question, True, confidence, AnswerSentence("四天。", citation), (Hit(1, 1.0, "四天。", citation),))


def test_the_sentence_is_that_of_the_most_confident_part_and_every_part_has_its_passage() -> None:
    whole, first, second = _answer("全部", 0, 0.1), _answer("几天", 10, 0.5), _answer("电话", 20, 0.9)
    joined = with_parts(whole, [first, second], 5)
    assert joined.sentence == second.sentence
    assert joined.parts == (first, second)
    assert [hit.citation.start for hit in joined.passages] == [0, 20, 10]
    assert [hit.rank for hit in joined.passages] == [1, 2, 3]


def test_parts_with_the_same_answer_are_one_question() -> None:
    whole = _answer("全部", 0, 0.1)
    assert with_parts(whole, [_answer("几天", 0, 0.5), _answer("电话", 0, 0.9)], 5) == whole
    assert with_parts(whole, [], 5) == whole
