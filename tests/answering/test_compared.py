"""A question for the difference of two things gets the sentences about both."""

import pytest

from qa.answering.compared import with_compared
from qa.question import compared_things
from qa.types import Span

TEXT = "凭证分为内部凭证和外部凭证。内部凭证由企业自制。内部凭证应当编号。外部凭证从其他单位取得。其他规定从略。"
FIRST, LAST = TEXT.index("凭证分为"), TEXT.index("其他规定")


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("内部凭证和外部凭证有什么区别", ("内部凭证", "外部凭证")),
        ("扣除的内部凭证与外部凭证有啥不同", ("内部凭证", "外部凭证")),
        ("一线城市跟三线城市补贴不一样在哪", ("一线城市", "三线城市")),
        ("内部凭证和外部凭证怎么取得", ()),
        ("凭证有什么区别", ()),
        ("甲方凭证和乙方凭证的分别在哪里？", ("甲方凭证", "乙方凭证")),
        ("北方和南方根据不同特点怎样防护", ()),
        ("书面告诫和撤销学位的区别", ()),
    ],
)
def test_the_things_compared_are_named(question: str, things: tuple[str, ...]) -> None:
    assert compared_things(question) == things


def test_the_answer_reaches_from_the_first_to_the_last_of_their_sentences() -> None:
    answer = Span(FIRST, TEXT.index("内部凭证由"))
    whole = with_compared(("内部凭证", "外部凭证"), TEXT, answer, Span(0, len(TEXT)))
    assert (whole.start, whole.end) == (FIRST, LAST)


def test_an_answer_stays_if_a_thing_has_no_sentence_or_they_lie_far_apart() -> None:
    answer = Span(FIRST, TEXT.index("内部凭证由"))
    assert with_compared(("内部凭证", "电子凭证"), TEXT, answer, Span(0, len(TEXT))) == answer
    assert with_compared((), TEXT, answer, Span(0, len(TEXT))) == answer
    far = TEXT.replace("外部凭证从", f"{'略' * 400}。外部凭证从")
    assert with_compared(("内部凭证", "外部凭证"), far, answer, Span(0, len(far))) == answer
