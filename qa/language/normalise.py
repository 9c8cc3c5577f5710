"""One form for what is written in several: full and half width, upper and lower case."""

import unicodedata


def normalise(text: str) -> str:
    """``text`` after Unicode NFKC and case folding: the form in which words are matched, never shown."""
    return unicodedata.normalize("NFKC", text).casefold()


def letters(text: str) -> str:
    """The letters and digits of ``text``, normalised: how an answer is compared with a gold answer."""
    return "".join(c for c in normalise(text) if unicodedata.category(c)[0] in "LN")
