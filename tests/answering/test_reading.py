"""Passages are ranked anew by what a reader says of them."""

from collections.abc import Sequence

import pytest

from embeddings import ReadablePassage, Reading
from qa.answering.reading import PASSAGES_READ, read_first
from qa.search import Ranking
from tests.answering.test_confidence import ranked


class WordReader:
    """A reader for which a passage is as relevant as it is late in the ranking."""

    identity = "late@1"

    def __init__(self) -> None:
        self.read_counts: list[int] = []

    def read(self, question: str, passages: Sequence[ReadablePassage]) -> list[Reading]:
        """Count the passages."""
        self.read_counts.append(len(passages))
        return [Reading.without_spans(10.0 * place) for place, _ in enumerate(passages)]

    def load(self) -> None:
        """Have nothing to load."""


def ranking(count: int) -> Ranking:
    """Return a ranking of passages, each of which shares less with the question than the one before."""
    entries = ranked(*(1 - place / count for place in range(count)))
    return Ranking(entries, entries)


def ids(found: Ranking) -> list[int]:
    return [entry.passage.id for entry in found.passages]


def test_without_a_reader_or_passages_a_ranking_stays() -> None:
    found = ranking(3)
    assert read_first("几天？", found, None) is found
    empty = Ranking((), ())
    assert read_first("几天？", empty, WordReader()) is empty


def test_the_reader_orders_what_it_read_and_the_others_follow() -> None:
    found = ranking(PASSAGES_READ + 5)
    read = read_first("几天？", found, WordReader())
    first = ids(found)[:PASSAGES_READ]
    assert ids(read)[:PASSAGES_READ] == first[::-1]
    assert sorted(ids(read)) == sorted(ids(found))
    scores = [entry.score for entry in read.passages]
    assert scores == sorted(scores, reverse=True)
    assert [entry.reading is None for entry in read.passages].count(True) == 5


def test_a_ranking_without_filters_is_read_once() -> None:
    reader = WordReader()
    read = read_first("几天？", ranking(3), reader)
    assert reader.read_counts == [3]
    assert read.unfiltered == read.passages
    assert read.passages[0].relevance == pytest.approx(20.0)
