"""Near-duplicate passages: one represents all, with the citations of the others."""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.index import StoredPassage
from qa.language.official import AMOUNT_NUMERAL
from qa.search.ranked_passage import RankedPassage

_LEAST_RESEMBLANCE = 0.9
"""the resemblance from which two passages count as duplicates"""
_SHINGLE = 5
"""the length of a shingle in letters"""
_SHORTEST = 20
"""letters; a shorter text is one shingle, because each of its letters matters"""
_ODD = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F], dtype=np.uint32)
_POWERS = np.array([pow(int(_ODD[0]), power, 2**32) for power in range(_SHORTEST)], dtype=np.uint32)
"""the factor of each letter of a shingle, by its place"""
_CACHED_TEXTS = 10_000
"""about 15 MB"""
_NOT_A_LETTER = re.compile(r"[\W_]+")
_NUMBER = re.compile(rf"\d+(?:\.\d+)?|{AMOUNT_NUMERAL}+")
_REPEALED = ("废止", "失效")


class _Signature(NamedTuple):
    """Properties that duplicates have in common and that are cheap to compute."""

    bigrams: Hashable
    """the question's bigrams in the passage"""
    sentence: float
    """the feature of that name"""
    numbers: tuple[str, ...] = ()
    """empty unless other passages have the same bigrams"""


class _DuplicateGroups:
    """Passages with the same signature, grouped by resemblance."""

    def __init__(self) -> None:
        self._first: list[NDArray[np.uint32]] = []
        """the shingles of each group's first passage"""
        self._buckets: dict[tuple[int, int], list[int]] = {}

    def group_of(self, text: str) -> int:
        """Return the number of the group that a text belongs to, a new one if it resembles no earlier text."""
        shingles = _shingles(text)
        keys = list(enumerate(_minima(shingles)))
        near = sorted({group for key in keys for group in self._buckets.get(key, ())})
        same = next((group for group in near if _resemble(self._first[group], shingles)), None)
        if same is not None:
            return same
        for key in keys:
            self._buckets.setdefault(key, []).append(len(self._first))
        self._first.append(shingles)
        return len(self._first) - 1


def collapse_duplicates(ranked: Sequence[RankedPassage], bigrams: Mapping[int, Hashable]) -> tuple[RankedPassage, ...]:
    """Return a ranking with each text once, represented by its newest passage that is in force.

    Two passages are duplicates if they hold the same numbers and the same bigrams of the question, and have a
    resemblance of at least 0.9: shingles of five letters in both over those in either (Broder, SEQUENCES 1997). Four
    minimal hash values of the shingles select which passages to compare; the probability that two duplicates agree in
    none is 1 in 10,000.

    Args:
        ranked: best first.
        bigrams: by passage id, the question's bigrams that the passage holds.
    """
    signatures = [_Signature(bigrams[entry.passage.id], entry.features.sentence) for entry in ranked]
    frequency = Counter(signatures)
    signatures = [
        signature._replace(numbers=_numbers(entry.passage.text)) if frequency[signature] > 1 else signature
        for entry, signature in zip(ranked, signatures, strict=True)
    ]
    frequency = Counter(signatures)
    alike: defaultdict[_Signature, _DuplicateGroups] = defaultdict(_DuplicateGroups)
    groups: dict[tuple[_Signature, int], list[RankedPassage]] = {}
    for entry, signature in zip(ranked, signatures, strict=True):
        group = alike[signature].group_of(entry.passage.text) if frequency[signature] > 1 else 0
        groups.setdefault((signature, group), []).append(entry)
    return tuple(_represented(members) for members in groups.values())


def date_ordinal(passage: StoredPassage) -> int:
    """Return the day of a passage's document as a number, 0 for a document without a date."""
    day = passage.citation.date_written or passage.citation.date_published
    return day.toordinal() if day else 0


def _resemble(shingles: NDArray[np.uint32], other: NDArray[np.uint32]) -> bool:
    shared = len(np.intersect1d(shingles, other, assume_unique=True))
    return shared >= _LEAST_RESEMBLANCE * (len(shingles) + len(other) - shared)


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
    """Return the hash values of a text's shingles, each once, ascending, read-only.

    Each is a polynomial of the letters' code points with its bits mixed (Karp & Rabin, IBM J. Res. Dev. 1987).
    """
    letters = _NOT_A_LETTER.sub("", text)
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if not len(codes):
        return codes
    size = _SHINGLE if len(codes) >= _SHORTEST else len(codes)
    hashes = np.convolve(codes, _POWERS[:size], "valid")
    hashes ^= hashes >> np.uint32(15)
    hashes *= _ODD[1]
    hashes ^= hashes >> np.uint32(13)
    hashes.sort()
    hashes = hashes[np.append(True, hashes[1:] != hashes[:-1])]
    hashes.flags.writeable = False
    return hashes


def _minima(hashes: NDArray[np.uint32]) -> list[int]:
    return [int(least) for least in (hashes * _ODD[:, np.newaxis]).min(axis=1)] if len(hashes) else [0] * len(_ODD)
