"""Find the tables of a text whose rows are lines with tabs between the cells."""

import re
from dataclasses import replace

from qa.reading.formats.extracted_text import ExtractedText
from qa.types import Span, Table

_LINE = re.compile("[^\n]+")
_LEAST_ROWS = 2


def with_tab_tables(extracted: ExtractedText) -> ExtractedText:
    """Return a text in which consecutive lines with the same number of tabs, at least one, are marked as tables.

    These tables replace those of ``extracted``. A single row is not a table.
    """
    tables: list[list[Span]] = []
    before_end, before_cells = -1, 0
    for line in _LINE.finditer(extracted.text):
        cells = line[0].count("\t")
        if not cells:
            continue
        # An empty first cell leaves a tab at the beginning of the row, with which a span must not begin.
        row = Span(line.start() + len(line[0]) - len(line[0].lstrip()), line.end())
        if line.start() == before_end + 1 and cells == before_cells:
            tables[-1].append(row)
        else:
            tables.append([row])
        before_end, before_cells = line.end(), cells
    return replace(extracted, tables=tuple(Table(tuple(rows)) for rows in tables if len(rows) >= _LEAST_ROWS))
