"""A citizen's letter states a question, so its sentences are no answers."""

from datetime import date

import pytest

from qa.answering.own_case import is_letter, tells_own_case
from qa.index import StoredPassage
from qa.types import Citation, PassageKind


def _passage(text: str) -> StoredPassage:
    citation = Citation(1, "关于居住证的咨询", "", "", "", date(2021, 5, 1), None, (), 1, 0, len(text), "/信.txt")
    return StoredPassage(1, PassageKind.BODY, text, citation)


@pytest.mark.parametrize(
    ("sentence", "is_own"),
    [
        ("我去年从河南来本市打工，交了50元。", True),
        ("本人于2019年购房，我们小区没有电梯。", True),
        ("我市实行阶梯电价。", False),
        ("登录后选择“我要办税”，再选择「我的預約」。", False),
        ("由于承运人本人的过失造成的，应当赔偿。", False),
    ],
)
def test_a_citizens_own_words_are_told_from_those_of_an_authority(sentence: str, is_own: bool) -> None:
    assert tells_own_case(sentence) is is_own


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("来信内容\n您好，我的居住证上个月到期了，请问现在续签要多少钱？我听同事说交了50元。", True),
        ("我的居住证到期了，请问续签要多少钱？\n答：居住证签注不收取费用。", False),
        ("我听见包房外有女人大叫的声音，我就出去看。", False),
        ("居住证签注怎么办？到社区事务受理服务中心办理。", False),
    ],
)
def test_a_letter_tells_an_own_case_asks_and_states_nothing_else(text: str, is_one: bool) -> None:
    assert is_letter(_passage(text)) is is_one
