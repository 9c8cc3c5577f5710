"""Find the indented lines of a printed page that continue a paragraph: list items and articles with a hanging indent.

• 利益冲突：员工应避免利益冲突。如遇潜在冲突，需主
动向公司申报。
第 1 條　依據「大學法」及其施行細則之規定，並參照實際
需要訂定本學則。
"""

import re
from dataclasses import dataclass

from qa.language.official import CONTENTS_ENTRY, FOURTH_LEVEL_MARK, PARAGRAPH_NUMBER, SINGLE_CHARACTER_MARK
from qa.reading.formats.printed_lines import PrintedLine

# The last are the symbols of Word's fonts in the private use area, and the letters that stand for them in other fonts.
_BULLET = r"[•●·■◆▪◦○◇□▢▶►➢➤✓✔★☆※‧\ue000-\uf8ff]|[oØØnlu]\s(?=\S)|[-–—*](?=\s|[\u4e00-\u9fff])"
BEGINS_ITEM = re.compile(
    rf"\s*(?:{PARAGRAPH_NUMBER}|{_BULLET}|{FOURTH_LEVEL_MARK}|{SINGLE_CHARACTER_MARK}"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s(?=\D)|第\s*[\d零〇一二三四五六七八九十百]+(?:[-－]\d+)?\s*[章節节條条]\s)"
)
"""matches the bullet or number at the beginning of a list item, an article or a heading"""
_BULLETED = re.compile(_BULLET)
_LABEL = re.compile(r"[^\s：:，。；]{2,8}[：:]")
_NUMBER = re.compile(r"\d{1,3}\s")
_CONTENTS_ENTRY = re.compile(CONTENTS_ENTRY)
_SENTENCE_ENDS = "。！？；!?;"
_PUNCTUATION = re.compile("[，。；、！？,;]")
_SAME = 0.8
"""largest difference between the left edges of lines that count as aligned, in characters; the lines of justified
text differ most"""
_MOST_HANGING = 10.0
"""largest hanging indent, in characters: the width of 第 12-1 條 and a gap"""
_MOST_FIRST_INDENT = 4.0
"""largest indent of a first line beyond those below it, in characters"""
_MOST_INDENT = 0.4
"""share of the text width beyond which the indent is not that of a paragraph"""


@dataclass(frozen=True, slots=True)
class IndentedLine:
    """A line, with its indents in its column."""

    line: PrintedLine
    indent: float
    """distance from the left edge of the column, in characters"""
    room: float
    """distance from the right edge of the column, in characters"""
    width: float
    """width of the column, in characters"""

    @property
    def is_far_right(self) -> bool:
        """Whether the indent is too large for a paragraph: the line may be a signature, a table cell or a date."""
        return self.indent > _MOST_INDENT * self.width

    @property
    def is_set_apart(self) -> bool:
        """Whether the line is a date or a signature on the right, without the punctuation of running text."""
        return self.is_far_right and not _PUNCTUATION.search(self.line.text)


def continues_hanging(
    paragraph: tuple[IndentedLine, IndentedLine], line: IndentedLine, after: IndentedLine | None, most_room: float
) -> bool:
    """Return whether an indented line continues the paragraph before it.

    Args:
        paragraph: the first and the last line of the paragraph so far; they may be the same.
        line: the indented line.
        after: the line below it; ``None`` at the end of a column.
        most_room: the largest distance of a full line from the right edge, in characters.
    """
    first, before = paragraph
    is_bulleted = _BULLETED.match(first.line.text) is not None
    if BEGINS_ITEM.match(line.line.text) or _begins_with_indent(line, after, most_room):
        return False
    if not _is_unfinished(before, line, most_room) or (before.line.text[-1] in _SENTENCE_ENDS and not is_bulleted):
        return False
    hanging = line.indent - before.indent
    if first is not before:
        return abs(hanging) <= _SAME
    if BEGINS_ITEM.match(first.line.text) or _LABEL.match(first.line.text):
        return -_SAME <= hanging <= _MOST_HANGING
    return -_MOST_FIRST_INDENT <= hanging <= _SAME and not _NUMBER.match(line.line.text)


def _is_unfinished(before: IndentedLine, line: IndentedLine, most_room: float) -> bool:
    """Return whether running text goes on from one line to the next.

    All of these conditions must hold:

    - The first line is full, or it ends with an ASCII character and the next line begins with one.
    - The first line is not an entry of a table of contents.
    - The next line begins in the left part of the column.
    - At least one of the two lines has punctuation. Lists of names and lists of dates have none.
    """
    is_full = before.room <= most_room or (before.line.text[-1].isascii() and line.line.text[0].isascii())
    is_text = _PUNCTUATION.search(before.line.text + line.line.text) is not None
    return is_full and is_text and not line.is_far_right and not _CONTENTS_ENTRY.fullmatch(before.line.text)


def _begins_with_indent(line: IndentedLine, after: IndentedLine | None, most_room: float) -> bool:
    """Return whether a line is the indented first line of a paragraph: full, with a line below it further left.

    The line below must not begin a list item, an article or a heading.
    """
    if after is None or line.room > most_room or BEGINS_ITEM.match(after.line.text):
        return False
    return after.indent < line.indent - _SAME
