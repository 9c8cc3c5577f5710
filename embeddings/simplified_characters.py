"""Write Chinese texts in simplified characters."""

from collections.abc import Callable
from functools import cache


def in_simplified_characters(text: str) -> str:
    """Return a text with its traditional characters replaced by simplified ones."""
    return _converter()(text)


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert
