"""Convert database rows to dataclasses, and back."""

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from qa.chunking.cited_provision import provision
from qa.types import Citation, Metadata, Passage, PassageKind, Span

METADATA_COLUMNS = (
    "title, issuer, index_number, document_number, category, subject_words, date_written, date_published, status"
)
PASSAGE_COLUMNS = "kind, start, end, paragraph, heading_path"
FIRST_SOURCE = "(SELECT full_path(path) FROM sources WHERE document_id = d.id ORDER BY id LIMIT 1)"
"""SQL for the source that is cited: the one that was added first"""
_FIRST_STORED_PATH = "(SELECT path FROM sources WHERE document_id = d.id ORDER BY id LIMIT 1)"
_LONGEST_SLICED = 50_000
"""maximum length in characters of a document whose text SQLite slices; SQLite reads the whole text for each slice"""
STORED_COLUMNS = (
    "p.id, p.kind, CASE WHEN (SELECT end FROM passages WHERE document_id = d.id ORDER BY id DESC LIMIT 1) "
    f"<= {_LONGEST_SLICED} THEN substr(d.text, p.start + 1, p.end - p.start) END, "
    "p.document_id, p.paragraph, p.heading_path, p.start, "
    f"p.end, {_FIRST_STORED_PATH}, d.title, d.issuer, d.index_number, d.document_number, d.date_written, "
    "d.date_published, d.status, d.pages, d.recognised"
)


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as read from the store, with its slice of the document's text."""

    id: int
    kind: PassageKind
    text: str
    citation: Citation
    pages: tuple[int, ...] = ()
    """offsets in the document's text at which its pages begin; empty if it has no pages"""
    recognised: tuple[float | None, ...] = ()
    """for each page the mean confidence of text recognition, ``None`` for a page that was not recognised; empty if no
    page was"""


def long_documents(found: Sequence[Sequence[Any]]) -> list[int]:
    """Return the numbers of the documents in rows of ``STORED_COLUMNS`` that are too long for SQLite to slice."""
    return sorted({document for _, _, text, document, *_ in found if text is None})


def stored_passage(row: Sequence[Any], texts: Mapping[int, str], folder: str) -> StoredPassage:
    """Return the passage in a row of ``STORED_COLUMNS``.

    Args:
        row: the row.
        texts: the texts of the documents that :func:`long_documents` returns, by document number.
        folder: the library's folder, to which stored paths are relative.

    Raises:
        ValueError, TypeError, LookupError: the row holds a value that this program does not write.
    """
    passage, kind, text, document, paragraph, path, start, end, source, *named = row
    title, issuer, index, number, written, pub, status, pages, recognised = named
    if not (isinstance(start, int) and isinstance(end, int)):
        raise ValueError(f"passage {passage} from {start!r} to {end!r}")
    headings = _parsed_list(path)
    if text is None:
        text = texts[document][start:end]
    citation = Citation(
        document_id=document,
        title=title,
        issuer=issuer,
        index_number=index,
        document_number=number,
        date_written=_date(written),
        date_published=_date(pub),
        heading_path=headings,
        paragraph=paragraph,
        start=start,
        end=end,
        source=_full_path(folder, source) if source else source,
        status=status,
        provision=_provision(headings),
    )
    breaks, confidences = _parsed_list(pages), _parsed_list(recognised)
    placed = on_page(citation, breaks, confidences)
    return StoredPassage(passage, _kind(kind), text, placed, breaks, confidences)


def on_page(citation: Citation, pages: Sequence[int], recognised: Sequence[float | None] = ()) -> Citation:
    """Return a citation with its page number and, if that page was recognised, its recognition confidence.

    Args:
        citation: a citation of the document.
        pages: the offsets at which the document's pages begin; without any, the citation has no page.
        recognised: for each page the mean confidence of text recognition, ``None`` for a page that was not recognised;
            empty if no page was.
    """
    if not pages:
        return citation
    page = bisect_right(pages, citation.start) or 1
    return replace(citation, page=page, recognition=recognised[page - 1] if recognised else None)


def metadata(row: Sequence[Any]) -> Metadata:
    """Return the metadata in a row of ``METADATA_COLUMNS``."""
    title, issuer, index_number, document_number, category, subject_words, written, published, status = row
    return Metadata(
        title=title,
        issuer=issuer,
        index_number=index_number,
        document_number=document_number,
        category=category,
        subject_words=subject_words,
        date_written=_date(written),
        date_published=_date(published),
        status=status,
    )


def metadata_row(meta: Metadata) -> tuple[str | None, ...]:
    """Return the values of ``METADATA_COLUMNS`` for a document's metadata."""
    return (
        *(meta.title, meta.issuer, meta.index_number, meta.document_number, meta.category, meta.subject_words),
        *(_iso(meta.date_written), _iso(meta.date_published), meta.status),
    )


def passage(row: Sequence[Any]) -> Passage:
    """Return the passage in a row of ``PASSAGE_COLUMNS``."""
    kind, start, end, paragraph, path = row
    return Passage(Span(start, end), PassageKind(kind), _parsed_list(path), paragraph)


def passage_row(found: Passage) -> tuple[str, int, int, int, str]:
    """Return the values of ``PASSAGE_COLUMNS`` for a passage."""
    path = json.dumps(found.heading_path, ensure_ascii=False)
    return (found.kind.value, found.span.start, found.span.end, found.paragraph, path)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_kind = cache(PassageKind)


@lru_cache(maxsize=10_000)
def _full_path(folder: str, path: str) -> str:
    """Do the same as ``Database.full_path``, without a call from SQLite back to Python for each passage."""
    return str(Path(folder, path))


@lru_cache(maxsize=10_000)
def _provision(headings: tuple[str, ...]) -> str:
    """Return the provision of a whole passage, which depends on the headings alone."""
    return provision(headings, "")


@lru_cache(maxsize=10_000)
def _parsed_list(text: str) -> tuple[Any, ...]:
    """Return a JSON list as a tuple; cached, because the passages of a section or a document share it."""
    items = tuple(json.loads(text))
    if not all(item is None or isinstance(item, int | float) for item in items):
        # A damaged text may hold a lone surrogate, which cannot be printed or stored.
        "".join(items).encode()
    return items
