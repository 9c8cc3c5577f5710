"""Read the first passages of a ranking, and rank them anew by what the reader says.

The two retrievers and the words that a passage shares with the question find the passages; the reader, which reads the
question together with a passage, knows best which of them answers.
"""

from collections.abc import Sequence
from dataclasses import replace

from embeddings import PassageReader, ReadablePassage
from qa.chunking.context import headings_text
from qa.search import RankedPassage, Ranking

PASSAGES_READ = 16
"""More take longer than the gain is worth: see ``docs/evaluation.md``."""
_COMPARED = 5
"""how many passages without filters the confidence compares with the first"""


def read_first(question: str, ranking: Ranking, reader: PassageReader | None) -> Ranking:
    """Return a ranking whose first passages are read and ranked anew; the others follow with the lowest relevance.

    Args:
        question: the question's text.
        ranking: the passages for it.
        reader: ``None`` leaves the ranking as it is.

    Raises:
        ModelError: the reader cannot be loaded.
    """
    if reader is None or not ranking.passages:
        return ranking
    passages = _read(question, ranking.passages, PASSAGES_READ, reader)
    if ranking.unfiltered is ranking.passages:
        return replace(ranking, passages=passages, unfiltered=passages)
    return replace(ranking, passages=passages, unfiltered=_read(question, ranking.unfiltered, _COMPARED, reader))


def _read(
    question: str, passages: Sequence[RankedPassage], count: int, reader: PassageReader
) -> tuple[RankedPassage, ...]:
    readings = reader.read(question, [readable(entry) for entry in passages[:count]])
    lowest = min((reading.relevance for reading in readings), default=0.0)
    read = [
        replace(entry, relevance=reading.relevance, reading=reading)
        for entry, reading in zip(passages, readings, strict=False)
    ]
    rest = [replace(entry, relevance=lowest) for entry in passages[count:]]
    # Sorting is stable: equal scores keep the order that newer documents come first.
    return tuple(sorted([*read, *rest], key=lambda entry: -entry.score))


def readable(entry: RankedPassage) -> ReadablePassage:
    """Return a ranked passage as a reader reads it."""
    citation = entry.passage.citation
    headings = headings_text(citation.heading_path, entry.passage.kind)
    return ReadablePassage(citation.title, headings, entry.passage.text)
