"""Files and folders as documents."""

from datetime import date
from pathlib import Path

import pytest

from qa.errors import ReadingError
from qa.reading import find_files, read_bytes, read_document
from qa.types import Document

PAGE = """<html><head><title>关于甲的通知-政府网</title><script>var x = "索引号";</script></head><body>
<nav>首页 新闻</nav><div><a href="/">首页</a></div>
<table><tr><td>索引号：</td><td>1144/2020-1</td><td>发布机构：</td><td>市卫健委</td></tr>
<tr><td>名称：</td><td colspan="3">关于甲的通知</td></tr></table>
<h1>关于甲的通知</h1><p>各区：</p><h2>一、要求</h2><p>第一句。<br>第二句&lt;b&gt;。</p>
<table><tr><th>区</th><th>电话</th></tr><tr><td>福田</td><td>123</td></tr></table>
<footer>版权所有</footer></body></html>"""


def read(name: str, content: str) -> Document:
    return read_document(Path("/documents") / name, content.encode())


def body(document: Document) -> str:
    return document.text[document.body.start : document.body.end]


def test_the_founding_document_gives_all_its_header_fields(seed_file: Path) -> None:
    metadata = read_document(seed_file, seed_file.read_bytes()).metadata
    assert metadata.title == "深圳市政务服务数据管理局关于市六届人大七次会议第20190320号建议答复的函"
    assert metadata.issuer == "深圳市政务服务数据管理局"
    assert metadata.index_number == "11440300MB2C92413C/2019-00014"
    assert metadata.date_written == metadata.date_published == date(2019, 12, 24)
    assert (metadata.document_number, metadata.category, metadata.subject_words) == ("", "", "")


def test_the_founding_documents_body_is_the_letter_without_the_pages_furniture(seed_file: Path) -> None:
    letter = body(read_document(seed_file, seed_file.read_bytes()))
    assert letter.startswith("尊敬的熊永强")
    assert letter.endswith("2019年5月10日")
    assert not any(furniture in letter for furniture in ("【打印】", "字体", "浏览次数"))


def test_plain_text_without_a_header_is_titled_by_its_first_line() -> None:
    document = read("a.txt", "关于通知\n\n正文。\n")
    assert document.metadata.title == "关于通知"
    assert body(document) == "关于通知\n\n正文。"
    assert document.header is None


def test_a_files_name_that_says_more_than_its_first_line_is_the_title() -> None:
    assert read("2019年政府工作报告.txt", "政府工作报告\n正文。").metadata.title == "2019年政府工作报告"


def test_a_first_line_that_is_a_sentence_is_no_title() -> None:
    assert read("x.txt", "时间：2020年3月1日\n地点：市府\n开放日\n正文。").metadata.title == "开放日"
    assert read("通知.txt", "这是正文的第一句。\n第二句。").metadata.title == "通知"


def test_navigation_around_plain_text_is_not_its_body() -> None:
    document = read("a.txt", "当前位置：首页>公文\n关于通知\n正文。\n【打印】\n【关闭】\n")
    assert body(document) == "关于通知\n正文。"


def test_a_html_page_keeps_headings_tables_and_header_and_drops_scripts_and_navigation() -> None:
    document = read("a.html", PAGE)
    assert document.metadata.title == "关于甲的通知"
    assert document.metadata.index_number == "1144/2020-1"
    assert document.metadata.issuer == "市卫健委"
    assert body(document) == "各区：\n一、要求\n第一句。\n第二句<b>。\n区\t电话\n福田\t123"
    assert [document.text[h.span.start : h.span.end] for h in document.headings] == ["一、要求"]


def test_markdown_is_read_without_its_marks() -> None:
    document = read("a.md", "# 办法\n\n前言。\n\n## 费用\n\n- **免费**\n\n| 区 | 数 |\n|---|---|\n| 甲 | 1 |\n")
    assert document.metadata.title == "办法"
    assert body(document) == "办法\n前言。\n费用\n免费\n区\t数\n甲\t1"
    assert [h.level for h in document.headings] == [1, 2]


def test_a_line_of_markdown_stays_a_line() -> None:
    assert body(read("a.md", "# 办法\n\n第一条 甲。\n第二条 乙。\n")) == "办法\n第一条 甲。\n第二条 乙。"


@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_what_stands_above_the_first_heading_stays(name: str) -> None:
    text = {"a.md": "前言。\n\n# 通知\n\n正文。\n", "a.html": "<p>前言。</p><h1>通知</h1><p>正文。</p>"}[name]
    assert body(read(name, text)) == "前言。\n通知\n正文。"


def test_a_numbered_heading_is_no_title() -> None:
    document = read("a.md", "关于甲的通知\n\n各区：请执行。\n\n# 第一章 总则\n\n第一条 甲。\n")
    assert document.metadata.title == "关于甲的通知"
    assert body(document).startswith("关于甲的通知\n各区")


def test_links_around_a_page_are_dropped_but_no_heading_annex_or_file() -> None:
    page = """<ul><li><a>首页</a></li></ul>
    <p>当前位置：公文</p><p><a>公文</a></p><h2><a>关于甲的通知</a></h2><p>正文。</p>
    <p><a>附件：申请表</a></p><p><a>名单.doc</a></p><p><a>上一篇</a></p><p>【打印】</p><p><a>联系我们</a></p>"""
    document = read("x.html", page)
    assert body(document) == "关于甲的通知\n正文。\n附件：申请表\n名单.doc"
    assert document.metadata.title == "关于甲的通知"


@pytest.mark.parametrize(
    ("element", "title"),
    [
        ("关于甲的通知_深圳市政府", "关于甲的通知"),
        ("政府网 - 关于甲的通知 - 深圳市政府", "关于甲的通知"),
        ("关于甲的通知-某某", "关于甲的通知"),
        ("关于乙的通知-深圳市财政局", "关于乙的通知"),
        ("关于2019-2020年的事", "关于2019-2020年的事"),
    ],
)
def test_the_title_of_a_page_is_without_the_name_of_its_site(element: str, title: str) -> None:
    page = f"<title>{element}</title><p>政府网</p><h1>关于甲的通知</h1><p>正文。</p><p>深圳市政府</p>"
    assert read("x.html", page).metadata.title == title


def test_what_a_page_hides_is_not_read() -> None:
    page = """<p>甲<a style="color:red; DISPLAY: NONE">乙</a>丙</p><ol hidden><li>丁</ol><p style="float:none">戊</p>"""
    assert body(read("a.html", page)) == "甲丙\n戊"


def test_the_numbers_that_a_browser_puts_before_items_are_written_out() -> None:
    page = "<p>材料</p><ol start=3><li>甲<li><p>乙</p><ul><li>丙</ul><li>6、丁</ol><ul><li>戊</ul>"
    assert body(read("a.html", page)) == "材料\n3. 甲\n4. 乙\n丙\n6、丁\n戊"
    assert body(read("a.md", "材料\n\n1. 甲\n2. 乙\n   - 丙\n")) == "材料\n1. 甲\n2. 乙\n丙"


@pytest.mark.parametrize(("name", "opening", "closing"), [("a.html", "<div>", "</div>"), ("a.md", "> ", "")])
def test_what_nests_deep_is_read_and_what_nests_too_deep_is_refused(name: str, opening: str, closing: str) -> None:
    def nested(depth: int) -> str:
        return f"前面。\n\n{opening * depth}里面。{closing * depth}\n\n后面。"

    assert body(read(name, nested(80))) == "前面。\n里面。\n后面。"
    with pytest.raises(ReadingError, match=rf"套得太深.*{name}"):
        read(name, nested(5000))


def test_a_very_long_paragraph_of_a_page_is_read_to_its_end() -> None:
    assert body(read("a.html", f"<p>{'甲乙' * 1_800_000}丙。")).endswith("甲乙丙。")


@pytest.mark.parametrize("name", ["a.bin", "a"])
def test_another_format_is_refused_with_those_that_can_be_read(name: str) -> None:
    with pytest.raises(ReadingError, match=r"不支持.*\.txt"):
        read(name, "正文。")


def test_a_page_of_nothing_but_scripts_is_refused() -> None:
    with pytest.raises(ReadingError, match=r"没有正文.*a\.html"):
        read("a.html", "<html><script>x</script></html>")


def test_a_file_that_is_gone_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"gone\.txt"):
        read_bytes(tmp_path / "gone.txt")


def test_a_folder_gives_its_files_once_in_order_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "x/c.md", ".hidden/d.txt", ".e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("正文")
    problems: list[str] = []
    found = find_files([tmp_path, tmp_path / "a.txt"], lambda path, why: problems.append(why))
    assert [file.relative_to(tmp_path).as_posix() for file in found] == ["a.txt", "b.txt", "x/c.md"]
    assert problems == []


def test_a_missing_path_and_a_folder_without_readable_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    problems: list[str] = []
    assert list(find_files([tmp_path / "gone", tmp_path / "empty"], lambda path, why: problems.append(why))) == []
    assert "不存在" in problems[0]
    assert "gone" in problems[0]
    assert "没有可以读的文件" in problems[1]


def test_when_and_where_to_meet_stays_at_the_end_of_a_notice() -> None:
    notice = "关于开会的通知\n各区：\n时间：2020年3月1日上午9时\n位置：深圳市民中心B区"
    assert body(read("a.txt", notice)) == notice
    assert body(read("a.txt", f"{notice}\n主办单位：深圳市人民政府 网站标识码：44\n上一篇：甲\n粤ICP备1号")) == notice


def test_a_block_of_fields_within_a_text_is_a_part_of_it() -> None:
    text = "关于公布办法的通知\n各区：\n现将办法公布如下：\n名称：甲办法\n发文单位：甲局\n文号：甲〔2019〕1号\n请执行。"
    document = read("a.txt", text)
    assert body(document) == text
    assert document.metadata.title == "关于公布办法的通知"
    assert (document.metadata.issuer, document.metadata.document_number, document.header) == ("", "", None)


def test_a_block_of_fields_below_a_text_says_what_it_is_and_stays() -> None:
    text = "关于甲的通知\n各区：\n请执行。\n市府\n索引号：1144\n发布机构：市府\n文号：深府〔2019〕1号"
    document = read("a.txt", text)
    assert body(document) == text
    assert document.metadata.title == "关于甲的通知"
    assert (document.metadata.issuer, document.metadata.document_number) == ("市府", "深府〔2019〕1号")


def test_a_title_above_the_header_block_is_the_title() -> None:
    document = read("x.txt", "关于甲的通知\n索引号：1\n发布机构：市府\n文号：\n各区：\n请执行。")
    assert document.metadata.title == "关于甲的通知"
    assert document.header is not None
    assert document.header.start == 0
    assert body(document) == "各区：\n请执行。"


def test_a_title_below_a_header_block_that_does_not_hold_it_stays() -> None:
    document = read("x.txt", "索引号：1\n发布机构：市府\n文号：\n关于甲的通知\n各区：\n请执行。")
    assert body(document).startswith("关于甲的通知")


def test_cells_of_a_page_stay_in_their_columns() -> None:
    page = """<p>办事指南</p><table><tr><th>姓名</th><th>电话</th><th>邮箱</th></tr>
    <tr><td>张三</td><td></td><td>a@b.cn</td></tr><tr><td rowspan="2">补领</td><td>40元</td><td></td></tr>
    <tr><td>20元</td><td>减半</td></tr><tr><td colspan="2">合计</td><td>60元</td></tr></table>"""
    document = read_document(Path("/d/a.html"), page.encode())
    rows = [document.text[row.start : row.end] for row in document.tables[0].rows]
    assert rows == ["姓名\t电话\t邮箱", "张三\t\ta@b.cn", "补领\t40元", "补领\t20元\t减半", "合计\t\t60元"]


@pytest.mark.parametrize("page", ["<?xml version='1.0'?>", "<!-- nothing -->", "<!DOCTYPE html>"])
def test_a_page_without_any_element_is_refused_by_name(page: str) -> None:
    with pytest.raises(ReadingError, match=r"没有文字：.*x\.html"):
        read("x.html", page)
