"""The header block, title and body of a document."""

from datetime import date
from pathlib import Path

from qa.reading import read_document
from qa.types import Document


def read(name: str, content: str) -> Document:
    return read_document(Path("/documents") / name, content.encode())


def body(document: Document) -> str:
    return document.text[document.body.start : document.body.end]


def test_the_seed_document_has_all_header_fields(seed_file: Path) -> None:
    metadata = read_document(seed_file, seed_file.read_bytes()).metadata
    assert metadata.title == "深圳市政务服务数据管理局关于市六届人大七次会议第20190320号建议答复的函"
    assert metadata.issuer == "深圳市政务服务数据管理局"
    assert metadata.index_number == "11440300MB2C92413C/2019-00014"
    assert metadata.date_written == metadata.date_published == date(2019, 12, 24)
    assert (metadata.document_number, metadata.category, metadata.subject_words) == ("", "", "")


def test_the_body_of_the_seed_document_is_the_letter_without_boilerplate(seed_file: Path) -> None:
    letter = body(read_document(seed_file, seed_file.read_bytes()))
    assert letter.startswith("尊敬的熊永强")
    assert letter.endswith("2019年5月10日")
    assert not any(boilerplate in letter for boilerplate in ("【打印】", "字体", "浏览次数"))


def test_the_first_line_of_a_text_without_a_header_is_its_title() -> None:
    document = read("a.txt", "关于通知\n\n正文。\n")
    assert document.metadata.title == "关于通知"
    assert body(document) == "关于通知\n\n正文。"
    assert document.header is None


def test_a_file_name_that_contains_the_first_line_is_the_title() -> None:
    assert read("2019年政府工作报告.txt", "政府工作报告\n正文。").metadata.title == "2019年政府工作报告"


def test_a_first_line_that_is_a_sentence_is_not_a_title() -> None:
    assert read("x.txt", "时间：2020年3月1日\n地点：市府\n开放日\n正文。").metadata.title == "开放日"
    assert read("通知.txt", "这是正文的第一句。\n第二句。").metadata.title == "通知"


def test_navigation_around_plain_text_is_not_in_the_body() -> None:
    document = read("a.txt", "当前位置：首页>公文\n关于通知\n正文。\n【打印】\n【关闭】\n")
    assert body(document) == "关于通知\n正文。"


def test_the_time_and_place_at_the_end_of_a_notice_stay_in_the_body() -> None:
    notice = "关于开会的通知\n各区：\n时间：2020年3月1日上午9时\n位置：深圳市民中心B区"
    assert body(read("a.txt", notice)) == notice
    assert body(read("a.txt", f"{notice}\n主办单位：深圳市人民政府 网站标识码：44\n上一篇：甲\n粤ICP备1号")) == notice


def test_a_block_of_fields_within_a_text_is_not_a_header() -> None:
    text = "关于公布办法的通知\n各区：\n现将办法公布如下：\n名称：甲办法\n发文单位：甲局\n文号：甲〔2019〕1号\n请执行。"
    document = read("a.txt", text)
    assert body(document) == text
    assert document.metadata.title == "关于公布办法的通知"
    assert (document.metadata.issuer, document.metadata.document_number, document.header) == ("", "", None)


def test_a_block_of_fields_below_a_text_gives_metadata_and_stays_in_the_body() -> None:
    text = "关于甲的通知\n各区：\n请执行。\n市府\n索引号：1144\n发布机构：市府\n文号：深府〔2019〕1号"
    document = read("a.txt", text)
    assert body(document) == text
    assert document.metadata.title == "关于甲的通知"
    assert (document.metadata.issuer, document.metadata.document_number) == ("市府", "深府〔2019〕1号")


def test_a_title_above_the_header_block_is_found() -> None:
    document = read("x.txt", "关于甲的通知\n索引号：1\n发布机构：市府\n文号：\n各区：\n请执行。")
    assert document.metadata.title == "关于甲的通知"
    assert document.header is not None
    assert document.header.start == 0
    assert body(document) == "各区：\n请执行。"


def test_a_title_below_a_header_block_without_a_title_stays_in_the_body() -> None:
    document = read("x.txt", "索引号：1\n发布机构：市府\n文号：\n关于甲的通知\n各区：\n请执行。")
    assert body(document).startswith("关于甲的通知")
