"""A question that asks several things has its parts."""

import pytest

from qa.question import question_parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("放几天假，值班电话多少", ["放几天假", "值班电话多少"]),
        ("国庆节放几天假，值班电话多少", ["国庆节放几天假", "国庆节，值班电话多少"]),
        ("2016年和2017年的增长目标", ["2016年的增长目标", "2017年的增长目标"]),
        (
            "楼上装修敲了承重墙，哪个部门管，要罚多少",
            ["楼上装修敲了承重墙，哪个部门管", "楼上装修敲了承重墙，要罚多少"],
        ),
        ("狗死了或者搬家了，各要几天内去办", ["狗死了，要几天内去办", "搬家了，要几天内去办"]),
        (
            "定金能退吗？定作人是否需要赔偿承揽人的损失？",
            ["定金能退吗", "定作人是否需要赔偿承揽人的损失"],
        ),
        ("居住证怎么办理？它的有效期是多久？", ["居住证怎么办理", "居住证的有效期是多久"]),
        (
            "医院拒绝抢救怎么处理，这种情况下能否要求医院赔偿损失",
            ["医院拒绝抢救怎么处理", "这种情况下能否要求医院赔偿损失"],
        ),
    ],
)
def test_each_part_stands_alone(question: str, parts: list[str]) -> None:
    assert list(question_parts(question)) == parts


@pytest.mark.parametrize(
    "question",
    [
        "放几天假?",
        "请问，几点上班",
        "2019年到2021年增长多少",
        "第七条和第八条规定了什么",
        "《a，b什么》的文号是什么?",
        "梳理和发布清单，要求各地做什么",
    ],
)
def test_a_question_for_one_thing_has_no_parts(question: str) -> None:
    assert question_parts(question) == ()
