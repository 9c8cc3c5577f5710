"""A sentence with a number in the unit asked for."""

import pytest

from qa.answering.asked_unit import states_asked_unit


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("经营权有几年", "经营期限为四年到八年。"),
        ("简介最多写多少字", "字数不超过300字"),
        ("保存几个月", "保存期为六个月"),
        ("几天能办好", "10个工作日内办结"),
        ("坐几路车到学校", "可乘坐780路、803路公交车"),
        ("每次发多少块", "每次发放300元"),
    ],
)
def test_a_number_in_the_unit_asked_for_is_seen(question: str, sentence: str) -> None:
    assert states_asked_unit(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("经营权有几年", "超过规定期限六十日未营运的"),
        ("经营权有几年", "自2021年起施行"),
        ("简介最多写多少字", "征集工业企业100强简介"),
        ("几天能办好", "于3月5日开始办理"),
        ("几年级的学生参加", "学制三年"),
        ("怎么申请", "三年内申请"),
    ],
)
def test_another_unit_or_part_of_a_date_is_not(question: str, sentence: str) -> None:
    assert not states_asked_unit(question, sentence)


def test_ten_working_days_are_no_ten_things() -> None:
    assert not states_asked_unit("有多少项", "在10个工作日内反馈")
    assert states_asked_unit("有多少项", "共11项")
    assert states_asked_unit("有多少项", "共11个事项")
