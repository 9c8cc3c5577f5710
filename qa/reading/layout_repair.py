"""Undo what a page's layout did to a text: hard line ends, page numbers between paragraphs, articles run together.

Invisible characters are removed from every format. Line ends are changed only where the text shows the original layout.
"""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.language.official import (
    ANY_NUMBER,
    ARTICLE_REFERENCE,
    CONTENTS_ENTRY,
    DECIMAL_MARK,
    PARAGRAPH_NUMBER,
    chinese_number,
    provision,
)
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.text_edits import Edit, apply_edits, removals
from qa.types import Span

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufffe]")
_TERMINAL = "。；;！!？?：:"
_CLOSING = "”’」』）)》】"
_NUMBERED = re.compile(
    rf"{PARAGRAPH_NUMBER}|{DECIMAL_MARK}|(?!\d+[.．]\d){ANY_NUMBER}|附[件表录]|[一二三四五六七八九十]是"
)
"""matches the number with which a new paragraph begins, such as 3.5, but not an amount such as 3.5亿元"""
_CONTENTS_LINE = re.compile(CONTENTS_ENTRY)

_PAGE_NUMBER = re.compile(
    r"[-—–－]{1,2}[ \t]*\d{1,4}[ \t]*[-—–－]{1,2}"
    r"|第[ \t]*\d{1,4}[ \t]*[页頁](?:[ \t]*[/／,，]?[ \t]*[共总][ \t]*\d{1,4}[ \t]*[页頁])?"
    r"|[共总][ \t]*\d{1,4}[ \t]*[页頁][ \t]*[,，]?[ \t]*第[ \t]*\d{1,4}[ \t]*[页頁]"
)
_LONGEST_HEADING = 30
_LONGEST_FRAGMENT = 4
"""maximum number of characters of a clause that is the rest of a word and not the beginning of a paragraph"""

_LEAST_WIDTH, _GREATEST_WIDTH = 36, 160
"""minimum and maximum width of a hard-wrapped line in columns; a Han character takes two"""
_RAGGED = 3
"""number of columns by which full lines may differ, because some marks may not begin a line"""
_LEAST_FULL_LINES = 3
_LEAST_FULL_SHARE, _MOST_WIDER = 0.27, 0.08
"""shares of the lines of a wrapped text: the minimum of full lines that end inside a sentence, and the maximum of lines
that are wider than full lines"""
_INDENT_WIDTH = 4
"""width of the indent of a paragraph, two Han characters"""
_LEAST_REPEATED = 3
"""minimum number of times that a running head stands in a text"""
_LEAST_INDENTED = 0.1
"""share of indented lines from which indents mark paragraphs, and not only centred titles"""

_PROVISION = re.compile(
    r"(?P<before>[。；;！!？?：:”）)][ \u3000]*+|(?<![ \u3000])[ \u3000]++)"
    rf"(?P<mark>{provision('(?P<unit>[章节節条條])')})"
)
_REFERENCE = re.compile(ARTICLE_REFERENCE)
_AT_LINE_START = re.compile(rf"[ \t\u3000]*{provision('(?P<unit>[章节節条條])')}")
_BLANKS = re.compile(r"(?<=\S)[ \u3000]++(?=\S)")
_INDENT = "\u3000\u3000"
_PARAGRAPH_NUMBER = re.compile(PARAGRAPH_NUMBER)


def repair_layout(extracted: ExtractedText) -> ExtractedText:
    """Return a text without invisible characters, page numbers and hard line ends, and with lost line ends restored.

    Tables and records keep their lines. Page numbers are removed only if the format of the file has no pages, and hard
    line ends only if the format also marks neither headings nor tables.
    """
    extracted = apply_edits(extracted, removals(extracted, _INVISIBLE))
    if extracted.records:
        return extracted
    if not extracted.pages:
        may_wrap = not extracted.headings and not extracted.tables
        numbers = _page_numbers(extracted.text, may_wrap=may_wrap)
        extracted = apply_edits(extracted, _outside_tables(extracted, numbers))
        if may_wrap:
            extracted = apply_edits(extracted, _hard_line_ends(extracted.text))
    extracted = apply_edits(extracted, _outside_tables(extracted, _lost_indents(extracted.text)))
    return apply_edits(extracted, _outside_tables(extracted, _run_in_provisions(extracted.text)))


def _outside_tables(extracted: ExtractedText, edits: Iterator[Edit]) -> Iterator[Edit]:
    tables = iter([table.span for table in extracted.tables])
    table = next(tables, None)
    for edit in edits:
        while table and table.end <= edit.start:
            table = next(tables, None)
        if not table or edit.end <= table.start:
            yield edit


@dataclass(frozen=True, slots=True)
class _TextLine:
    span: Span
    """span of the line without its line end"""
    text: str
    """text of the line without the white space around it"""
    is_indented: bool


def _text_lines(text: str) -> list[_TextLine]:
    lines: list[_TextLine] = []
    for found in re.finditer(r"[^\n]+", text):
        line = found[0]
        if stripped := line.strip():
            lines.append(_TextLine(Span(found.start(), found.end()), stripped, line[0].isspace()))
    return lines


def _page_numbers(text: str, *, may_wrap: bool) -> Iterator[Edit]:
    """Yield edits that remove page numbers on lines of their own, and the line ends around them inside a sentence.

    Args:
        text: the text of the file.
        may_wrap: whether the lines of the text may be hard-wrapped; then one line end stays after a full line, for
            :func:`_hard_line_ends` to remove.
    """
    lines = _text_lines(text) if _PAGE_NUMBER.search(text) else []
    width = _wrapped_width([line for line in lines if not _PAGE_NUMBER.fullmatch(line.text)]) if may_wrap else 0
    for position, line in enumerate(lines):
        if not _PAGE_NUMBER.fullmatch(line.text):
            continue
        above = lines[position - 1] if position else None
        below = lines[position + 1] if position + 1 < len(lines) else None
        if above and below and not _PAGE_NUMBER.fullmatch(above.text) and _continues(above, below):
            is_wrapped = width > 0 and _is_full(above, width)
            start = below.span.start if is_wrapped else text.index(below.text[0], below.span.start)
            yield Edit(above.span.end, start, "\n" * is_wrapped)
        else:
            yield Edit(line.span.start, min(line.span.end + 1, len(text)))


def _continues(above: _TextLine, below: _TextLine) -> bool:
    """Return whether a page break between two lines cuts a sentence."""
    if above.text[-1] in _TERMINAL + _CLOSING or below.is_indented or _NUMBERED.match(below.text):
        return False
    first_clause = re.match(r"[^，。；、：]*", below.text)
    is_fragment = first_clause is not None and first_clause.end() <= min(_LONGEST_FRAGMENT, len(below.text) - 1)
    return is_fragment or above.text[-1] in "，、" or (len(above.text) > _LONGEST_HEADING and "，" in above.text)


def _hard_line_ends(text: str) -> Iterator[Edit]:
    """Yield edits that remove line ends inside paragraphs, if the lines are hard-wrapped (:func:`_wrapped_width`)."""
    lines = _text_lines(text)
    width = _wrapped_width(lines)
    if not width:
        return
    has_indents = sum(line.is_indented for line in lines) >= _LEAST_INDENTED * len(lines)
    lost_indent = 0 if has_indents else _INDENT_WIDTH
    times = Counter(line.text for line in lines)
    for line, following in itertools.pairwise(lines):
        if text.count("\n", line.span.end, following.span.start + 1) > 1:
            continue
        is_new = following.is_indented if has_indents else line.text[-1] in _TERMINAL
        is_new = is_new or any(_stays_alone(entry.text, times) for entry in (line, following))
        if _is_full(line, width, lost_indent) and not is_new and not _NUMBERED.match(following.text):
            start = (
                following.span.start
                + len(text[following.span.start : following.span.end])
                - len(text[following.span.start : following.span.end].lstrip())
            )
            needs_blank = line.text[-1].isascii() and line.text[-1].isalnum() and following.text[0].isascii()
            yield Edit(line.span.start + len(text[line.span.start : line.span.end].rstrip()), start, " " * needs_blank)


def _wrapped_width(lines: Sequence[_TextLine]) -> int:
    """Return the width of hard-wrapped lines in columns, or 0 if the lines end where their paragraphs end."""
    widths = Counter(_width(line) for line in lines)
    candidates = [width for width in sorted(widths) if _LEAST_WIDTH <= width <= _GREATEST_WIDTH]
    if not candidates:
        return 0
    width = max(candidates, key=lambda width: sum(widths[width + step] for step in range(-_RAGGED, _RAGGED + 1)))
    wider = sum(number for other, number in widths.items() if other > width + _RAGGED)
    broken = sum(_is_full(line, width) and line.text[-1] not in _TERMINAL for line in lines)
    is_wrapped = broken >= max(_LEAST_FULL_LINES, _LEAST_FULL_SHARE * len(lines)) and wider <= _MOST_WIDER * len(lines)
    return width if is_wrapped else 0


def _stays_alone(line: str, times: Counter[str]) -> bool:
    """Return whether a line is an entry of a table of contents, or a running head that the text repeats."""
    return times[line] >= _LEAST_REPEATED or _CONTENTS_LINE.fullmatch(line) is not None


def _is_full(line: _TextLine, width: int, lost_indent: int = 0) -> bool:
    """Return whether a line is about as wide as ``width``, or narrower by at most ``lost_indent``.

    Args:
        line: the line.
        width: the width of full lines in columns.
        lost_indent: width of the indent that the line may have had, in columns; 0 if indents were kept.
    """
    return -_RAGGED - lost_indent <= _width(line) - width <= _RAGGED


def _width(line: _TextLine) -> int:
    indent = len(line.span) - len(line.text) if line.is_indented else 0
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line.text) + indent


def _lost_indents(text: str) -> Iterator[Edit]:
    """Yield edits that insert a line end before each indent inside a line.

    The indent must follow the end of a sentence or precede the number of a paragraph.
    """
    for found in _BLANKS.finditer(text) if _INDENT in text else ():
        is_behind_sentence = text[found.start() - 1] in _TERMINAL
        if _INDENT in found[0] and (is_behind_sentence or _PARAGRAPH_NUMBER.match(text, found.end())):
            yield Edit(found.start(), found.end(), "\n" + _INDENT)


def _run_in_provisions(text: str) -> Iterator[Edit]:
    """Yield edits that insert a line end before each chapter, section or article that begins inside a line.

    Its number must be one higher than the last one with the same unit (章, 节 or 条). It must follow a sentence, or the
    title of a chapter or section. A blank must follow the number of a chapter or section. 第四条规定的 is a reference
    and begins no article.
    """
    last = {"条": 0, "章": 0, "节": 0}
    for line in re.finditer(r"[^\n]+", text):
        start = _AT_LINE_START.match(line[0])
        unit = ""
        if start:
            unit, number = _unit(start), chinese_number(start[1])
            last[unit] = number
        if len(line[0]) < 8 or not _PROVISION.search(line[0]):
            continue
        for found in _PROVISION.finditer(text, line.start(), line.end()):
            behind_sentence = found["before"].strip() != ""
            if not behind_sentence and unit not in ("章", "节"):
                continue
            value, new = chinese_number(found[3]), _unit(found)
            is_set_off = text[found.end() : found.end() + 1] in (" ", "\u3000")
            if value != last[new] + 1 or _REFERENCE.match(text, found.end()) or not (is_set_off or new == "条"):
                continue
            last[new], unit = value, new
            yield Edit(
                found.start("mark") - len(found["before"]) + len(found["before"].rstrip()), found.start("mark"), "\n"
            )


def _unit(found: re.Match[str]) -> str:
    return {"條": "条", "節": "节"}.get(found["unit"], found["unit"])
