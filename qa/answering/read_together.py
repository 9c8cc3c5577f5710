"""Read the first passages together with the question: which one answers, and how surely.

This takes too long for more than a few passages. They are the first ones after the comparison with their sentences
(``qa/answering/read_passages.py``).
"""

from collections.abc import Sequence
from dataclasses import replace

from embeddings import SpanReader
from qa.chunking.context import context_text
from qa.index import StoredPassage
from qa.search import RankedPassage, Reading, read_as

PASSAGES_READ = 2
"""maximum number of passages that are read"""
REACH = 1.0
"""A passage whose score is more than this below the best one is not read."""
LOGIT_WEIGHT = 0.3
"""weight of the reader's logit in the score of a passage, fitted by ``training/ranking_weights.py``"""


def read_together(
    question: str, passages: Sequence[RankedPassage], reader: SpanReader | None
) -> tuple[RankedPassage, ...]:
    """Return the passages of a ranking, the first of which were read together with the question and are in a new order.

    Args:
        question: the question's text.
        passages: the passages, the best first; none, or the first has a reading.
        reader: ``None`` leaves the passages as they are.

    Raises:
        ModelError: the reader's model cannot be loaded.
    """
    if reader is None or not passages:
        return tuple(passages)
    least = passages[0].score - REACH
    first = [entry for entry in passages[:PASSAGES_READ] if entry.reading and entry.score >= least]
    readings = closer_readings(question, first, reader)
    gains = [LOGIT_WEIGHT * (reading.logit or 0.0) for reading in readings]
    read = read_as(first, [entry.relevance + gain for entry, gain in zip(first, gains, strict=True)], readings)
    # None of the others was better than the last of those that were read, so with the lowest gain none comes before it.
    others = passages[len(first) :]
    unread = read_as(others, [entry.relevance + min(gains) for entry in others], [entry.reading for entry in others])
    return (*sorted(read, key=lambda entry: -entry.score), *unread)


def closer_readings(question: str, entries: Sequence[RankedPassage], reader: SpanReader) -> list[Reading]:
    """Return the readings of passages that have one, with the logit of whether each answers.

    Raises:
        ModelError: the reader's model cannot be loaded.
    """
    found = reader.read(question, [_text(entry.passage) for entry in entries])
    return [
        replace(entry.reading or Reading(0.0), logit=read.relevance) for entry, read in zip(entries, found, strict=True)
    ]


def _text(passage: StoredPassage) -> str:
    """Return a passage with its title and headings, as the reader was trained to read it."""
    citation = passage.citation
    headings = tuple(heading for heading in citation.heading_path if heading not in passage.text)
    title = "" if citation.title in passage.text else citation.title
    context = context_text(title, headings, passage.kind).strip("\n")
    return f"{context}\n{passage.text}" if context else passage.text
