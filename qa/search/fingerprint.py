"""The fingerprint of a text, by which most passages are seen to be no near-duplicates."""

import re
from typing import NamedTuple

import numpy as np

from qa.language.official import AMOUNT_NUMERAL
from qa.search.shingles import minima, shingles

_NUMBER = re.compile(rf"\d+(?:\.\d+)?|{AMOUNT_NUMERAL}+")


class Fingerprint(NamedTuple):
    """Hash values of a text, valid within this process."""

    numbers: int
    """of the numbers in the text, in their order"""
    shingles: int
    """of all its shingles; equal for texts with the same letters"""
    minima: bytes
    """the minimal hash values of its shingles, four numbers of the type ``numpy.uint32``"""

    def minimal_values(self) -> list[int]:
        """Return the minimal hash values as numbers."""
        values: list[int] = np.frombuffer(self.minima, dtype=np.uint32).tolist()
        return values


def fingerprint(text: str) -> Fingerprint:
    """Return the fingerprint of a text."""
    hashes = shingles(text)
    return Fingerprint(hash(tuple(_NUMBER.findall(text))), hash(hashes.tobytes()), minima(hashes).tobytes())
