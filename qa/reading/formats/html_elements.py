"""Turn the elements of an HTML page into lines: paragraphs, headings and table rows in reading order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.language.official import ANY_NUMBER
from qa.messages import Message
from qa.reading.formats.extracted_text import Line
from qa.reading.formats.raised_text import subscript, superscript
from qa.reading.formats.table_grid import Cell, Grid, row_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_IGNORED = {
    *("script", "style", "noscript", "template", "head", "nav", "svg", "iframe", "button", "select"),
}
_AROUND = {"footer", "aside"}
"""elements that may belong to the site around the document; see ``_is_around``"""
_DOCUMENT = ("article", "main")
_RAISED = {"sup": superscript, "sub": subscript, "super": superscript}
_VERTICAL = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
_PREFORMATTED = re.compile(r"white-space\s*:\s*pre", re.IGNORECASE)
_CELLS = {"td", "th"}
_BLOCKS = {
    *("address", "article", "footer", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt"),
    *("fieldset", "form", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li"),
    *("main", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul"),
}
_ROWS = {"table", "caption", "tr"}
_LONGEST_CELL = 400
_HEADING = re.compile(r"h([1-6])")
_NUMBERED = re.compile(rf"\s*(?:{ANY_NUMBER})")


def parse_html(html: str, source: str) -> "HtmlElement":
    """Return the root element of a page.

    Raises:
        ReadingError: the page has no element, or the parser would drop elements because they are nested too deep.
    """
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
        raise nesting_error(source)
    return page


def nesting_error(source: str) -> ReadingError:
    """Return the error for a file whose elements are nested too deep."""
    return ReadingError(Message("文件套得太深：{source}。请用浏览器或编辑器打开，另存为纯文本或 docx", source=source))


def _without_declaration(html: str) -> str:
    """Remove XML declarations, even damaged ones, from the beginning of a page: lxml refuses a stated encoding."""
    return re.sub(r"^(?:\s*<\?xml[^>]*>?)+", "", html)


def element_lines(root: "HtmlElement") -> Iterator[Line]:
    """Yield the blocks of an element tree as lines in reading order.

    In a table of data (see ``_is_data``), the cells of a row share a line.
    """
    pieces: list[_Piece] = []
    grids: dict[int, Grid] = {}
    level = table = 0
    for piece in _pieces(root):
        if not piece.ends_line:
            pieces.append(piece)
            continue
        yield from _join_pieces(pieces, level, table, grids)
        pieces.clear()
        level, table = piece.level, piece.table
    yield from _join_pieces(pieces, level, table, grids)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text, the beginning of a cell, or the end of a line."""

    text: str = ""
    is_link: bool = False
    ends_line: bool = False
    level: int = 0
    """the level of the heading that begins after the line end; 0 if none begins"""
    table: int = 0
    """the number of the table that the next line belongs to; 0 outside tables"""
    cell: Cell | None = None
    """the cell that begins here; its text follows"""


def _join_pieces(pieces: list[_Piece], level: int, table: int, grids: dict[int, Grid]) -> Iterator[Line]:
    """Yield the pieces of a line as one ``Line``, unless it is empty; a table row is added to its grid in ``grids``."""
    before, *texts = "".join(piece.text for piece in pieces).split("\t")
    if table and texts:
        cells = [piece.cell for piece in pieces if piece.cell]
        grid = grids.setdefault(table, Grid())
        row = grid.row(replace(cell, text=text.strip()) for cell, text in zip(cells, texts, strict=True))
        line = row_text([*filter(str.strip, [before]), *row])
    else:
        line = row_text(filter(str.strip, (before, *texts)))
    if line:
        yield Line(line, level, table, all(piece.is_link or not piece.text.strip() for piece in pieces))


def _pieces(root: "HtmlElement") -> Iterator[_Piece]:
    from lxml import etree

    walker = _Walker()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and (tag in _IGNORED or (tag in _AROUND and _is_around(element))):
            walk.skip_subtree()
        elif event == "start" and (raised := _raised(element, tag)):
            walk.skip_subtree()
            yield walker.text(raised)
        elif event == "start":
            yield from walker.begin(element, tag)
        else:
            yield from walker.end(element, tag)


def _is_around(element: "HtmlElement") -> bool:
    """Return whether a footer or an aside belongs to the site around the document.

    Inside an element ``article`` or ``main``, footers and asides belong to the document. Elsewhere a footer belongs to
    the site; an aside belongs to the site if it has links or no text, and otherwise to the document.
    """
    if next(element.iterancestors(*_DOCUMENT), None) is not None:
        return False
    return element.tag == "footer" or element.find(".//a") is not None or not element.text_content().strip()


def _raised(element: "HtmlElement", tag: str) -> str:
    """Return the text of a superscript or subscript element, in superscript or subscript characters.

    The result is empty for other elements, and for elements that contain blocks.
    """
    kind = tag if tag in _RAISED else ""
    if not kind and tag in ("span", "font") and (aligned := _VERTICAL.search(element.get("style", ""))):
        kind = aligned[1].lower()
    if not kind or any(child.tag in _BLOCKS for child in element.iterdescendants()):
        return ""
    return _RAISED[kind](element.text_content())


class _Walker:
    """Turns the elements of a page into pieces.

    It keeps track of the open links, the open table of data, the numbers of list items and preformatted text.
    """

    def __init__(self) -> None:
        self._links = 0
        self._tables = 0
        self._table: HtmlElement | None = None
        self._numbers = _ItemNumbers()
        self._preformatted: list[HtmlElement] = []

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
        if tag in ("pre", "textarea") or _PREFORMATTED.search(element.get("style", "")):
            self._preformatted.append(element)
        yield from self._texts(element.text)

    def end(self, element: "HtmlElement", tag: str) -> Iterator[_Piece]:
        self._links -= tag == "a"
        self._numbers.end(tag)
        if tag in _BLOCKS:
            yield self._boundary(tag, 0)
        if element is self._table:
            self._table = None
        if self._preformatted and self._preformatted[-1] is element:
            self._preformatted.pop()
        yield from self._texts(element.tail)

    def _boundary(self, tag: str, level: int) -> _Piece:
        """Return the piece between two blocks: the end of a line, or a blank within a row of a table of data."""
        if self._table is None:
            return _Piece(ends_line=True, level=level)
        return _Piece(ends_line=True, table=self._tables) if tag in _ROWS else _Piece(" ")

    def text(self, text: str) -> _Piece:
        """Return a run of text; if it begins a numbered list item, the number is put in front."""
        return _Piece(self._numbers.prefix(text.replace("\t", " ")), is_link=self._links > 0)

    def _texts(self, text: str | None) -> Iterator[_Piece]:
        """Yield a text as pieces; only in preformatted text does a newline character end the line."""
        lines = (text or "").split("\n") if self._preformatted else [text or ""]
        for position, line in enumerate(lines):
            if position:
                yield self._boundary("br", 0)
            yield self.text(line)


class _ItemNumbers:
    """The numbers that a browser shows before the items of numbered lists."""

    def __init__(self) -> None:
        self._lists: list[int | None] = []
        """last number of each open list; ``None`` for a list without numbers"""
        self._pending = ""
        """number of the item whose text has not begun yet"""

    def begin(self, element: "HtmlElement", tag: str) -> None:
        if tag in ("ol", "ul"):
            self._lists.append(_integer(element.get("start"), 1) - 1 if tag == "ol" else None)
        elif tag == "li" and self._lists and (last := self._lists[-1]) is not None:
            self._lists[-1] = number = _integer(element.get("value"), last + 1)
            self._pending = f"{number}. "

    def end(self, tag: str) -> None:
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        if tag == "li":
            self._pending = ""

    def prefix(self, text: str) -> str:
        """Return ``text`` with the number of its item in front if it begins an item and has no number of its own."""
        if not self._pending or not text.strip():
            return text
        number, self._pending = self._pending, ""
        return text if _NUMBERED.match(text) else number + text.lstrip()


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text.strip()) else default


def _is_data(table: "HtmlElement") -> bool:
    """Return whether a table holds data; many pages also use tables to lay out whole texts.

    A table of data has at least two rows of several cells, only short cells in these rows, and no table inside.
    """
    if table.find(".//table") is not None:
        return False
    rows = [row for row in table.iter("tr") if len(row) > 1]
    return len(rows) > 1 and all(
        len(cell.text_content()) <= _LONGEST_CELL for row in rows for cell in row.iter("td", "th")
    )
