"""The header block of a page of government information."""

import pytest

from qa.reading.header import find_closing_block, find_header, header_fields

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


def test_fields_on_one_line_are_separated_and_empty_fields_have_no_value() -> None:
    header = find_header(SEVERAL_ON_A_LINE)
    assert header is not None
    assert header.values(SEVERAL_ON_A_LINE) == {
        "index_number": "1144/2019-00014",
        "issuer": "市数据局",
        "date_written": "2019-12-24",
        "title": "关于建议的函",
        "date_published": "2019-12-25",
    }


def test_the_block_ends_before_the_boilerplate_below_it() -> None:
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


def test_filled_fields_are_spans_with_their_labels() -> None:
    header = find_header(SEVERAL_ON_A_LINE)
    assert header is not None
    quoted = [SEVERAL_ON_A_LINE[s.start : s.end] for s in header_fields(SEVERAL_ON_A_LINE, header.span)]
    assert quoted[0] == "索引号: 1144/2019-00014"
    assert not any(text.startswith(("分类", "文号", "主题词")) for text in quoted)


@pytest.mark.parametrize("text", ["", "通知\n名称：甲\n时间：乙", "名称：甲\n标题：乙\n分类：丙", "正文提到索引号：1"])
def test_a_few_labels_are_not_a_header(text: str) -> None:
    assert find_header(text) is None


WANTED = {"index_number": "1144", "issuer": "深圳市府办", "document_number": "深府〔2019〕1号"}


@pytest.mark.parametrize(
    "text",
    [
        "索引号\t1144\t发布机构\t深圳市府办\n主题分类\t文号\t深府〔2019〕1号",
        "索引号 1144 发布机构 深圳市府办\n文号 深府〔2019〕1号",
        "【索引号】1144\n【发布机构】深圳市府办\n【文号】深府〔2019〕1号",
        "[索引号]\xa01144\n\u3000\u3000[实施日期]\xa0----\n[发布机构]\xa0深圳市府办\n[废止日期]\xa0----\n[文号]\xa0深府〔2019〕1号",
        "索引号\n1144\n发布机构\n深圳市府办\n文　　号\n深府〔2019〕1号\n",
        "索引号：1144发布机构：深圳市府办文号：深府〔2019〕1号",
        "索引号: 1144发布机构: 深圳市府办 公文类别：通知\n开始日期：甲\n结束日期：乙\n文号：深府〔2019〕1号 登记号：-",
        "索引号：1144 首次公布日期：2019-06-01\n发布机构：深圳市府办\n成文日期：----\n文号：深府〔2019〕1号",
    ],
)
def test_all_common_layouts_give_the_same_fields(text: str) -> None:
    header = find_header(text)
    assert header is not None
    assert header.values(text) == WANTED
    assert next(text[s.start : s.end] for s in header_fields(text, header.span)).replace(" ", "").endswith("1144")


def test_a_title_may_continue_on_the_next_line() -> None:
    text = "索引号：1144\n名称：关于印发深圳市甲办法\n的通知 效力：有效\n文号：\n发布机构：市府"
    header = find_header(text)
    assert header is not None
    assert header.values(text)["title"] == "关于印发深圳市甲办法的通知"


def test_the_column_names_of_a_table_are_not_fields() -> None:
    assert find_header("序号\t文号\t名称\t发布日期\n1\t深府〔2019〕1号\t甲\t2019-01-01") is None
    assert find_header("文号 名称 发布日期 分类\n深府〔2019〕1号 甲 2019-01-01 乙") is None


def test_a_block_includes_the_lines_above_it_without_boilerplate() -> None:
    text = f"政府信息公开 规章库\n深府〔2019〕1号\n【打印】\n{SEVERAL_ON_A_LINE}"
    header = find_header(text)
    assert header is not None
    assert text[header.span.start :].startswith("深府〔2019〕1号\n【打印】\n网站导航\n索引号")


def test_a_block_below_a_text_is_its_closing_block_and_a_block_within_it_is_not() -> None:
    block = "索引号：1144\n发布机构：市府\n文号：深府〔2019〕1号"
    assert find_header(f"通知\n各区：\n请执行。\n{block}") is None
    assert find_closing_block(f"通知\n各区：\n请执行。\n{block}\n【打印】") is not None
    assert find_closing_block(f"通知\n各区：\n{block}\n请执行。") is None
