"""Passages that say the same: one stands for all, with the places of the others."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from qa.index import StoredPassage
from qa.search.ranked import RankedPassage

_ALIKE = 0.9
"""the resemblance from which two passages count as the same"""
_STRETCH = 5
_SHORTEST = 20
"""letters; of fewer, every one matters"""
_ODD = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F], dtype=np.uint32)
_POWERS = np.array([pow(int(_ODD[0]), power, 2**32) for power in range(_SHORTEST)], dtype=np.uint32)
"""by which the letters of a stretch count, each by its place"""
_REMEMBERED = 10_000
"""texts whose stretches are remembered: some 15 MB"""
_NOT_A_LETTER = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|[零〇一二三四五六七八九十百千万亿两]+")
_REPEALED = ("废止", "失效")


class _Marks(NamedTuple):
    """What must be the same in passages that say the same, and is cheap to know."""

    numbers: tuple[str, ...]
    shared: tuple[float, float]
    """what passage and question share"""

    @classmethod
    def of(cls, entry: RankedPassage) -> Self:
        numbers = tuple(_NUMBER.findall(entry.passage.text))
        return cls(numbers, (entry.features.overlap, entry.features.sentence))


class _Alike:
    """Passages with the same marks, in groups of those that say the same."""

    def __init__(self) -> None:
        self._first: list[NDArray[np.uint32]] = []
        """the stretches of each group's first passage"""
        self._buckets: dict[tuple[int, int], list[int]] = {}

    def group_of(self, text: str) -> int:
        """The number of the group that a text belongs to; a new one if it resembles none before it."""
        stretches = _stretches(text)
        keys = list(enumerate(_minima(stretches)))
        near = sorted({group for key in keys for group in self._buckets.get(key, ())})
        same = next((group for group in near if _resemble(self._first[group], stretches)), None)
        if same is not None:
            return same
        for key in keys:
            self._buckets.setdefault(key, []).append(len(self._first))
        self._first.append(stretches)
        return len(self._first) - 1


def collapsed(ranked: Sequence[RankedPassage]) -> tuple[RankedPassage, ...]:
    """A ranking in which each passage stands once; the newest that is in force stands for those that say the same.

    Two passages say the same when they have the same numbers, share the same with the question, and the stretches of
    five letters that both have are nine tenths of those that either has (resemblance: Broder, SEQUENCES 1997). Which to
    compare is told by four minimal hash values of the stretches: two such passages agree in none of them once in ten
    thousand times.

    Args:
        ranked: best first.
    """
    marks = [_Marks.of(entry) for entry in ranked]
    frequency = Counter(marks)
    alike: defaultdict[_Marks, _Alike] = defaultdict(_Alike)
    groups: dict[tuple[_Marks, int], list[RankedPassage]] = {}
    for entry, mark in zip(ranked, marks, strict=True):
        group = alike[mark].group_of(entry.passage.text) if frequency[mark] > 1 else 0
        groups.setdefault((mark, group), []).append(entry)
    return tuple(_standing_for(members) for members in groups.values())


def _resemble(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> bool:
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared >= _ALIKE * (len(one) + len(other) - shared)


def _standing_for(members: Sequence[RankedPassage]) -> RankedPassage:
    if len(members) == 1:
        return members[0]
    leader = max(members, key=lambda entry: _preference(entry.passage))
    others = tuple(entry.passage for entry in members if entry is not leader)
    return replace(
        members[0],
        passage=leader.passage,
        duplicates=others,
        lexical_rank=_best(entry.lexical_rank for entry in members),
        dense_rank=_best(entry.dense_rank for entry in members),
    )


def _best(ranks: Iterable[int | None]) -> int | None:
    return min((rank for rank in ranks if rank is not None), default=None)


def _preference(passage: StoredPassage) -> tuple[bool, int]:
    """In force before repealed, then the newest; of equals ``max`` takes the first, which is the best ranked."""
    return not any(word in passage.citation.status for word in _REPEALED), newest(passage)


def newest(passage: StoredPassage) -> int:
    """The day of a passage's document, as a number; 0 where it does not say."""
    day = passage.citation.date_written or passage.citation.date_published
    return day.toordinal() if day else 0


@lru_cache(maxsize=_REMEMBERED)
def _stretches(text: str) -> NDArray[np.uint32]:
    """The hash values of a text's stretches, each once, ascending; of a short text one of all of it. Not to be changed.

    Each is a polynomial of the letters' codes, its bits mixed (Karp & Rabin, IBM J. Res. Dev. 1987).
    """
    letters = _NOT_A_LETTER.sub("", text)
    codes = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if not len(codes):
        return codes
    size = _STRETCH if len(codes) >= _SHORTEST else len(codes)
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
