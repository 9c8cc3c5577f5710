"""Excel files for tests, and the texts of the passages of a document."""

import io
from collections.abc import Sequence

from openpyxl import Workbook

from qa.chunking import passages
from qa.types import Document


def saved(rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> bytes:
    """Return the bytes of an Excel file with these rows and merged cells on its first sheet."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for block in merged:
        book.worksheets[0].merge_cells(block)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def texts(document: Document, limit: int = 480) -> list[str]:
    """Return the texts of the passages of a document."""
    return [document.text[p.span.start : p.span.end] for p in passages(document, limit)]
