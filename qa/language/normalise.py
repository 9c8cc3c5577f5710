"""Normal forms for comparing texts: full and half width, upper and lower case, traditional and simplified."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

_NOT_CHINESE = re.compile("[^\u4e00-\u9fff]+")
"""runs without common ideographs; NFKC never changes those ideographs, and Chinese text consists mostly of them"""
_NO_LETTERS = re.compile(r"[\W_]+")


def normalise(text: str) -> str:
    """Return ``text`` after Unicode NFKC and case folding, so that width and case do not matter."""
    return _NOT_CHINESE.sub(lambda match: _normalise_run(match[0]), text)


def matching_form(text: str) -> str:
    """Return ``text`` normalised and in simplified characters, for comparing texts and never for display."""
    return _to_simplified()(normalise(text))


def letters(text: str) -> str:
    """Return the letters and digits of ``text``, normalised, for comparing an answer with a gold answer."""
    return _NO_LETTERS.sub("", normalise(text))


@lru_cache(maxsize=10_000)
def _normalise_run(run: str) -> str:
    return unicodedata.normalize("NFKC", run).casefold()


@cache
def _to_simplified() -> Callable[[str], str]:
    from opencc import OpenCC

    return OpenCC("t2s").convert
