"""Write the list of documents, and parts of a document, as text for agents."""

from collections.abc import Sequence

from qa.citation_text import citation_line
from qa.server.answer_text import Link
from qa.types import Citation, DocumentContents, DocumentSummary

_LISTED = 50
_CHARACTERS = 20_000
"""number of characters of a document that are shown at once"""


def list_text(documents: Sequence[DocumentSummary], offset: int, link: Link) -> str:
    """Return a part of a list of documents, with each document's number, citation and link.

    Args:
        documents: all documents of the list.
        offset: number of documents to skip.
        link: returns the address of a document.
    """
    shown = documents[offset : offset + _LISTED]
    rest = len(documents) - offset - len(shown)
    lines = [
        f"编号 {summary.id}：{citation_line(_citation(summary))}\n链接：{link(_citation(summary))}" for summary in shown
    ]
    more = [f"还有 {rest} 份，用 offset={offset + _LISTED} 接着看"] if rest > 0 else []
    return "\n".join((f"共 {len(documents)} 份文件", *lines, *more))


def contents_text(contents: DocumentContents, start: int, link: Link) -> str:
    """Return a part of a document with its citation and link.

    Args:
        contents: the document.
        start: position of the first character of the part.
        link: returns the address of a document.
    """
    end = min(start + _CHARACTERS, len(contents.text))
    citation = _citation(contents.summary)
    more = f"\n\n（第 {start} 到 {end} 字，共 {len(contents.text)} 字；用 start={end} 接着读）"
    head = f"出处：{citation_line(citation)}\n链接：{link(citation)}\n\n"
    return head + contents.text[start:end] + (more if end < len(contents.text) else "")


def _citation(summary: DocumentSummary) -> Citation:
    """Return a citation of the whole document."""
    meta = summary.metadata
    return Citation(
        document_id=summary.id,
        title=meta.title,
        issuer=meta.issuer,
        index_number=meta.index_number,
        document_number=meta.document_number,
        date_written=meta.date_written,
        date_published=meta.date_published,
        heading_path=(),
        paragraph=0,
        start=0,
        end=0,
        source=summary.source,
        status=meta.status,
    )
