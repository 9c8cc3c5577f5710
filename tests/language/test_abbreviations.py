"""Abbreviations and the names that they stand for."""

from qa.language import abbreviations, defined_abbreviations


def test_the_table_gives_long_forms() -> None:
    table = abbreviations()
    assert "发展和改革委员会" in table["发改委"]
    assert all(long and short not in long for short, long in table.items())


def test_a_text_defines_abbreviations() -> None:
    text = "由深圳市政务服务数据管理局（以下简称“政数局”）负责。本办法所称企业（以下简称甲方）应当登记。"
    assert defined_abbreviations(text) == {"政数局": "政务服务数据管理局"}
