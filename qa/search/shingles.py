"""Shingles of a text, by which near-duplicates are found (Broder, SEQUENCES 1997)."""

import re

import numpy as np
from numpy.typing import NDArray

_SHINGLE = 5
"""the length of a shingle in letters"""
_SHORTEST = 20
"""number of letters below which a text is one shingle, because each of its letters matters"""
_ODD = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F], dtype=np.uint32)
_POWERS = np.array([pow(int(_ODD[0]), power, 2**32) for power in range(_SHORTEST)], dtype=np.uint32)
"""the factor of each letter of a shingle, by its place"""
_NOT_A_LETTER = re.compile(r"[\W_]+")


def shingles(text: str) -> NDArray[np.uint32]:
    """Return the hash values of a text's shingles, each once, ascending, shape (shingles,).

    A hash value is a polynomial of the letters' code points with its bits mixed (Karp & Rabin, IBM J. Res. Dev. 1987).
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
    return hashes[np.append(True, hashes[1:] != hashes[:-1])]


def minima(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Return the minimal hash values of shingles, shape (4,); zeros without shingles.

    Two texts that share nine shingles of ten differ in all four values with a probability of 1 in 10,000.
    """
    if not len(hashes):
        return np.zeros(len(_ODD), dtype=np.uint32)
    least: NDArray[np.uint32] = (hashes * _ODD[:, np.newaxis]).min(axis=1)
    return least


def resemble(one: NDArray[np.uint32], other: NDArray[np.uint32], least: float) -> bool:
    """Return whether two texts, given by their :func:`shingles`, have a resemblance of at least ``least``.

    The resemblance is the number of shingles in both, divided by the number in at least one of them.
    """
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared >= least * (len(one) + len(other) - shared)
