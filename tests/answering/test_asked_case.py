"""The range of a rule in which a number of the question falls."""

import pytest

from qa.answering.asked_case import covers_case


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("旷课5节什么处分", "累计3-5节,给予警告处分;"),
        ("旷课五节什么处分", "累计三至五节,给予警告处分;"),
        ("旷课8节什么处分", "累计6节以上,给予记过处分。"),
        ("超员2人怎么罚", "超员不满5人的,处二百元罚款;"),
        ("工作了4年", "满3年的,按两个月计算。"),
        ("死了12个人", "造成10人以上30人以下死亡"),
        ("旷课二十五学时", "累计20-29学时的,给予严重警告;"),
        ("儿子今年十六岁", "未满十八周岁的人需要变更姓名"),
        ("四十来个人中毒", "中毒人数30-99人"),
    ],
)
def test_a_range_that_holds_the_number_covers_the_case(question: str, sentence: str) -> None:
    assert covers_case(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("旷课5节什么处分", "累计1-2节,给予通报批评;"),
        ("旷课5节什么处分", "迟到3次以上,给予通报批评;"),
        ("签3个月和签5个月的合同", "满1个月以上的,按月计算"),
        ("旷课什么处分", "累计3-5节,给予警告处分;"),
        ("旷课5节", "第3条 旷课5节"),
    ],
)
def test_another_range_or_unit_or_several_numbers_do_not(question: str, sentence: str) -> None:
    assert not covers_case(question, sentence)
