"""Plain text files."""

from qa.reading.formats.base import Format, text_extractor
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.formats.invisible import without_invisible
from qa.reading.formats.letterspacing import close_up

_LONGEST_SPACED = 2_000
"""characters of a line that is looked at for blanks between its characters"""


def plain_text(text: str, source: str) -> ExtractedText:
    """Return the text of a file without blanks between Chinese characters and without zero-width characters."""
    lines = without_invisible(text).split("\n")
    return ExtractedText("\n".join(close_up(line) if len(line) <= _LONGEST_SPACED else line for line in lines))


FORMAT = Format(
    suffixes=(".txt", ".text"),
    media_type="text/plain",
    extract=text_extractor(plain_text),
)
