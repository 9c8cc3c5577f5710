"""The number at the beginning of a paragraph."""

import pytest

from qa.chunking.numbering import Rank, leading_number


@pytest.mark.parametrize(
    ("paragraph", "rank", "value"),
    [
        ("第一编　总则", Rank.PART, 1),
        ("第二分编 所有权", Rank.SUBPART, 2),
        ("第十二章 附则", Rank.CHAPTER, 12),
        ("第三节 期间", Rank.DIVISION, 3),
        ("第一百零三条　本法施行", Rank.ARTICLE, 103),
        ("第 二 条 本法施行", Rank.ARTICLE, 2),
        ("附件2", Rank.ANNEX, 2),
        ("附件", Rank.ANNEX, 1),
        ("第二部分 决算", Rank.SECTION, 2),
        ("二、总体要求", Rank.FIRST, 2),
        ("（三）主要任务", Rank.SECOND, 3),
        ("(三)主要任务", Rank.SECOND, 3),
        ("4.材料", Rank.THIRD, 4),
        ("（5）照片", Rank.FOURTH, 5),
        ("(5)照片", Rank.FOURTH, 5),
        ("5）照片", Rank.FOURTH, 5),
        ("⑸照片", Rank.FOURTH, 5),
        ("㈢主要任务", Rank.SECOND, 3),
        ("４．材料", Rank.THIRD, 4),
        ("三是数据开放方面", Rank.ENUMERATION, 3),
    ],
)
def test_the_rank_and_value_of_a_number_are_read(paragraph: str, rank: Rank, value: int) -> None:
    number = leading_number(paragraph)
    assert number is not None
    assert (number.rank, number.value) == (rank, value)


@pytest.mark.parametrize(
    "paragraph", ["", "2019年2月", "3.5万元", "一般情况下", "第三方机构", "是", "附件：1.甲", "第二部分款项"]
)
def test_words_and_amounts_are_not_leading_numbers(paragraph: str) -> None:
    assert leading_number(paragraph) is None
