"""A citation as a line of text."""

from qa.types import Citation


def citation_line(citation: Citation) -> str:
    """《title》, issuer, document number, date, headings, paragraph, page, status: what the document has of them."""
    return "，".join((f"《{citation.title}》", *citation_details(citation)))


def citation_details(citation: Citation) -> tuple[str, ...]:
    """The parts of a citation behind the title, in order."""
    day = citation.date_written or citation.date_published
    place = f"第 {citation.paragraph} 段" if citation.paragraph else "文件头"
    parts = (
        citation.issuer,
        citation.document_number,
        f"{day.year}年{day.month}月{day.day}日" if day else "",
        " › ".join(citation.heading_path),
        place,
        f"第 {citation.page} 页" if citation.page else "",
        citation.status,
    )
    return tuple(part for part in parts if part)
