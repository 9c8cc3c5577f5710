"""A question that asks several things has its parts."""

import pytest

from qa.question import question_parts


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("放几天假，值班电话多少", ["放几天假", "值班电话多少"]),
        ("2016年和2017年的增长目标", ["2016年的增长目标", "2017年的增长目标"]),
        ("楼上装修敲了承重墙，哪个部门管，要罚多少", ["哪个部门管", "要罚多少"]),
        ("狗死了或者搬家了，各要几天内去办", ["狗死了，要几天内去办", "搬家了，要几天内去办"]),
    ],
)
def test_each_part_stands_alone(question: str, parts: list[str]) -> None:
    found = question_parts(question)
    assert len(found) == len(parts)
    assert all(any(part in form for form in forms) for part, forms in zip(parts, found, strict=True))


@pytest.mark.parametrize(
    "question",
    ["放几天假?", "请问，几点上班", "2019年到2021年增长多少", "第七条和第八条规定了什么", "《a，b什么》的文号是什么?"],
)
def test_a_question_for_one_thing_has_no_parts(question: str) -> None:
    assert question_parts(question) == ()
