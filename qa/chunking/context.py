"""The context of a passage: its document's title and the headings above it.

A passage is searched with its context and quoted without it.
"""

from qa.types import PassageKind

CONTEXT_CHARACTERS = 96
_SIGNATURE = "落款"
"""heading for the closing of a letter, in the word that people use in questions"""


def headings_text(heading_path: tuple[str, ...], kind: PassageKind) -> str:
    """Return the headings of a passage as one text; 落款 for the closing of a letter."""
    return _SIGNATURE if kind is PassageKind.SIGNATURE else " ".join(heading_path)


def context_text(title: str, heading_path: tuple[str, ...], kind: PassageKind) -> str:
    """Return the title and the headings of a passage as one text."""
    return f"{title}\n{headings_text(heading_path, kind)}"


def text_with_context(title: str, headings: str, text: str, context_characters: int) -> str:
    """Return title, headings and text on separate lines, as the model reads them; empty parts are left out.

    The words nearest to the passage describe it best, so a long title is cut at its end and long headings at their
    beginning.

    Args:
        title: the document's title.
        headings: the passage's headings as one text.
        text: the passage's text.
        context_characters: maximum length of title and headings together; the title gets at most half of it.
    """
    title = title[: context_characters // 2]
    room = context_characters - len(title)
    headings = headings[-room:] if room > 0 else ""
    return "\n".join(part for part in (title, headings, text) if part)
