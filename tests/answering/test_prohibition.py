"""The list of what is forbidden answers the question for it."""

from datetime import date

import pytest

from qa.answering.prohibition import lists_prohibitions
from qa.types import AnswerSentence, Citation

LIST = "第三条 公园内禁止下列行为：\n（一）烧烤、露营；"


def _sentence(text: str) -> AnswerSentence:
    citation = Citation(1, "绿地管理规定", "", "", "", date(2021, 5, 1), None, (), 1, 0, len(text), "/规定.txt")
    return AnswerSentence(text, citation)


@pytest.mark.parametrize(
    "question",
    ["公园里不能做什么？", "公园里哪些事不能干", "逛公园有什么不能做的", "公园禁止哪些行为", "绿地上不得有哪些行为?"],
)
def test_the_list_of_what_is_forbidden_answers(question: str) -> None:
    assert lists_prohibitions(question, _sentence(LIST))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("图书馆里不能做什么", LIST),
        ("公园里能不能做什么活动", LIST),
        ("公园里可以做什么", LIST),
        ("不能做什么", LIST),
        ("公园里不能做什么", "公园管理处不得收取门票。"),
        ("什么算法不能解决公园问题", LIST),
    ],
)
def test_another_matter_another_question_or_another_sentence_does_not(question: str, text: str) -> None:
    assert not lists_prohibitions(question, _sentence(text))
