"""Web pages, and the rules that Markdown shares with them."""

from pathlib import Path

import pytest

from qa.errors import ReadingError
from qa.reading import read_document
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


def test_a_page_keeps_headings_tables_and_header_and_drops_scripts_and_navigation() -> None:
    document = read("a.html", PAGE)
    assert document.metadata.title == "关于甲的通知"
    assert document.metadata.index_number == "1144/2020-1"
    assert document.metadata.issuer == "市卫健委"
    assert body(document) == "各区：\n一、要求\n第一句。\n第二句<b>。\n区\t电话\n福田\t123"
    assert [document.text[h.span.start : h.span.end] for h in document.headings] == ["一、要求"]


def test_links_around_a_page_are_dropped_except_headings_annexes_and_files() -> None:
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
        ("关于乙的通知-深圳市财政局", "关于甲的通知"),
        ("index.html", "关于甲的通知"),
    ],
)
def test_the_title_of_a_page_omits_the_name_of_the_site(element: str, title: str) -> None:
    page = f"<title>{element}</title><p>政府网</p><h1>关于甲的通知</h1><p>正文。</p><p>深圳市政府</p>"
    assert read("x.html", page).metadata.title == title


def test_hidden_elements_are_not_read() -> None:
    page = """<p>甲<a style="color:red; DISPLAY: NONE">乙</a>丙</p><ol hidden><li>丁</ol><p style="float:none">戊</p>"""
    assert body(read("a.html", page)) == "甲丙\n戊"


def test_the_numbers_that_a_browser_shows_before_list_items_are_in_the_text() -> None:
    page = "<p>材料</p><ol start=3><li>甲<li><p>乙</p><ul><li>丙</ul><li>6、丁</ol><ul><li>戊</ul>"
    assert body(read("a.html", page)) == "材料\n3. 甲\n4. 乙\n丙\n6、丁\n戊"
    assert body(read("a.md", "材料\n\n1. 甲\n2. 乙\n   - 丙\n")) == "材料\n1. 甲\n2. 乙\n丙"


@pytest.mark.parametrize(("name", "opening", "closing"), [("a.html", "<div>", "</div>"), ("a.md", "> ", "")])
def test_deep_nesting_is_read_and_too_deep_nesting_is_refused(name: str, opening: str, closing: str) -> None:
    def nested(depth: int) -> str:
        return f"前面。\n\n{opening * depth}里面。{closing * depth}\n\n后面。"

    assert body(read(name, nested(80))) == "前面。\n里面。\n后面。"
    with pytest.raises(ReadingError, match=rf"套得太深.*{name}"):
        read(name, nested(5000))


@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_the_text_above_the_first_heading_stays(name: str) -> None:
    text = {"a.md": "前言。\n\n# 通知\n\n正文。\n", "a.html": "<p>前言。</p><h1>通知</h1><p>正文。</p>"}[name]
    assert body(read(name, text)) == "前言。\n通知\n正文。"


def test_a_very_long_paragraph_is_read_to_its_end() -> None:
    assert body(read("a.html", f"<p>{'甲乙' * 1_800_000}丙。")).endswith("甲乙丙。")


def test_a_page_of_scripts_only_is_refused() -> None:
    with pytest.raises(ReadingError, match=r"没有正文.*a\.html"):
        read("a.html", "<html><script>x</script></html>")


def test_table_cells_stay_in_their_columns() -> None:
    page = """<p>办事指南</p><table><tr><th>姓名</th><th>电话</th><th>邮箱</th></tr>
    <tr><td>张三</td><td></td><td>a@b.cn</td></tr><tr><td rowspan="2">补领</td><td>40元</td><td></td></tr>
    <tr><td>20元</td><td>减半</td></tr><tr><td colspan="2">合计</td><td>60元</td></tr></table>"""
    document = read_document(Path("/d/a.html"), page.encode())
    rows = [document.text[row.start : row.end] for row in document.tables[0].rows]
    assert rows == ["姓名\t电话\t邮箱", "张三\t\ta@b.cn", "补领\t40元", "补领\t20元\t减半", "合计\t\t60元"]


@pytest.mark.parametrize("page", ["<?xml version='1.0'?>", "<!-- nothing -->", "<!DOCTYPE html>"])
def test_a_page_without_elements_is_refused_by_name(page: str) -> None:
    with pytest.raises(ReadingError, match=r"没有文字：.*x\.html"):
        read("x.html", page)


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("3.2×10<sup>4</sup>平方米", "3.2×10⁴平方米"),
        ("H<sub>2</sub>O", "H₂O"),
        ("55dB<sup>①</sup>", "55dB①"),
        ("二千元<sup><a href='#1'>[1]</a></sup>，由", "二千元[1]，由"),
        ("10<span style='vertical-align: super'>3</span>立方米", "10³立方米"),
    ],
)
def test_superscripts_and_subscripts_are_kept(element: str, text: str) -> None:
    assert body(read("a.html", f"<p>面积：{element}</p>")) == f"面积：{text}"


@pytest.mark.parametrize("tag", ["<pre>", "<div style='white-space:pre-wrap'>"])
def test_the_lines_of_preformatted_text_stay_lines(tag: str) -> None:
    assert body(read("a.html", f"<h1>通知</h1>{tag}第一行\n第二行</pre>")) == "通知\n第一行\n第二行"


def test_the_footer_of_an_article_is_kept_and_that_of_the_site_is_not() -> None:
    page = """<article><h1>通知</h1><p>补助二千元。</p><footer>某县水利局<br>2021年2月1日</footer></article>
    <aside>垃圾运至填埋场。</aside><aside><a href="#">相关链接</a></aside><footer>某市政府网站</footer>"""
    assert body(read("a.html", page)) == "通知\n补助二千元。\n某县水利局\n2021年2月1日\n垃圾运至填埋场。"


def test_zero_width_characters_are_left_out() -> None:
    assert body(read("a.html", "<p>清&#8203;理&#65279;费由县财&#173;政承担。</p>")) == "清理费由县财政承担。"


def test_text_is_raised_and_lowered_by_the_rules_of_the_page() -> None:
    style = "<style>.T1{vertical-align:super} span.low, .x {vertical-align: sub} td{vertical-align:sub}</style>"
    body = "<p>3.2×10<span class=T1>4</span>，H<span class=low>2</span>O</p><table><tr><td>2<td>3<tr><td>4<td>5</table>"
    page = f"<html><head>{style}</head><body>{body}</body></html>"
    assert read_document(Path("/d/a.html"), page.encode()).text == "3.2×10⁴，H₂O\n2\t3\n4\t5"


@pytest.mark.parametrize(
    "declaration",
    [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<?xml version="1.0" encoding="utf-8"\ufffd>',
        '\n<?xml version="1.0"?><?xml version="1.0" encoding="gbk"?>',
    ],
)
def test_a_page_with_a_whole_or_damaged_declaration_is_read(declaration: str) -> None:
    page = f"{declaration}<html><body><p>正文。</p></body></html>"
    assert read_document(Path("/d/a.xhtml"), page.encode()).text == "正文。"


def test_a_declaration_without_an_end_is_refused() -> None:
    with pytest.raises(ReadingError):
        read_document(Path("/d/a.xhtml"), b'<?xml version="1.0" encoding="utf-8" no end')
