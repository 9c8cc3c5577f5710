"""Find documents by name, also by a shortened title, and check documents against filters."""

from collections.abc import Sequence

from qa.index.condition import document_number_form
from qa.language import letters, matching_form
from qa.types import DocumentSummary, Filters

_SHORTEST_SUBSEQUENCE = 3


def is_same_number(one: str, other: str) -> bool:
    """Return whether two 文号 are the same, whatever their kinds of brackets and digits; False if either is empty."""
    return bool(one) and document_number_form(one) == document_number_form(other)


def is_allowed(document: DocumentSummary, filters: Filters) -> bool:
    """Return whether filters allow a document."""
    meta = document.metadata
    day = meta.date_written or meta.date_published
    return (
        filters.document_id in (None, document.id)
        and matching_form(filters.issuer) in matching_form(meta.issuer)
        and matching_form(filters.status) in matching_form(meta.status)
        and (not filters.document_number or is_same_number(filters.document_number, meta.document_number))
        and (filters.since is None or (day is not None and day >= filters.since))
        and (filters.until is None or (day is not None and day <= filters.until))
    )


def named_documents(name: str, documents: Sequence[DocumentSummary]) -> list[DocumentSummary]:
    """Return the documents that a title or short title may name: …物业管理条例 for 物业条例.

    Only the documents whose titles fit best are returned, those with the shortest titles first and, of equally long
    titles, the newest.
    """
    wanted = letters(name)
    likeness = {
        document.id: _likeness(wanted, letters(matching_form(document.metadata.title))) for document in documents
    }
    best = max(likeness.values(), default=0)
    if not best:
        return []
    same = [document for document in documents if likeness[document.id] == best]
    return sorted(same, key=lambda document: (len(document.metadata.title), newest_first(document)))


def _likeness(name: str, title: str) -> int:
    """Return how well a name fits a title.

    3: equal; 2: one contains the other; 1: the name's characters, at least three, occur in the title in this order, and
    both end with the same character; 0: otherwise.
    """
    if name == title:
        return 3
    if not name:
        return 0
    if name in title or (title and title in name):
        return 2
    characters = iter(title)
    is_subsequence = len(name) >= _SHORTEST_SUBSEQUENCE and all(character in characters for character in name)
    return int(is_subsequence and name[-1] == title[-1])


def newest_first(document: DocumentSummary) -> tuple[int, int]:
    """Return the key that sorts documents by their date, the newest first, those without a date last."""
    day = document.metadata.date_written or document.metadata.date_published
    return -(day.toordinal() if day else 0), document.id
