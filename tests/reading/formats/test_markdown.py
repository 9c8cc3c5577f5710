"""Markdown files."""

from pathlib import Path

from qa.reading import read_document
from qa.types import Document


def read(name: str, content: str) -> Document:
    return read_document(Path("/documents") / name, content.encode())


def body(document: Document) -> str:
    return document.text[document.body.start : document.body.end]


def test_markdown_is_read_without_its_marks() -> None:
    document = read("a.md", "# 办法\n\n前言。\n\n## 费用\n\n- **免费**\n\n| 区 | 数 |\n|---|---|\n| 甲 | 1 |\n")
    assert document.metadata.title == "办法"
    assert body(document) == "办法\n前言。\n费用\n免费\n区\t数\n甲\t1"
    assert [h.level for h in document.headings] == [1, 2]


def test_a_line_of_markdown_stays_a_line() -> None:
    assert body(read("a.md", "# 办法\n\n第一条 甲。\n第二条 乙。\n")) == "办法\n第一条 甲。\n第二条 乙。"


def test_a_numbered_heading_is_not_the_title() -> None:
    document = read("a.md", "关于甲的通知\n\n各区：请执行。\n\n# 第一章 总则\n\n第一条 甲。\n")
    assert document.metadata.title == "关于甲的通知"
    assert body(document).startswith("关于甲的通知\n各区")
