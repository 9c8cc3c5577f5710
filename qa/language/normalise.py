"""One form for what is written in several: full and half width, upper and lower case, traditional and simplified."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache

_NO_LETTERS = re.compile(r"[\W_]+")


def normalise(text: str) -> str:
    """``text`` after Unicode NFKC and case folding: one width and one case."""
    return unicodedata.normalize("NFKC", text).casefold()


def matching_form(text: str) -> str:
    """``text`` normalised and in simplified characters: the form in which texts are compared, never shown."""
    return _simplified()(normalise(text))


def letters(text: str) -> str:
    """The letters and digits of ``text``, normalised: how an answer is compared with a gold answer."""
    return _NO_LETTERS.sub("", normalise(text))


@cache
def _simplified() -> Callable[[str], str]:
    from opencc import OpenCC

    return OpenCC("t2s").convert
