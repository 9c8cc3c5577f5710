"""A citation as a line of text, and as others write references."""

from qa.types import Citation


def citation_line(citation: Citation) -> str:
    """《title》, issuer, document number, date, headings, paragraph, page, status: what the document has of them."""
    return "，".join((f"《{citation.title}》", *citation_details(citation)))


def quoted(text: str, citation: Citation) -> str:
    """A quotation with its citation, on one line."""
    return f"“{' '.join(text.split())}”（{citation_line(citation)}）"


def reference(citation: Citation) -> str:
    """The reference list's form by GB/T 7714—2015, 4.1: issuer. title: document number[Z]. date: page or paragraph.

    ``[Z]`` is the standard's mark (table B.1) for what is neither a book nor any other of its kinds.
    """
    day = citation.date_written or citation.date_published
    number = f": {citation.document_number}" if citation.document_number else ""
    place = f"第 {citation.page} 页" if citation.page else _place(citation)
    issuer = f"{citation.issuer}. " if citation.issuer else ""
    return f"{issuer}{citation.title}{number}[Z]. {day.isoformat() if day else '日期不详'}: {place}."


def place_details(citation: Citation) -> tuple[str, ...]:
    """Where in its document a citation stands: headings, paragraph, page."""
    page = f"第 {citation.page} 页" if citation.page else ""
    return tuple(part for part in (" › ".join(citation.heading_path), _place(citation), page) if part)


def citation_details(citation: Citation) -> tuple[str, ...]:
    """The parts of a citation behind the title, in order."""
    day = citation.date_written or citation.date_published
    parts = (
        citation.issuer,
        citation.document_number,
        f"{day.year}年{day.month}月{day.day}日" if day else "",
        *place_details(citation),
        citation.status,
    )
    return tuple(part for part in parts if part)


def _place(citation: Citation) -> str:
    return f"第 {citation.paragraph} 段" if citation.paragraph else "文件头"
