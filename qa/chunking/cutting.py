"""Cut a span of text into pieces within a limit, at the ends of table rows, sentences and clauses."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from qa.language import clauses, normalise, sentences
from qa.types import Span, Table

_MAY_GROW = re.compile(r"[^\x00-\x7f\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e]")
"""matches the rare characters that normalisation may expand"""


def normalised_length(text: str, span: Span) -> int:
    """Return the length of a span in characters after NFKC normalisation."""
    return len(span) + sum(map(_growth, _MAY_GROW.findall(text, span.start, span.end)))


def cut(text: str, span: Span, limit: int, tables: Sequence[Table] = ()) -> Iterator[Span]:
    """Cut a span at sentence ends into pieces that are as long as ``limit`` allows.

    A sentence longer than ``limit`` is cut into clauses, and a clause longer than ``limit`` between characters. Each
    row of a table is a piece of its own, with two exceptions: the first row, which names the columns, is joined to the
    second if both fit; and a row longer than ``limit`` is cut like other text.

    Args:
        text: the text of the document.
        span: the span to cut; the pieces omit only its white space.
        limit: the longest piece, in characters after NFKC normalisation.
        tables: the tables of the document, in order; only those that lie wholly in the span are cut into rows.
    """
    current: Span | None = None
    length = 0
    for unit, joins in _units(text, span, limit, tables):
        if current and joins:
            longer = length + normalised_length(text, Span(current.end, unit.end))
            if longer <= limit:
                current, length = Span(current.start, unit.end), longer
                continue
        if current:
            yield current
        current, length = unit, normalised_length(text, unit)
    if current:
        yield current


def _units(text: str, span: Span, limit: int, tables: Sequence[Table]) -> Iterator[tuple[Span, bool]]:
    """Yield sentences and table rows in order, each with whether it may share a piece with the unit before it."""
    position = span.start
    first, last = (bisect_left(tables, at, key=lambda table: table.span.start) for at in (span.start, span.end))
    for table in tables[first:last]:
        if table.span.end > span.end:
            continue
        yield from _joining(
            _sentences(text, Span(position, table.span.start), limit), after_table=position > span.start
        )
        for number, row in enumerate(table.rows):
            parts = [row] if normalised_length(text, row) <= limit else list(_sentences(text, row, limit))
            # The parts of one long row may share a piece.
            yield from ((part, number == 1 or place > 0) for place, part in enumerate(parts))
        position = table.span.end
    yield from _joining(_sentences(text, Span(position, span.end), limit), after_table=position > span.start)


def _joining(spans: Iterator[Span], *, after_table: bool) -> Iterator[tuple[Span, bool]]:
    """Yield sentences, each with whether it may share a piece with the unit before it.

    Only the first sentence after a table may not.
    """
    return ((span, not after_table or place > 0) for place, span in enumerate(spans))


def _sentences(text: str, span: Span, limit: int) -> Iterator[Span]:
    """Yield the sentences of a span; cut those longer than ``limit`` into clauses, and longer clauses anywhere."""
    for found in sentences(text[span.start : span.end]):
        sentence = Span(span.start + found.start, span.start + found.end)
        if normalised_length(text, sentence) <= limit:
            yield sentence
            continue
        for clause in clauses(text, sentence):
            yield from _characters(text, clause, limit)


def _characters(text: str, span: Span, limit: int) -> Iterator[Span]:
    start, length = span.start, 0
    for position in range(span.start, span.end):
        width = 1 + _growth(text[position])
        if position > start and length + width > limit:
            yield Span(start, position)
            start, length = position, 0
        length += width
    yield Span(start, span.end)


@cache
def _growth(character: str) -> int:
    """Return how many characters normalisation adds to a character."""
    return len(normalise(character)) - 1
