"""Join the lines of a sentence that is broken at a fixed width, as in text copied from a PDF."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from qa.language.official import CHINESE_NUMERAL
from qa.types import Span

_LINES = 12
"""number of lines on either side of an answer from which the width is determined"""
_NARROWEST, _WIDEST = 40, 150
"""minimum and maximum width in columns of lines that may be broken; an ideograph takes two columns"""
_FULL = 0.8
"""least width of a line that runs on into the next one, relative to the widest line that ends inside a sentence"""
_LEAST_BROKEN = 2
"""minimum number of full lines that end inside a sentence, for a text to count as broken at a width"""
_LONGEST = 300
"""maximum number of characters of the joined sentence"""
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_SENTENCE_END = re.compile(r"[。！？!?；;][”’」』）)】》]*")
_ENDS = re.compile(r"(?:[。！？!?；;：:][”’」』）)】》]*|[|\t][^\n]*)\s*$")
_PROSE = re.compile("[，,。；;、：:]")
_BEGINS = re.compile(
    rf"\s*(?:第\s?(?:{CHINESE_NUMERAL}+|\d+)\s?[条條章节節编編]|[（(]?\s?(?:{CHINESE_NUMERAL}+|\d{{1,2}})\s?[）)、.．]"
    r"|[①-⑳⑴-⒛㈠-㈩#|•·●■◆]|附件|备?注[：:])"
)
"""matches the beginning of a line that no other line continues in: an item, an article, a heading"""


def unwrapped(text: str, answer: Span) -> Span:
    """Return an answer with the rest of its sentence on the lines before and after it.

    The answer stays as it is if the lines are not broken at a width, or if the whole sentence is too long.

    Args:
        text: the text around the answer.
        answer: the place in the text of a sentence, or of the part of a sentence that stands on one line.
    """
    before = [Span(*match.span()) for match in _LINE.finditer(text, 0, answer.start)][-_LINES - 1 :]
    after = []
    for match in _LINE.finditer(text, text.rfind("\n", 0, answer.start) + 1):
        after.append(Span(*match.span()))
        if len(after) > _LINES:
            break
    lines = [line for line in before if not after or line.end <= after[0].start] + after
    full = _least_full(text, lines)
    if full is None:
        return answer
    start, end = _start(text, lines, answer.start, full), _end(text, lines, answer.end, full)
    return Span(start, end) if end - start <= _LONGEST else answer


def _least_full(text: str, lines: Sequence[Span]) -> float | None:
    """Return the width from which a line is full; ``None`` if the lines are not broken at a width."""
    broken = [_width(text[line.start : line.end]) for line, below in pairwise(lines) if _is_cut(text, line, below)]
    full = _FULL * max((width for width in broken if width <= _WIDEST), default=_WIDEST)
    is_broken = sum(width >= max(full, _NARROWEST) for width in broken) >= _LEAST_BROKEN
    return max(full, _NARROWEST) if is_broken else None


def _start(text: str, lines: Sequence[Span], start: int, full: float) -> int:
    """Return where the sentence at a position starts: on the same line or on one above.

    ``full`` is the width from which a line is full.
    """
    for line, below in reversed(list(pairwise(lines))):
        if below.start > start or text[below.start : start].strip() or not _continues(text, line, below, full):
            continue
        ends = [match.end() for match in _SENTENCE_END.finditer(text, line.start, line.end)]
        begin = ends[-1] if ends else line.start
        start = begin + len(text[begin : line.end]) - len(text[begin : line.end].lstrip())
    return start


def _end(text: str, lines: Sequence[Span], end: int, full: float) -> int:
    """Return where the sentence at a position ends: on the same line or on one below.

    ``full`` is the width from which a line is full.
    """
    for line, below in pairwise(lines):
        if line.end < end or text[end : line.end].strip() or not _continues(text, line, below, full):
            continue
        stop = _SENTENCE_END.search(text, below.start, below.end)
        end = stop.end() if stop else below.start + len(text[below.start : below.end].rstrip())
    return end


def _continues(text: str, line: Span, below: Span, full: float) -> bool:
    """Return whether a sentence runs from a line into the one below it."""
    return _width(text[line.start : line.end]) >= full and _is_cut(text, line, below)


def _is_cut(text: str, line: Span, below: Span) -> bool:
    """Return whether a line of prose ends inside a sentence, so that the one below it may continue it."""
    content = text[line.start : line.end]
    is_next = not text[line.end : below.start].strip() and text.count("\n", line.end, below.start) == 1
    is_prose = _PROSE.search(content) is not None and not _ENDS.search(content)
    return is_next and is_prose and not _BEGINS.match(text, below.start)


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "FW" else 1 for character in line.strip())
