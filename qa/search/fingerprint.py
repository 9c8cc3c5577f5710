"""The fingerprint of a text, which shows for most passages that they have no near-duplicate."""

import re
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa.language.official import AMOUNT_NUMERAL
from qa.search.shingles import minima, shingles

_NUMBER = re.compile(rf"\d+(?:\.\d+)?|{AMOUNT_NUMERAL}+")
_FINGERPRINT = np.dtype([("numbers", np.int64), ("shingles", np.int64), ("minima", np.int64, 4)])


def fingerprint(text: str) -> bytes:
    """Return the fingerprint of a text as bytes, which :func:`fingerprints` reads."""
    hashes = shingles(text)
    numbers = hash(tuple(_NUMBER.findall(text)))
    values = (numbers, hash(hashes.tobytes()), numbers ^ (minima(hashes).astype(np.int64) << 31))
    return np.array(values, dtype=_FINGERPRINT).tobytes()


def fingerprints(known: Iterable[bytes]) -> NDArray[Any]:
    """Return fingerprints as an array of records, shape (texts,); the hash values are valid within this process.

    The fields of a record: ``numbers`` is the hash value of the numbers in the text, in their order; ``shingles`` is
    the hash value of all shingles of the text, equal for texts with the same letters; ``minima`` are the four minimal
    hash values of the shingles, each combined with ``numbers``.
    """
    return np.frombuffer(b"".join(known), dtype=_FINGERPRINT)
