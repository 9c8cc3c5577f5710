"""The quantities of a question that its answer must meet."""

import pytest

from qa.question.requirements import requirements, without_requirements


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("2020年粮食产量多少?", ["2020年"]),
        ("第三十五号河道有多长?", ["第三十五号"]),
        ("补助5万元的是哪项?", ["5万元"]),
        ("GX-2021-0087的检定周期?", ["GX-2021-0087"]),
        ("2020 新增就业 目标", ["2020年"]),
        ("就业目标 2020", ["2020年"]),
        ("2021版养犬规定 第三条", ["2021年", "第三条"]),
        ("2020 年 粮食产量", ["2020年"]),
        ("2010元的补贴给谁?", ["2010元"]),
        ("2010 元的补贴给谁?", []),
        ("奖励2000够吗?", []),
        ("投资 2000 怎么报销", []),
        ("电话 2015678", []),
        ("投资超过5000万元的项目有哪些?", []),
        ("10天以内怎么退票?", []),
        ("我今年65岁，能领多少?", []),
        ("工作三个月能请年假吗?", []),
        ("订一年杂志要花多少钱?", []),
        ("《关于做好2020年工作的通知》讲什么?", []),
        ("东府〔2020〕12号讲什么?", []),
    ],
)
def test_requirements_are_the_quantities_that_the_question_asks_for(question: str, names: list[str]) -> None:
    assert [quantity.name for quantity in requirements(question)] == names


def test_the_rest_of_the_question_has_no_requirements() -> None:
    assert without_requirements("柳溪镇2020年粮食产量多少?").split() == ["柳溪镇", "粮食产量多少?"]
