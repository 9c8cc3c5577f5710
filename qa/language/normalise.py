"""One form for what is written in several: full and half width, upper and lower case, traditional and simplified."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

_NOT_CHINESE = re.compile("[^\u4e00-\u9fff]+")
"""all but the ideographs that NFKC leaves as they are, alone and beside others: most of a Chinese text"""
_NO_LETTERS = re.compile(r"[\W_]+")


def normalise(text: str) -> str:
    """``text`` after Unicode NFKC and case folding: one width and one case."""
    return _NOT_CHINESE.sub(_normalised, text)


def matching_form(text: str) -> str:
    """``text`` normalised and in simplified characters: the form in which texts are compared, never shown."""
    return _simplified()(normalise(text))


def letters(text: str) -> str:
    """The letters and digits of ``text``, normalised: how an answer is compared with a gold answer."""
    return _NO_LETTERS.sub("", normalise(text))


def _normalised(found: re.Match[str]) -> str:
    return _normalised_stretch(found[0])


@lru_cache(maxsize=10_000)
def _normalised_stretch(stretch: str) -> str:
    return unicodedata.normalize("NFKC", stretch).casefold()


@cache
def _simplified() -> Callable[[str], str]:
    from opencc import OpenCC

    return OpenCC("t2s").convert
