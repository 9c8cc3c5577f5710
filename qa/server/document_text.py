"""Write the list of documents, and parts of a document, as text for agents."""

from collections.abc import Sequence

from qa.citation_text import citation_line, document_citation
from qa.server.answer_text import Link
from qa.types import DocumentContents, DocumentSummary

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
    cited = [document_citation(summary) for summary in shown]
    lines = [f"编号 {each.document_id}：{citation_line(each)}\n链接：{link(each)}" for each in cited]
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
    citation = document_citation(contents.summary)
    more = f"\n\n（第 {start} 到 {end} 字，共 {len(contents.text)} 字；用 start={end} 接着读）"
    head = f"出处：{citation_line(citation)}\n链接：{link(citation)}\n\n"
    return head + contents.text[start:end] + (more if end < len(contents.text) else "")
