"""Read plain text files."""

from dataclasses import replace

from qa.reading.formats.base import Format, text_extractor
from qa.reading.formats.drawn_tables import drawn_lines
from qa.reading.formats.extracted_text import ExtractedText, Line, join_lines
from qa.reading.formats.invisible import without_invisible
from qa.reading.formats.letterspacing import close_up

_LONGEST_SPACED = 2_000
"""maximum number of characters of a line that is checked for blanks between its characters"""


def plain_text(text: str, source: str) -> ExtractedText:
    """Return the text and tables of a file, without zero-width characters and without the blanks of spaced lines.

    A line is spaced if most of its Chinese characters have blanks between them: 各 位 代 表.
    """
    return join_lines(_closed_up(line) for line in drawn_lines(without_invisible(text)))


def _closed_up(line: Line) -> Line:
    if line.table or len(line.text) > _LONGEST_SPACED:
        return line
    return replace(line, text=close_up(line.text))


FORMAT = Format(
    suffixes=(".txt", ".text"),
    media_type="text/plain",
    extract=text_extractor(plain_text),
)
