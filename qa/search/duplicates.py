"""Near-duplicate passages: one represents all, with the citations of the others."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.index import StoredPassage
from qa.search.ranked_passage import RankedPassage
from qa.search.shingles import resemble, shingles

_LEAST_RESEMBLANCE = 0.9
"""the resemblance from which two passages count as duplicates"""
_CACHED_TEXTS = 1_000
"""number of texts whose shingles are kept, about 2 MB"""
_REPEALED = ("废止", "失效")


class _DuplicateGroups:
    """Texts that hold the same bigrams of the question and the same numbers, grouped by resemblance."""

    def __init__(self) -> None:
        self._first: list[str] = []
        """the text of each group's first passage"""
        self._buckets: dict[tuple[int, int], list[int]] = {}
        self._known: dict[int, int] = {}
        """maps the hash value of all shingles of a text to the number of its group"""

    def group_of(self, text: str, hash_value: int, minima: Sequence[int]) -> int:
        """Return the number of the group that a text belongs to, a new one if it resembles no earlier text.

        Args:
            text: the text.
            hash_value: the hash value of all its shingles together.
            minima: the minimal hash values of its shingles.
        """
        if hash_value not in self._known:
            self._known[hash_value] = self._resembling(text, minima)
        return self._known[hash_value]

    def _resembling(self, text: str, minima: Sequence[int]) -> int:
        keys = list(enumerate(minima))
        near = sorted({group for key in keys for group in self._buckets.get(key, ())})
        same = next((group for group in near if self._resembles(group, text)), None)
        if same is not None:
            return same
        for key in keys:
            self._buckets.setdefault(key, []).append(len(self._first))
        self._first.append(text)
        return len(self._first) - 1

    def _resembles(self, group: int, text: str) -> bool:
        return resemble(_shingles(self._first[group]), _shingles(text), _LEAST_RESEMBLANCE)


def collapse_duplicates(
    ranked: Sequence[RankedPassage], bigrams: NDArray[np.bool_], fingerprints: NDArray[Any]
) -> tuple[RankedPassage, ...]:
    """Return a ranking with each text once, at the rank of its best passage.

    Of several duplicates, the newest that is in force represents the text, or the newest if none is in force.

    Two passages are duplicates if they hold the same numbers and the same bigrams of the question, have the same
    :attr:`Features.sentence`, and have a resemblance of at least 0.9: the number of shingles (five letters) in both,
    divided by the number in at least one of them. Minimal hash values of the shingles select which passages to compare.

    Args:
        ranked: the passages, best first.
        bigrams: shape (passages, bigrams): whether the passage holds the bigram of the question.
        fingerprints: shape (passages,): the fingerprints of the passages' texts.
    """
    alike: defaultdict[Hashable, _DuplicateGroups] = defaultdict(_DuplicateGroups)
    members: defaultdict[int, list[RankedPassage]] = defaultdict(list)
    """maps the place of a group's first passage to the further passages of the group"""
    taken: set[int] = set()
    leaders: dict[Hashable, int] = {}
    """maps signature and group to the place of the group's first passage"""
    for place in _comparable(fingerprints):
        entry, known = ranked[place], fingerprints[place]
        signature = (bigrams[place].tobytes(), entry.features.sentence, int(known["numbers"]))
        group = alike[signature].group_of(entry.passage.text, int(known["shingles"]), known["minima"].tolist())
        leader = leaders.setdefault((signature, group), place)
        if leader != place:
            members[leader].append(entry)
            taken.add(place)
    return tuple(
        _represented([entry, *members[place]]) if place in members else entry
        for place, entry in enumerate(ranked)
        if place not in taken
    )


def _comparable(fingerprints: NDArray[Any]) -> list[int]:
    """Return the places, ascending, of passages that share their numbers and a minimal hash value with another passage.

    Every other passage is taken to have no duplicate. All passages are compared at once in an array, because hardly any
    passage has a duplicate.
    """
    minima = fingerprints["minima"]
    values = minima.ravel()
    order = np.argsort(values)
    ordered = values[order]
    shared = np.flatnonzero(ordered[1:] == ordered[:-1])
    return sorted({place // minima.shape[1] for place in order[[*shared, *(shared + 1)]].tolist()})


def date_ordinal(passage: StoredPassage) -> int:
    """Return the day on which a passage's document was written, as an ordinal number.

    Without this date, it is the day on which the document was published; without either, it is 0.
    """
    day = passage.citation.date_written or passage.citation.date_published
    return day.toordinal() if day else 0


def _represented(members: Sequence[RankedPassage]) -> RankedPassage:
    """Return a group of duplicates as one ranked passage, at the rank of the best."""
    leader = max(members, key=lambda entry: _preference(entry.passage))
    others = tuple(entry.passage for entry in members if entry is not leader)
    return members[0]._replace(
        passage=leader.passage,
        duplicates=others,
        lexical_rank=_best_rank(entry.lexical_rank for entry in members),
        dense_rank=_best_rank(entry.dense_rank for entry in members),
    )


def _best_rank(ranks: Iterable[int | None]) -> int | None:
    return min((rank for rank in ranks if rank is not None), default=None)


def _preference(passage: StoredPassage) -> tuple[bool, int]:
    """Return a key whose maximum represents a group: in force before others, then newer before older passages."""
    return not any(word in passage.citation.status for word in _REPEALED), date_ordinal(passage)


@lru_cache(maxsize=_CACHED_TEXTS)
def _shingles(text: str) -> NDArray[np.uint32]:
    return shingles(text)
