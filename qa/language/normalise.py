"""Normal forms for comparing texts: they unify character width, case, traditional characters and digits of years."""

import re
import unicodedata
from functools import lru_cache

from embeddings.simplified_characters import in_simplified_characters

_NOT_CHINESE = re.compile("[^\u4e00-\u9fff]+")
"""matches runs without common ideographs; only these need normalising, because NFKC keeps common ideographs"""
_CACHED_LENGTH = 300
_NO_LETTERS = re.compile(r"[\W_]+")
_DIGITS = str.maketrans("零〇○◯o一二三四五六七八九", "00000123456789")
_WRITTEN_YEAR = re.compile(r"(?:一九|二[零〇○◯o0])[零〇○◯o0一二三四五六七八九]{2}(?=年)")


def normalise(text: str) -> str:
    """Return ``text`` after Unicode NFKC and case folding, so that width and case do not matter."""
    return _NOT_CHINESE.sub(lambda match: _normalise_run(match[0]), text)


def matching_form(text: str) -> str:
    """Return ``text`` normalised, in simplified characters and with years in digits (二〇一九年 → 2019年).

    Use it to compare texts, never to display them.
    """
    return _short_matching_form(text) if len(text) <= _CACHED_LENGTH else _computed_matching_form(text)


def _computed_matching_form(text: str) -> str:
    return _WRITTEN_YEAR.sub(_year_in_digits, in_simplified_characters(normalise(text)))


@lru_cache(maxsize=2_000)
def _short_matching_form(text: str) -> str:
    """Return the matching form of a short text, cached (about 2 MB) because steps convert the same texts many times."""
    return _computed_matching_form(text)


def letters(text: str) -> str:
    """Return ``text`` normalised and without blanks, punctuation and underscores; Chinese characters are letters."""
    return _NO_LETTERS.sub("", normalise(text))


def _year_in_digits(match: re.Match[str]) -> str:
    return match[0].translate(_DIGITS)


@lru_cache(maxsize=10_000)
def _normalise_run(run: str) -> str:
    return unicodedata.normalize("NFKC", run).casefold()
