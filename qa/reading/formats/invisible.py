"""Characters that take no room on the page and would hide a word from the search: 清<U+200B>理."""

INVISIBLE = dict.fromkeys(
    [0xAD, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)]
)
"""soft hyphens, zero-width blanks and joiners, byte order marks and directions, as a table for ``str.translate``"""


def without_invisible(text: str) -> str:
    """Return ``text`` without characters that take no room."""
    return text.translate(INVISIBLE)
