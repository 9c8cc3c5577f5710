"""What is searched of a passage beside its own text: the document's title and the headings above it.

The context helps to find a passage and is never part of what is quoted.
"""

from qa.types import Citation, PassageKind

CONTEXT_CHARACTERS = 96
_SIGNATURE = "落款"
"""how people call the end of a letter with who signs and when"""


def headings_text(heading_path: tuple[str, ...], kind: PassageKind) -> str:
    """The headings of a passage as one text."""
    return _SIGNATURE if kind is PassageKind.SIGNATURE else " ".join(heading_path)


def context_text(citation: Citation, kind: PassageKind) -> str:
    """Title and headings of a passage as one text."""
    return f"{citation.title}\n{headings_text(citation.heading_path, kind)}"


def embedded_text(title: str, headings: str, text: str, context_characters: int) -> str:
    """A passage as it is embedded: title, headings and text on lines of their own.

    Of a long context its end is left out of the title and its beginning out of the headings: what stands nearest to
    the passage says most about it.
    """
    title = title[: context_characters // 2]
    room = context_characters - len(title)
    headings = headings[-room:] if room > 0 else ""
    return "\n".join(part for part in (title, headings, text) if part)
