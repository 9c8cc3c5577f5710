"""HTML and Markdown to text: paragraphs as lines, headings remembered, scripts and navigation left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.furniture import is_furniture
from qa.reading.read_text import Cell, Grid, Line, ReadText, from_lines, row_text

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
_DEEPEST_MARKDOWN = 100
"""levels of quotations and lists inside of each other; the parser leaves out what is deeper"""
_NUMBERED = re.compile(
    r"\s*[（(]?[\d零〇一二三四五六七八九十百]+[）).．、]|\s*第[\d一二三四五六七八九十百]+[编章节条项款]"
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_ANNEX = re.compile(r"^附[件表录]|\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar)\b", re.IGNORECASE)
_BETWEEN = r"\s*[-_|—–>·]+\s*"
_SITE = re.compile(rf"(?<=.{{4}}){_BETWEEN}[^-_|—–>·]*(?:政府|门户|网站|网|平台|[局委厅])$")


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str = ""
    is_link: bool = False
    ends_line: bool = False
    level: int = 0
    """of the heading that begins where the line ends"""
    table: int = 0
    """number of the table that the next line belongs to"""
    cell: Cell | None = None
    """the cell that begins here"""


def html_text(html: str, source: str) -> ReadText:
    """The text of an HTML page, without scripts, navigation and the lists of links around the document.

    Content extractors such as trafilatura were tried and drop the headings and header tables of official pages.

    Raises:
        ReadingError: its elements nest too deep; ``source`` names it in the message.
    """
    page = _parsed(html, source)
    for element in page.xpath("//body//*[@hidden or @style]"):
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
            element.drop_tree()
    lines = list(_lines(page))
    lines = lines[_links(lines) :]
    lines = lines[: len(lines) - _links(lines[::-1])]
    return from_lines(lines, _page_title(" ".join((page.findtext(".//title") or "").split()), lines))


def _links(lines: list[Line]) -> int:
    """How many lines of links, and of furniture between them, stand at the beginning. Annexes and headings are none."""
    count = 0
    for position, line in enumerate(lines):
        if line.is_link and not line.level and not _ANNEX.search(line.text):
            count = position + 1
        elif not is_furniture(line.text):
            break
    return count


def _page_title(title: str, lines: list[Line]) -> str:
    """The title of a page as a heading or line of it gives it, which is without the name of the site."""
    found = [line for line in lines if line.text in title and _is_part(line.text, title)]
    if found:
        return max(found, key=lambda line: (line.level > 0, title.startswith(line.text), len(line.text))).text
    return _SITE.sub("", title)


def _is_part(text: str, title: str) -> bool:
    return re.fullmatch(rf"(?:.*{_BETWEEN})?{re.escape(text)}(?:{_BETWEEN}.*)?", title) is not None


def markdown_text(markdown: str, source: str) -> ReadText:
    """The text of a Markdown file (CommonMark with tables), with its first heading of level 1 as title.

    A line stays a line, as in plain text: official texts are not wrapped, and what stands below is another paragraph.

    Raises:
        ReadingError: its quotations or lists nest too deep; ``source`` names it in the message.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST_MARKDOWN, "breaks": True}).enable("table")
    tokens = parser.parse(markdown)
    if any(token.level >= _DEEPEST_MARKDOWN - 1 for token in tokens):
        raise _too_deep(source)
    rendered = parser.renderer.render(tokens, parser.options, {})
    lines = list(_lines(_parsed(f"<html><body>{rendered}</body></html>", source)))
    title = next((line.text for line in lines if line.level == 1 and not _NUMBERED.match(line.text)), "")
    return from_lines(lines, title)


def _parsed(html: str, source: str) -> "HtmlElement":
    """The elements of a page. What is too deep or too long for the parser is never just left out."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(huge_tree=True)
    try:
        page = lxml_html.document_fromstring(_without_declaration(html), parser=parser)
    except etree.ParserError as error:
        raise ReadingError(
            Message("网页里没有文字：{source}（{error}）。请换一个有文字的文件", source=source, error=str(error))
        ) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise _too_deep(source)
    return page


def _too_deep(source: str) -> ReadingError:
    return ReadingError(Message("文件套得太深：{source}。请用浏览器或编辑器打开，另存为纯文本或 docx", source=source))


def _without_declaration(html: str) -> str:
    """Without the XML declaration: lxml refuses a decoded text that still names an encoding."""
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", html)


def _lines(root: "HtmlElement") -> Iterator[Line]:
    """The blocks of an element tree as lines, in reading order, the cells of a row on one line."""
    pieces: list[_Piece] = []
    grids: dict[int, Grid] = {}
    level = table = 0
    for piece in _pieces(root):
        if not piece.ends_line:
            pieces.append(piece)
            continue
        yield from _cleaned(pieces, level, table, grids)
        pieces.clear()
        level, table = piece.level, piece.table
    yield from _cleaned(pieces, level, table, grids)


def _cleaned(pieces: list[_Piece], level: int, table: int, grids: dict[int, Grid]) -> Iterator[Line]:
    before, *texts = "".join(piece.text for piece in pieces).split("\t")
    if table and texts:
        cells = [piece.cell for piece in pieces if piece.cell]
        grid = grids.setdefault(table, Grid())
        found = grid.row(replace(cell, text=text.strip()) for cell, text in zip(cells, texts, strict=True))
        line = row_text([*filter(str.strip, [before]), *found])
    else:
        line = row_text(filter(str.strip, (before, *texts)))
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
        self._numbers = _ItemNumbers()

    def begin(self, element: "HtmlElement", tag: str) -> Iterator[_Piece]:
        if tag == "table" and self._table is None and _is_data(element):
            self._table = element
            self._tables += 1
        if tag in _BLOCKS or tag == "br":
            heading = _HEADING.fullmatch(tag)
            yield self._boundary(tag, int(heading[1]) if heading else 0)
        if tag in _CELLS:
            rows, columns = (_integer(element.get(name), 1) for name in ("rowspan", "colspan"))
            yield _Piece("\t", cell=Cell("", max(1, rows), max(1, columns)))
        self._numbers.begin(element, tag)
        self._links += tag == "a"
        yield self._text(element.text)

    def end(self, element: "HtmlElement", tag: str) -> Iterator[_Piece]:
        self._links -= tag == "a"
        self._numbers.end(tag)
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
        return _Piece(self._numbers.put_before((text or "").replace("\t", " ")), is_link=self._links > 0)


class _ItemNumbers:
    """The numbers that a browser puts before the items of numbered lists."""

    def __init__(self) -> None:
        self._lists: list[int | None] = []
        """the last number of each open list; none in one without numbers"""
        self._due = ""

    def begin(self, element: "HtmlElement", tag: str) -> None:
        if tag in ("ol", "ul"):
            self._lists.append(_integer(element.get("start"), 1) - 1 if tag == "ol" else None)
        elif tag == "li" and self._lists and (last := self._lists[-1]) is not None:
            self._lists[-1] = number = _integer(element.get("value"), last + 1)
            self._due = f"{number}. "

    def end(self, tag: str) -> None:
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        if tag == "li":
            self._due = ""

    def put_before(self, text: str) -> str:
        """The text, behind the number of the item that it begins, unless it has one of its own."""
        if not self._due or not text.strip():
            return text
        due, self._due = self._due, ""
        return text if _NUMBERED.match(text) else due + text.lstrip()


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text.strip()) else default


def _is_data(table: "HtmlElement") -> bool:
    """Whether a table holds rows of short cells: many pages use tables to place whole texts."""
    if table.find(".//table") is not None:
        return False
    rows = [row for row in table.iter("tr") if len(row) > 1]
    return len(rows) > 1 and all(
        len(cell.text_content()) <= _LONGEST_CELL for row in rows for cell in row.iter("td", "th")
    )
