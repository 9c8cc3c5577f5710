"""Sentences that decide a question for yes or no, or name who acts."""

import pytest

from qa.answering.decides import asks_who_acts, decides


@pytest.mark.parametrize(
    ("question", "decision", "telling"),
    [
        ("自己把档案带回家行吗", "档案严禁个人私自保管", "应重视档案管理，及时转递档案"),
        ("院士头衔能自己不要吗", "院士有权放弃院士称号", "院士应当维护学部声誉"),
        ("毕业证丢了补发不", "如有遗失或损毁不再补发", "证书由学籍管理部门打印"),
        ("还要交核酸证明吗", "不再需要持核酸检测阴性证明", "核酸检测阴性证明由医疗机构出具"),
        ("转介函谁填", "转介函由县以上税务主管机关填写", "转介函一式两份"),
        ("查账户要经哪个部门批准", "应当经登记机关批准", "查询账户应当出示证件"),
    ],
)
def test_a_deciding_sentence_is_told_from_one_that_only_tells_about_the_matter(
    question: str, decision: str, telling: str
) -> None:
    assert decides(question, decision)
    assert not decides(question, telling)


def test_a_question_for_something_else_is_not_decided() -> None:
    assert not decides("什么是社会保障卡", "可以持卡办理")


def test_a_question_who_acts_is_told_from_one_whom_to_ask() -> None:
    assert all(map(asks_who_acts, ("利率是谁定的", "由哪个部门发证", "最后谁说了算")))
    assert not any(map(asks_who_acts, ("有问题找谁", "向哪个部门反映", "利率是多少")))
