"""Remove characters of zero width, which would hide a word from the search: 清<U+200B>理."""

INVISIBLE = dict.fromkeys(
    [0xAD, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)]
)
"""table for ``str.translate`` that removes soft hyphens, zero-width blanks, joiners, invisible operators, byte order
marks and direction marks"""


def without_invisible(text: str) -> str:
    """Return ``text`` without characters of zero width."""
    return text.translate(INVISIBLE)
