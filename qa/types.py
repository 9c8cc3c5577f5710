"""The values that travel from a file to the screen.

All positions are offsets in Unicode code points into ``Document.text``, half open: ``text[start:end]``.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch ``text[start:end]`` of a document."""

    start: int
    end: int

    def __len__(self) -> int:
        """Number of characters."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that the file format itself marks (HTML ``h1``–``h6``), level 1 being the highest."""

    span: Span
    level: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a document: its rows, each a line; the first one says what the columns are."""

    rows: tuple[Span, ...]
    """at least two"""

    @property
    def span(self) -> Span:
        """From its first row to its last."""
        return Span(self.rows[0].start, self.rows[-1].end)


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a file of records, such as questions with their answers: one line a column, 列名：值."""

    span: Span
    path: tuple[str, ...]
    """where it stands: the sheet, if there are several, and the row"""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What an official document says of itself; an empty string or ``None`` where it says nothing."""

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
    """有效, 失效, 废止 …, where the document says so"""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its text and where in the text the document proper stands.

    ``header`` is the block of 索引号, 发布机构 …, if there is one; ``body`` the document itself without the page's
    navigation. Together they are what can be found and cited.
    """

    source: str
    """absolute path of the file"""
    media_type: str
    encoding: str
    text: str
    metadata: Metadata
    body: Span
    header: Span | None = None
    headings: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()
    records: tuple[Record, ...] = ()
    """the rows, where the file is nothing but a table of records; they are its body"""
    pages: tuple[int, ...] = ()
    """where each page begins in ``text``, if the file has pages"""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document's body under one heading; sections follow each other and cover the body."""

    span: Span
    heading_path: tuple[str, ...]
    list_path: tuple[str, ...] | None = None
    """for an item of a list (1. / （1） / 一是): the path of what the list stands under"""
    is_bare: bool = False
    """True when it is nothing but its heading"""


class PassageKind(StrEnum):
    """Which part of a document a passage comes from."""

    HEADER = "header"
    BODY = "body"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that is searched and cited as one."""

    span: Span
    kind: PassageKind
    heading_path: tuple[str, ...]
    paragraph: int
    """1-based number of its first paragraph, counted from the beginning of the body; 0 in the header block"""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quoted text stands, with everything a person needs to check it."""

    document_id: int
    title: str
    issuer: str
    index_number: str
    document_number: str
    date_written: date | None
    date_published: date | None
    heading_path: tuple[str, ...]
    paragraph: int
    start: int
    end: int
    source: str
    page: int | None = None
    """1-based number of the page, if the file has pages"""
    status: str = ""
    """有效, 失效, 废止 …, where the document says so"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was retrieved: ``text`` is exactly the cited slice of the document."""

    rank: int
    """1-based"""
    score: float
    """higher is better; comparable within one question only"""
    text: str
    citation: Citation
    also: tuple[Citation, ...] = ()
    """where else the same stands, word for word or nearly so"""


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """The sentence that answers, quoted from the document."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents may answer; an empty field does not restrict them."""

    issuer: str = ""
    """a part of the issuer's name"""
    since: date | None = None
    """the first day; documents are dated by ``date_written``, else by ``date_published``"""
    until: date | None = None
    """the last day"""
    document_number: str = ""
    """the 文号, in any kind of brackets"""
    status: str = ""
    """a part of the status, such as 有效"""
    document_id: int | None = None
    """the document's number in the library"""

    def __bool__(self) -> bool:
        """Whether any field restricts the documents."""
        return self != NO_FILTERS


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a question.

    ``found`` says whether the documents contain an answer; if not, ``sentence`` is ``None`` and ``passages`` are merely
    the nearest ones. ``confidence`` lies between 0 and 1.
    """

    question: str
    found: bool
    confidence: float
    sentence: AnswerSentence | None
    passages: tuple[Hit, ...]
    searched: str = ""
    """what was searched for in place of a question that leans on an earlier one or is misspelt; else empty"""
    filters: Filters = NO_FILTERS
    """the filters that were applied"""
    filters_from_question: bool = False
    """True if the question itself named the filters, as in "深圳市2019年关于…的文件" """
    calibrated: bool = True
    """False if ``confidence`` was not fitted for the model in use and may not be read as a probability"""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken into the library, and why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of a file that was given."""

    source: str
    became: Literal["added", "replaced", "unchanged", "refused"]
    reason: str = ""
    """why it was refused"""


NamesakeField = Literal["document_number", "title"]


@dataclass(frozen=True, slots=True)
class Namesake:
    """A file that was added and has a name in common with another text of the library."""

    source: str
    field: NamesakeField
    name: str
    other: str
    """the source of the other text"""


@dataclass(frozen=True, slots=True)
class AddReport:
    """What happened to each file that was given; the tuples hold absolute paths, in the order read."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    removed: tuple[str, ...] = ()
    """files that had gone from a folder that was synchronised"""
    namesakes: tuple[Namesake, ...] = ()
    files_left: int = 0
    """how many files were not looked at because the addition was stopped"""


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document of the library as listed."""

    id: int
    source: str
    """the file that citations name"""
    metadata: Metadata
    characters: int
    passages: int
    sources: tuple[str, ...] = ()
    """every file with this text"""


@dataclass(frozen=True, slots=True)
class DocumentContents:
    """A document of the library with its text and how it is cut."""

    summary: DocumentSummary
    content_hash: str
    """SHA-256 of the file"""
    media_type: str
    encoding: str
    text: str
    passages: tuple[Passage, ...]
    pages: tuple[int, ...] = ()
    """where each page begins in ``text``, if the file has pages"""
