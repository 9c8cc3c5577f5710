"""Text that is quoted from a document, with its citation."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from qa.types.documents import Span


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
    """1-based number, in the body, of the paragraph in which the quoted text begins; 0 in the header block"""
    start: int
    """offset in the document's text at which the quoted text begins"""
    end: int
    """offset at which the quoted text ends"""
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
        """Return the fields by name, dates as ISO 8601; a missing date, page or recognition is ``None``."""
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
    """number of all items of a list, if only its first items are quoted; 0 otherwise. If an answer quotes only the
    first of the table rows that answer, the sentence of the last row quoted has the number of all rows"""
    lead: str = ""
    """earlier words of the document that the sentence needs to be understood: the lead-in of a list item or fragment,
    or the header row of a table row; otherwise empty"""

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
