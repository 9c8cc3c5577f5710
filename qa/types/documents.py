"""A document as it is read, and its sections and passages."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Span:
    """A slice ``text[start:end]`` of a document."""

    start: int
    end: int

    def __len__(self) -> int:
        """Number of characters."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the file format marks, as HTML does with ``h1`` to ``h6``; level 1 is the highest."""

    span: Span
    level: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a document: one line per row; the first row names the columns."""

    rows: tuple[Span, ...]
    """the spans of the rows, at least two"""

    @property
    def span(self) -> Span:
        """The span from the first row to the last."""
        return Span(self.rows[0].start, self.rows[-1].end)


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a file of records, such as questions with their answers: one line per column, as 列名：值."""

    span: Span
    path: tuple[str, ...]
    """place of the record: the sheet, if there are several, and the row"""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata that an official document states; an empty string or ``None`` for a field that it does not state."""

    title: str
    """名称 (标题)"""
    issuer: str = ""
    """发布机构 (发文机关)"""
    index_number: str = ""
    """索引号"""
    document_number: str = ""
    """文号 (发文字号)"""
    category: str = ""
    """分类"""
    subject_words: str = ""
    """主题词"""
    date_written: date | None = None
    """成文日期"""
    date_published: date | None = None
    """发布日期"""
    status: str = ""
    """有效, 失效, 废止 …, if the document states it"""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read, or one document of a file that holds several: its text, and the spans that can be cited.

    ``header`` is the block of 索引号, 发布机构 …, if there is one; ``body`` is the document itself, without the
    navigation of a web page.
    """

    source: str
    """absolute path of the file; for a document inside an archive, a mail or a compilation, the path of the outer file
    continued with the name of the document"""
    media_type: str
    encoding: str
    text: str
    metadata: Metadata
    body: Span
    header: Span | None = None
    headings: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()
    records: tuple[Record, ...] = ()
    """the rows of a file that is a table of records and nothing else; they are its body"""
    pages: tuple[int, ...] = ()
    """offsets in ``text`` at which the pages begin, if the file has pages"""
    recognised: tuple[float | None, ...] = ()
    """for each page the mean confidence of text recognition, 0 to 1; ``None`` for a page with a text layer; empty
    if no page was recognised"""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document's body under one heading; consecutive sections cover the body."""

    span: Span
    heading_path: tuple[str, ...]
    list_path: tuple[str, ...] | None = None
    """for an item of a list (1. / （1） / 一是): the heading path of the list"""
    is_bare: bool = False
    """True if the section consists of its heading alone"""


class PassageKind(StrEnum):
    """The part of a document that a passage comes from."""

    HEADER = "header"
    BODY = "body"
    SIGNATURE = "signature"
    CONTENTS = "contents"
    """a table of contents, which is shown with its document but is never an answer"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a document that is searched and cited as a unit."""

    span: Span
    kind: PassageKind
    heading_path: tuple[str, ...]
    paragraph: int
    """1-based number of its first paragraph in the body; 0 in the header block"""
