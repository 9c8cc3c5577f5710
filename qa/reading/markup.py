"""HTML and Markdown to text: paragraphs as lines, headings remembered, scripts and navigation left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.types import Heading, Span

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
_HEADING = re.compile(r"h([1-6])")


@dataclass(frozen=True, slots=True)
class MarkupText:
    """The text of a page, its headings and what it calls its title (empty if it does not say)."""

    text: str
    headings: tuple[Heading, ...]
    title: str


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    level: int
    is_link: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str = ""
    is_link: bool = False
    ends_line: bool = False
    level: int = 0
    """of the heading that begins where the line ends"""


def html_text(html: str) -> MarkupText:
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
    return _joined(lines, " ".join((page.findtext(".//title") or "").split()))


def markdown_text(markdown: str) -> MarkupText:
    """The text of a Markdown file (CommonMark with tables), with its first heading of level 1 as title."""
    from lxml import html as lxml_html
    from markdown_it import MarkdownIt

    rendered = MarkdownIt("commonmark").enable("table").render(markdown)
    lines = list(_lines(lxml_html.document_fromstring(f"<html><body>{rendered}</body></html>")))
    title = next((line.text for line in lines if line.level == 1), "")
    return _joined(lines, title)


def _without_declaration(html: str) -> str:
    """Without the XML declaration: lxml refuses a decoded text that still names an encoding."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", html)


def _joined(lines: list[_Line], title: str) -> MarkupText:
    headings: list[Heading] = []
    position = 0
    for line in lines:
        if line.level:
            headings.append(Heading(Span(position, position + len(line.text)), line.level))
        position += len(line.text) + 1
    return MarkupText("\n".join(line.text for line in lines), tuple(headings), title)


def _lines(root: "HtmlElement") -> Iterator[_Line]:
    """The blocks of an element tree as lines, in reading order, the cells of a row on one line."""
    pieces: list[_Piece] = []
    level = 0
    for piece in _pieces(root):
        if not piece.ends_line:
            pieces.append(piece)
            continue
        yield from _cleaned(pieces, level)
        pieces.clear()
        level = piece.level
    yield from _cleaned(pieces, level)


def _cleaned(pieces: list[_Piece], level: int) -> Iterator[_Line]:
    cells = [" ".join(cell.split()) for cell in "".join(piece.text for piece in pieces).split("\t")]
    line = "\t".join(cell for cell in cells if cell)
    if line:
        yield _Line(line, level, all(piece.is_link or not piece.text.strip() for piece in pieces))


def _pieces(root: "HtmlElement") -> Iterator[_Piece]:
    from lxml import etree

    links = 0
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _IGNORED:
                walk.skip_subtree()
                continue
            if tag in _BLOCKS or tag == "br":
                heading = _HEADING.fullmatch(tag)
                yield _Piece(ends_line=True, level=int(heading[1]) if heading else 0)
            if tag in _CELLS:
                yield _Piece("\t")
            links += tag == "a"
            yield _Piece(_no_tabs(element.text), is_link=links > 0)
            continue
        links -= tag == "a"
        if tag in _BLOCKS:
            yield _Piece(ends_line=True)
        yield _Piece(_no_tabs(element.tail), is_link=links > 0)


def _no_tabs(text: str | None) -> str:
    return (text or "").replace("\t", " ")
