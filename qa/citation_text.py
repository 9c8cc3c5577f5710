"""Write citations as a line of text or as an entry of a reference list."""

import re
from typing import NamedTuple

from qa.types import Citation, DocumentSummary


class CitationWords(NamedTuple):
    """The wording of a citation in one language; ``{}`` marks the place of a value."""

    day: str
    """template of a date, with places for year, month and day"""
    paragraph: str
    page: str
    header: str
    """words for the place of a text in the header block of a document (索引号 …), which has no paragraph number"""
    recognised: str
    """template of the note on recognised text, with a place for the mean confidence"""


_PARAGRAPH = re.compile("第[一二三四五六七八九十]+款")
CHINESE = CitationWords("{}年{}月{}日", "第 {} 段", "第 {} 页", "文件头", "文字识别，请核对原件（置信度 {:.0%}）")


def citation_line(citation: Citation) -> str:
    """Return a citation on one line: 《title》, then the parts that :func:`citation_details` lists."""
    return "，".join((f"《{citation.title}》", *citation_details(citation)))


def quoted(text: str, citation: Citation) -> str:
    """Return a quotation with its citation on one line."""
    return f"“{' '.join(text.split())}”（{citation_line(citation)}）"


def reference(citation: Citation) -> str:
    """Return a reference after GB/T 7714—2015, 4.1: issuer. title: document number[Z]. date: place.

    The place is the page; without a page, the provision of a law; without a provision, the paragraph or 文件头. An
    issuer or a document number that the document does not state is left out; a missing date is written as 日期不详.
    ``[Z]`` is the standard's mark (table B.1) for documents that fit none of its other kinds.
    """
    day = citation.date_written or citation.date_published
    number = f": {citation.document_number}" if citation.document_number else ""
    place = CHINESE.page.format(citation.page) if citation.page else citation.provision or _place(citation, CHINESE)
    issuer = f"{citation.issuer}. " if citation.issuer else ""
    return f"{issuer}{citation.title}{number}[Z]. {day.isoformat() if day else '日期不详'}: {place}."


def place_details(citation: Citation, words: CitationWords = CHINESE) -> tuple[str, ...]:
    """Return the place of a citation within its document, in up to three parts.

    The parts are the headings with the provision, the paragraph or else the header block, and the page. A part that the
    citation does not have is left out; the result is empty for the citation of a whole document.
    """
    page = words.page.format(citation.page) if citation.page else ""
    return tuple(part for part in (" › ".join(_headings(citation)), _place(citation, words), page) if part)


def _headings(citation: Citation) -> tuple[str, ...]:
    """Return the headings; a provision (第二条第三款) takes the place of the headings of its article and paragraph."""
    above = [heading for heading in citation.heading_path if not citation.provision.startswith(heading)]
    if not citation.provision:
        return citation.heading_path
    return (*(heading for heading in above if not _PARAGRAPH.fullmatch(heading)), citation.provision)


def citation_details(citation: Citation, words: CitationWords = CHINESE) -> tuple[str, ...]:
    """Return the parts of a citation after the title: issuer, document number, date, place, status, recognition.

    The date is the date of writing or, if the document does not state it, the date of publication. A text recognised
    from a picture has a note with the confidence of the recognition. Parts that the document does not state are left
    out.
    """
    day = citation.date_written or citation.date_published
    parts = (
        citation.issuer,
        citation.document_number,
        words.day.format(day.year, day.month, day.day) if day else "",
        *place_details(citation, words),
        citation.status,
        "" if citation.recognition is None else words.recognised.format(citation.recognition),
    )
    return tuple(part for part in parts if part)


def document_citation(document: DocumentSummary) -> Citation:
    """Return the citation of a whole document, without a place in it."""
    meta = document.metadata
    return Citation(
        document.id,
        meta.title,
        meta.issuer,
        meta.index_number,
        meta.document_number,
        meta.date_written,
        meta.date_published,
        heading_path=(),
        paragraph=0,
        start=0,
        end=0,
        source=document.source,
        status=meta.status,
    )


def _place(citation: Citation, words: CitationWords) -> str:
    if citation.paragraph:
        return words.paragraph.format(citation.paragraph)
    return words.header if citation.end else ""
