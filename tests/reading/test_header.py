"""The header block of a page of government information."""

from datetime import date

import pytest

from qa.reading.header import find_header, header_fields, parse_date

SEVERAL_ON_A_LINE = """网站导航
索引号: 1144/2019-00014 分类:
发布机构: 市数据局 成文日期: 2019-12-24
名称: 关于建议的函
文号: 发布日期: 2019-12-25
主题词:
【打印】
发布日期:2019-12-25  浏览次数:-
"""
ON_LINES_OF_THEIR_OWN = """索 引 号：
1144/2019-00014
发布机构：
市数据局
文　　号：
市数〔2019〕3号
"""
WITH_TABS = "索引号：\t1144\t主题分类：\t财政、金融\n发文机关：\t市府\t成文日期：\t2020年03月04日\n标　　题：\t关于通知"


def test_fields_on_one_line_are_told_apart_and_empty_ones_stay_empty() -> None:
    header = find_header(SEVERAL_ON_A_LINE)
    assert header is not None
    assert header.values(SEVERAL_ON_A_LINE) == {
        "index_number": "1144/2019-00014",
        "issuer": "市数据局",
        "date_written": "2019-12-24",
        "title": "关于建议的函",
        "date_published": "2019-12-25",
    }


def test_the_block_ends_before_what_the_page_puts_below_it() -> None:
    header = find_header(SEVERAL_ON_A_LINE)
    assert header is not None
    assert SEVERAL_ON_A_LINE[header.span.start : header.span.end].startswith("索引号")
    assert SEVERAL_ON_A_LINE[header.span.start : header.span.end].endswith("主题词:")


def test_values_below_their_labels_are_found() -> None:
    header = find_header(ON_LINES_OF_THEIR_OWN)
    assert header is not None
    assert header.values(ON_LINES_OF_THEIR_OWN) == {
        "index_number": "1144/2019-00014",
        "issuer": "市数据局",
        "document_number": "市数〔2019〕3号",
    }


def test_the_cells_of_a_table_are_fields() -> None:
    header = find_header(WITH_TABS)
    assert header is not None
    values = header.values(WITH_TABS)
    assert values["category"] == "财政、金融"
    assert values["title"] == "关于通知"


def test_filled_fields_are_quoted_with_their_labels() -> None:
    header = find_header(SEVERAL_ON_A_LINE)
    assert header is not None
    quoted = [SEVERAL_ON_A_LINE[s.start : s.end] for s in header_fields(SEVERAL_ON_A_LINE, header.span)]
    assert quoted[0] == "索引号: 1144/2019-00014"
    assert not any(text.startswith(("分类", "文号", "主题词")) for text in quoted)


@pytest.mark.parametrize("text", ["", "通知\n名称：甲\n时间：乙", "名称：甲\n标题：乙\n分类：丙", "正文提到索引号：1"])
def test_a_few_labels_are_no_header(text: str) -> None:
    assert find_header(text) is None


@pytest.mark.parametrize("text", ["2019-12-24", "2019年12月24日", "2019/12/24", "2019.12.24 10:00"])
def test_dates_are_read_in_the_usual_forms(text: str) -> None:
    assert parse_date(text) == date(2019, 12, 24)


@pytest.mark.parametrize("text", ["", "2019-13-24", "去年"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None
