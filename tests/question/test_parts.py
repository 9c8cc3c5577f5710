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
        ("拿别人的卡坐地铁罚多少，拿假证坐呢", ["拿别人的卡坐地铁罚多少", "拿假证坐，罚多少"]),
        ("旧小区改造2020和2021哪年计划的多", ["旧小区改造2020年计划多少", "旧小区改造2021年计划多少"]),
        ("公司不上证和个人不上证，罚得一样多吗", ["公司不上证，罚多少", "个人不上证，罚多少"]),
        ("垃圾不捡会罚钱吗，归哪个部门", ["垃圾不捡会罚钱吗", "垃圾不捡会罚钱吗，归哪个部门"]),
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


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("公积金怎么取和要什么材料", ("公积金怎么取", "公积金，要什么材料")),
        ("狗要打疫苗吗 打哪种", ("狗要打疫苗吗", "狗要打疫苗，打哪种")),
        ("离婚官司收多少钱？告单位呢？", ("离婚官司收多少钱", "告单位收多少钱?")),
        ("材料和要求是什么", ()),
    ],
)
def test_parts_may_be_joined_by_a_conjunction_or_a_blank(question: str, parts: tuple[str, ...]) -> None:
    assert question_parts(question) == parts
