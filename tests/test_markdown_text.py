"""A line of a document becomes Markdown that shows it as it is."""

import pytest

from qa.markdown_text import markdown_line


@pytest.mark.parametrize(
    ("line", "markdown"),
    [
        ("（一）4天, 50%。", "（一）4天, 50%。"),
        ("[这里](http://a.b)", r"\[这里\](http\://a.b)"),
        ("见www.a.cn", r"见www\.a.cn"),
        ("1. 申请", r"1\. 申请"),
        ("- 申请", r"\- 申请"),
        ("![图](a)<b>", r"\!\[图\](a)\<b\>"),
    ],
)
def test_markup_is_escaped_and_nothing_else(line: str, markdown: str) -> None:
    assert markdown_line(line) == markdown
