"""A question that selects the rows of a table by an amount."""

from decimal import Decimal

import pytest

from qa.question import Relation, comparison


@pytest.mark.parametrize(
    ("question", "relation", "amount"),
    [
        ("哪些项目投资超过5000万元", Relation.OVER, 50_000_000),
        ("哪些项目的投资在八千五百万元以上?", Relation.AT_LEAST, 85_000_000),
        ("哪几个社区的人口不足3000人", Relation.UNDER, 3000),
        ("租金不超过20元的摊位有哪些", Relation.AT_MOST, 20),
        ("哪些水库容量不少于1.5亿立方米", Relation.AT_LEAST, 150_000_000),
        ("哪些项目投资在3000万到9000万元之间", Relation.BETWEEN, 90_000_000),
        ("投资最多的是哪个项目", Relation.GREATEST, 0),
        ("哪个摊位租金最便宜", Relation.LEAST, 0),
        ("哪个停车场日最高收费最低", Relation.LEAST, 0),
        ("户数最少的小区", Relation.LEAST, 0),
        ("离医院最近的停车场是哪个", Relation.LEAST, 0),
    ],
)
def test_the_relation_and_the_amount_are_read(question: str, relation: Relation, amount: int) -> None:
    asked = comparison(question)
    assert asked is not None
    assert (asked.relation, asked.amount) == (relation, Decimal(amount))


@pytest.mark.parametrize(
    "question",
    [
        "最多可以补贴多少钱",
        "停车不超过半小时收费吗",
        "两次献血至少隔多久",
        "低保标准最高多少",
        "哪些人最多可以领三次",
        "为最大限度减少聚集做了哪些指示",
        "最近哪些企业被罚款",
        "哪些人可以领最低生活保障",
        "最重要的项目是哪个",
    ],
)
def test_a_question_that_selects_no_rows_has_no_comparison(question: str) -> None:
    assert comparison(question) is None


@pytest.mark.parametrize(
    ("between", "least", "amount"),
    [
        ("3000万到9000万元", 30_000_000, 90_000_000),
        ("3到5万元", 30_000, 50_000),
        ("三到五万元", 30_000, 50_000),
        ("二十至三十万元", 200_000, 300_000),
        ("500到1万元", 500, 10_000),
        ("八百和一万元", 800, 10_000),
    ],
)
def test_the_scale_of_the_second_number_holds_for_both(between: str, least: int, amount: int) -> None:
    asked = comparison(f"哪些项目投资在{between}之间")
    assert asked is not None
    assert (asked.least, asked.amount) == (Decimal(least), Decimal(amount))


@pytest.mark.parametrize("run", ["1" * 20_000, "一" * 20_000, "1," * 10_000])
def test_a_long_run_of_digits_is_read_in_linear_time(run: str) -> None:
    assert comparison(f"哪些项目{run}") is None
