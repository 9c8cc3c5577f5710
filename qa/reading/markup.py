"""HTML and Markdown to text: paragraphs as lines, headings remembered, scripts and navigation left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.reading.read_text import Line, ReadText, from_lines, row_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_IGNORED = {
    *("script", "style", "noscript", "template", "head", "nav", "footer", "aside", "svg", "iframe", "button", "select"),
}
_CELLS = {"td", "th"}
_BLOCKS = {
    *("address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"),
    *("fieldset", "form", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li"),
    *("main", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul"),
}
_ROWS = {"table", "caption", "tr"}
_LONGEST_CELL = 400
_HEADING = re.compile(r"h([1-6])")


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str = ""
    is_link: bool = False
    ends_line: bool = False
    level: int = 0
    """of the heading that begins where the line ends"""
    table: int = 0
    """number of the table that the next line belongs to"""


def html_text(html: str) -> ReadText:
    """The text of an HTML page, without scripts, navigation and the lists of links around the document.

    Content extractors such as trafilatura were tried and drop the headings and header tables of official pages.
    """
    from lxml import html as lxml_html

    page = lxml_html.document_fromstring(_without_declaration(html))
    lines = list(_lines(page))
    while lines and lines[0].is_link:
        lines.pop(0)
    while lines and lines[-1].is_link:
        lines.pop()
    return from_lines(lines, " ".join((page.findtext(".//title") or "").split()))


def markdown_text(markdown: str) -> ReadText:
    """The text of a Markdown file (CommonMark with tables), with its first heading of level 1 as title."""
    from lxml import html as lxml_html
    from markdown_it import MarkdownIt

    rendered = MarkdownIt("commonmark").enable("table").render(markdown)
    lines = list(_lines(lxml_html.document_fromstring(f"<html><body>{rendered}</body></html>")))
    title = next((line.text for line in lines if line.level == 1), "")
    return from_lines(lines, title)


def _without_declaration(html: str) -> str:
    """Without the XML declaration: lxml refuses a decoded text that still names an encoding."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", html)


def _lines(root: "HtmlElement") -> Iterator[Line]:
    """The blocks of an element tree as lines, in reading order, the cells of a row on one line."""
    pieces: list[_Piece] = []
    level = table = 0
    for piece in _pieces(root):
        if not piece.ends_line:
            pieces.append(piece)
            continue
        yield from _cleaned(pieces, level, table)
        pieces.clear()
        level, table = piece.level, piece.table
    yield from _cleaned(pieces, level, table)


def _cleaned(pieces: list[_Piece], level: int, table: int) -> Iterator[Line]:
    line = row_text("".join(piece.text for piece in pieces).split("\t"))
    if line:
        yield Line(line, level, table, all(piece.is_link or not piece.text.strip() for piece in pieces))


def _pieces(root: "HtmlElement") -> Iterator[_Piece]:
    from lxml import etree

    place = _Place()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and tag in _IGNORED:
            walk.skip_subtree()
        elif event == "start":
            yield from place.begin(element, tag)
        else:
            yield from place.end(element, tag)


class _Place:
    """Where in a page the walk is: in a link, in a table of data."""

    def __init__(self) -> None:
        self._links = 0
        self._tables = 0
        self._table: HtmlElement | None = None

    def begin(self, element: "HtmlElement", tag: str) -> Iterator[_Piece]:
        if tag == "table" and self._table is None and _is_data(element):
            self._table = element
            self._tables += 1
        if tag in _BLOCKS or tag == "br":
            heading = _HEADING.fullmatch(tag)
            yield self._boundary(tag, int(heading[1]) if heading else 0)
        if tag in _CELLS:
            yield _Piece("\t")
        self._links += tag == "a"
        yield self._text(element.text)

    def end(self, element: "HtmlElement", tag: str) -> Iterator[_Piece]:
        self._links -= tag == "a"
        if tag in _BLOCKS:
            yield self._boundary(tag, 0)
        if element is self._table:
            self._table = None
        yield self._text(element.tail)

    def _boundary(self, tag: str, level: int) -> _Piece:
        """The end of a line; inside a cell of data, a blank."""
        if self._table is None:
            return _Piece(ends_line=True, level=level)
        return _Piece(ends_line=True, table=self._tables) if tag in _ROWS else _Piece(" ")

    def _text(self, text: str | None) -> _Piece:
        return _Piece((text or "").replace("\t", " "), is_link=self._links > 0)


def _is_data(table: "HtmlElement") -> bool:
    """Whether a table holds rows of short cells: many pages use tables to place whole texts."""
    if table.find(".//table") is not None:
        return False
    rows = [row for row in table.iter("tr") if len(row) > 1]
    return len(rows) > 1 and all(
        len(cell.text_content()) <= _LONGEST_CELL for row in rows for cell in row.iter("td", "th")
    )
