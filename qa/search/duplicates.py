"""Near-duplicate passages: one represents all, with the citations of the others."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from qa.index import StoredPassage
from qa.language.official import AMOUNT_NUMERAL
from qa.search.passage_forms import PassageForms
from qa.search.ranked_passage import RankedPassage
from qa.search.shingles import MINIMA, minima, resemble, shingles

_LEAST_RESEMBLANCE = 0.9
"""the resemblance from which two passages count as duplicates"""
_CACHED_TEXTS = 2_000
"""about 3 MB"""
_NUMBER = re.compile(rf"\d+(?:\.\d+)?|{AMOUNT_NUMERAL}+")
_REPEALED = ("废止", "失效")
_MINIMUM_BITS = 32

_Signature = tuple[Hashable, float]
"""the question's bigrams in a passage, and its feature ``sentence``: equal for duplicates, and cheap to compute"""


class _DuplicateGroups:
    """Passages with the same signature, grouped by resemblance."""

    def __init__(self) -> None:
        self._first: list[NDArray[np.uint32]] = []
        """the shingles of each group's first passage"""
        self._buckets: dict[tuple[int, int], list[int]] = {}

    def group_of(self, text: str) -> int:
        """Return the number of the group that a text belongs to, a new one if it resembles no earlier text."""
        found = _shingles(text)
        keys = list(enumerate(minima(found).tolist()))
        near = sorted({group for key in keys for group in self._buckets.get(key, ())})
        same = next((group for group in near if resemble(self._first[group], found, _LEAST_RESEMBLANCE)), None)
        if same is not None:
            return same
        for key in keys:
            self._buckets.setdefault(key, []).append(len(self._first))
        self._first.append(found)
        return len(self._first) - 1


def collapse_duplicates(
    ranked: Sequence[RankedPassage], bigrams: Mapping[int, Hashable], forms: PassageForms
) -> tuple[RankedPassage, ...]:
    """Return a ranking with each text once, represented by its newest passage that is in force.

    Two passages are duplicates if they hold the same numbers and the same bigrams of the question, and have a
    resemblance of at least 0.9: shingles of five letters in both over those in either. Minimal hash values of the
    shingles select which passages to compare.

    Args:
        ranked: best first.
        bigrams: by passage id, the question's bigrams that the passage holds.
        forms: the forms of the passages.
    """
    signatures = [(bigrams[entry.passage.id], entry.features.sentence) for entry in ranked]
    compared = _with_equal_minima(ranked, signatures, forms)
    alike: defaultdict[Hashable, _DuplicateGroups] = defaultdict(_DuplicateGroups)
    groups: dict[Hashable, list[RankedPassage]] = {}
    for place, (entry, signature) in enumerate(zip(ranked, signatures, strict=True)):
        group: Hashable = place
        if place in compared:
            text = entry.passage.text
            with_numbers = (signature, _numbers(text))
            group = (with_numbers, alike[with_numbers].group_of(text))
        groups.setdefault(group, []).append(entry)
    return tuple(_represented(members) for members in groups.values())


def _with_equal_minima(
    ranked: Sequence[RankedPassage], signatures: Sequence[_Signature], forms: PassageForms
) -> set[int]:
    """Return the places of the passages that share a signature and a minimal hash value with another passage."""
    frequency = Counter(signatures)
    number = {signature: count for count, signature in enumerate(frequency)}
    places = [place for place, signature in enumerate(signatures) if frequency[signature] > 1]
    least = np.frombuffer(b"".join([forms.minima(ranked[place].passage) for place in places]), dtype=np.uint32)
    keys = least.reshape(len(places), MINIMA).astype(np.uint64)
    numbers = np.array([number[signatures[place]] for place in places], dtype=np.uint64)
    keys |= numbers[:, np.newaxis] << np.uint64(_MINIMUM_BITS)
    equal = np.zeros(len(places), dtype=np.bool_)
    for column in keys.T:
        _, inverse, counts = np.unique(column, return_inverse=True, return_counts=True)
        equal |= counts[inverse] > 1
    return {places[place] for place in np.flatnonzero(equal).tolist()}


def date_ordinal(passage: StoredPassage) -> int:
    """Return the day of a passage's document as a number, 0 for a document without a date."""
    day = passage.citation.date_written or passage.citation.date_published
    return day.toordinal() if day else 0


def _represented(members: Sequence[RankedPassage]) -> RankedPassage:
    """Return a group of duplicates as one ranked passage, at the rank of the best."""
    if len(members) == 1:
        return members[0]
    leader = max(members, key=lambda entry: _preference(entry.passage))
    others = tuple(entry.passage for entry in members if entry is not leader)
    return replace(
        members[0],
        passage=leader.passage,
        duplicates=others,
        lexical_rank=_best_rank(entry.lexical_rank for entry in members),
        dense_rank=_best_rank(entry.dense_rank for entry in members),
    )


def _best_rank(ranks: Iterable[int | None]) -> int | None:
    return min((rank for rank in ranks if rank is not None), default=None)


def _preference(passage: StoredPassage) -> tuple[bool, int]:
    """Prefer passages in force, then newer ones; of equal passages ``max`` keeps the best ranked."""
    return not any(word in passage.citation.status for word in _REPEALED), date_ordinal(passage)


@lru_cache(maxsize=_CACHED_TEXTS)
def _numbers(text: str) -> tuple[str, ...]:
    return tuple(_NUMBER.findall(text))


@lru_cache(maxsize=_CACHED_TEXTS)
def _shingles(text: str) -> NDArray[np.uint32]:
    return shingles(text)
