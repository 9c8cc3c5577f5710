"""The dataclasses that all packages share, from documents to answers.

All positions are offsets in Unicode code points into ``Document.text``, half open: ``text[start:end]``.
"""

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Literal


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
    """A heading that the file format marks (HTML ``h1`` to ``h6``); level 1 is the highest."""

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
    """A file as read: its text, and the spans of the text that can be found and cited.

    ``header`` is the block of 索引号, 发布机构 …, if there is one; ``body`` is the document itself, without the
    navigation of a web page.
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
    """a table of contents, which is shown with its document and answers nothing"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a document that is searched and cited as a unit."""

    span: Span
    kind: PassageKind
    heading_path: tuple[str, ...]
    paragraph: int
    """1-based number of its first paragraph in the body; 0 in the header block"""


@dataclass(frozen=True, slots=True)
class Citation:
    """The place of a quoted text, with everything that a person needs to check it."""

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
    """1-based page number, if the file has pages"""
    status: str = ""
    """有效, 失效, 废止 …, if the document states it"""
    provision: str = ""
    """the article, paragraph and item of a law: 第二条第三款第（二）项; empty outside articles"""
    recognition: float | None = None
    """the mean confidence, 0 to 1, with which text recognition read the page; ``None`` if the text is the file's own"""

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as JSON values: dates as ISO 8601, ``None`` for a field that is not stated."""
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved passage; ``text`` is exactly the cited slice of the document."""

    rank: int
    """rank from 1 for the best"""
    score: float
    """higher is better; comparable within one question only"""
    text: str
    citation: Citation
    also: tuple[Citation, ...] = ()
    """the other places of the same text, word for word or nearly so"""

    def to_dict(self) -> dict[str, Any]:
        """Return ``rank, score, text, citation, also`` as JSON values, as ``qa ask --json`` prints them."""
        return {
            "rank": self.rank,
            "score": round(self.score, 6),
            "text": self.text,
            "citation": self.citation.to_dict(),
            "also": [citation.to_dict() for citation in self.also],
        }


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """The sentence that answers, quoted from the document."""

    text: str
    citation: Citation
    value: Span | None = None
    """the words in it that answer, such as 4天, as offsets in the document; ``None`` if they are not known"""
    items: int = 0
    """number of items of a list that is quoted only in part; 0 otherwise"""
    lead: str = ""
    """words before a fragment or list item on which its meaning depends; empty if it needs none"""

    @property
    def value_text(self) -> str:
        """The words that answer; empty if they are not known."""
        start = self.citation.start
        return self.text[self.value.start - start : self.value.end - start] if self.value else ""

    def to_dict(self) -> dict[str, Any]:
        """Return ``text, citation, value, items, lead`` as JSON values; ``value``: ``text, start, end`` or ``None``."""
        value = self.value
        return {
            "text": self.text,
            "citation": self.citation.to_dict(),
            "value": {"text": self.value_text, "start": value.start, "end": value.end} if value else None,
            "items": self.items,
            "lead": self.lead,
        }


@dataclass(frozen=True, slots=True)
class Filters:
    """Restrictions on the documents that may answer; an empty field restricts nothing."""

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


class AnswerKind(StrEnum):
    """The kind of reply that a question got."""

    ANSWER = "answer"
    """an answer from the documents, or the result that they have none"""
    PLACES = "places"
    """passages that contain a word, because the question is that word alone"""
    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    IDENTITY = "identity"
    """the question who or what the program is"""
    ABILITY = "ability"
    """the question what the program can do"""
    DOCUMENTS = "documents"
    """a question about the library itself: ``listing`` names its documents"""

    @property
    def is_small_talk(self) -> bool:
        """Whether the documents were not searched."""
        return self not in (AnswerKind.ANSWER, AnswerKind.PLACES, AnswerKind.DOCUMENTS)


class AnswerStatus(StrEnum):
    """The degree of confidence in an answer."""

    FOUND = "found"
    POSSIBLE = "possible"
    """a sentence that may answer, to be checked"""
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Missing:
    """A year, date, number or amount of the question that the documents do not state."""

    asked: str
    present: tuple[str, ...] = ()
    """values of the same kind that the documents state"""

    def to_dict(self) -> dict[str, Any]:
        """Return ``asked, present`` as JSON values."""
        return {"asked": self.asked, "present": list(self.present)}


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document of the library, as listed."""

    id: int
    source: str
    """the path that citations name"""
    metadata: Metadata
    characters: int
    passages: int
    sources: tuple[str, ...] = ()
    """the paths of all files with this content"""


@dataclass(frozen=True, slots=True)
class LaterDocument:
    """A document of the library that is newer than the cited one and takes its place, or repeals it."""

    relation: Literal["newer", "repeals"]
    citation: Citation
    """the newer document, or the place where the cited one is repealed"""

    def to_dict(self) -> dict[str, Any]:
        """Return ``relation, citation`` as JSON values."""
        return {"relation": self.relation, "citation": self.citation.to_dict()}


@dataclass(frozen=True, slots=True)
class Listing:
    """The documents that a question about the library asks for."""

    documents: tuple[DocumentSummary, ...]
    """documents, newest first; only the first ones if there are many"""
    total: int
    """total number of these documents"""


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a question.

    If the documents do not contain an answer, ``found`` is False, ``sentence`` is ``None`` and ``passages`` are merely
    the nearest passages. A sentence without ``found`` is a possible answer. ``confidence`` lies between 0 and 1.
    """

    question: str
    found: bool
    confidence: float
    sentence: AnswerSentence | None
    passages: tuple[Hit, ...]
    searched: str = ""
    """the text that was searched for in place of a follow-up question or a misspelt one; else empty"""
    filters: Filters = NO_FILTERS
    """the filters that were applied"""
    filters_from_question: bool = False
    """True if the question itself named the filters, as 深圳市2019年关于…的文件 does"""
    calibrated: bool = True
    """False if ``confidence`` was not fitted for the model in use and may not be read as a probability"""
    vectors_only: bool = False
    """True if there is no usable index of words, so that passages were found by their vectors alone"""
    kind: AnswerKind = AnswerKind.ANSWER
    missing: tuple[Missing, ...] = ()
    """values and names in the question that the documents do not state"""
    suggestions: tuple[str, ...] = ()
    """questions that the library answers, beside the reply to small talk"""
    also_searched: tuple[str, ...] = ()
    """the official words that were searched besides the question's everyday words and occur in the passages found"""
    parts: tuple["Answer", ...] = ()
    """answers to the parts of a question that asks several things; ``sentence`` is that of the most confident one"""
    later: tuple[LaterDocument, ...] = ()
    """the documents that repeal the cited one or take its place, the newest first"""
    listing: Listing | None = None
    """the documents asked for, if the question is about the library itself"""
    pinned: bool = False
    """True if a person chose the sentence as the answer to this question"""

    @property
    def status(self) -> AnswerStatus:
        """Found, possible or not found."""
        if self.found:
            return AnswerStatus.FOUND
        return AnswerStatus.NOT_FOUND if self.sentence is None else AnswerStatus.POSSIBLE


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken into the library, with the reason."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """The outcome of adding one file."""

    source: str
    became: Literal["added", "replaced", "unchanged", "refused"]
    reason: str = ""
    """the reason for a refusal; empty otherwise"""


NamesakeField = Literal["document_number", "title"]


@dataclass(frozen=True, slots=True)
class Namesake:
    """An added file that shares its 文号 or its title with another document of the library."""

    source: str
    field: NamesakeField
    name: str
    other: str
    """the path of the other document's file"""


@dataclass(frozen=True, slots=True)
class AddReport:
    """The outcome of adding files; the tuples hold absolute paths in the order of reading."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    removed: tuple[str, ...] = ()
    """files removed because they no longer exist in a synchronised folder"""
    namesakes: tuple[Namesake, ...] = ()
    files_left: int = 0
    """number of files that were not read because the addition was stopped"""


@dataclass(frozen=True, slots=True)
class DocumentContents:
    """A document of the library with its text and its passages."""

    summary: DocumentSummary
    content_hash: str
    """SHA-256 of the file, hexadecimal"""
    media_type: str
    encoding: str
    text: str
    passages: tuple[Passage, ...]
    pages: tuple[int, ...] = ()
    """offsets in ``text`` at which the pages begin, if the file has pages"""
    recognised: tuple[float | None, ...] = ()
    """for each page the mean confidence of text recognition; as in :class:`Document`"""
