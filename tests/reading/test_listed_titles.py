"""The titles in a table of contents, and where the table ends."""

from qa.reading.listed_titles import listed_titles


def test_titles_stand_under_the_contents_with_or_without_pages() -> None:
    lines = [
        "手册",
        "目 录",
        "一、规章",
        "1. 学生管理规定……1",
        "二、学生行为准则",
        "奖学金评比",
        "办法………12",
        "学生管理规定",
        "第一条",
    ]
    listed = listed_titles(lines)
    assert listed.end == 7
    assert listed.holds("学生管理规定")
    assert listed.holds("学生行为准则")
    assert listed.holds("奖学金评比办法")
    assert not listed.holds("规章")


def test_a_file_without_contents_lists_nothing() -> None:
    assert listed_titles(["学生管理规定", "第一条 学生应当守纪。"]).end == 0
