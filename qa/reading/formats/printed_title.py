"""Find a title that is printed below the lead of an article, as in magazines, by the size of its characters."""

import re
from collections.abc import Sequence
from statistics import median

from qa.reading.formats.printed_lines import PrintedLine

_LARGER_THAN_ABOVE, _LARGER_THAN_TEXT = 1.5, 1.8
"""minimum size of a title: the first in units of the largest line above it, the second in units of the usual size on
the page"""
_SAME_SIZE = 0.9
_MOST_LINES, _LONGEST = 3, 60
_LEAST_LETTERS = 4
_SENTENCE = re.compile("[，。；：]")
_HAN = re.compile("[\u4e00-\u9fff]")


def printed_title(lines: Sequence[PrintedLine]) -> str:
    """Return the title in the largest characters of a page, below its first sentence; empty if there is no such title.

    A title is short, stands on consecutive lines and has no punctuation of a sentence. Its characters are much larger
    than all above it and than usual on the page. The letterhead and the title of an official document stand above the
    first sentence and are not returned.

    Args:
        lines: the lines of the first page in reading order.
    """
    lines = [line for line in lines if not line.is_note]
    largest = max((line.height for line in lines), default=0.0)
    large = [n for n, line in enumerate(lines) if line.height >= _SAME_SIZE * largest]
    if not large or len(large) > _MOST_LINES or large[-1] - large[0] >= len(large):
        return ""
    above = lines[: large[0]]
    title = " ".join(lines[n].text for n in large)
    is_below_text = any("。" in line.text for line in above)
    is_larger = largest >= max(
        _LARGER_THAN_ABOVE * max((line.height for line in above), default=0.0),
        _LARGER_THAN_TEXT * median(line.height for line in lines),
    )
    is_title = len(title) <= _LONGEST and len(_HAN.findall(title)) >= _LEAST_LETTERS and not _SENTENCE.search(title)
    return title if is_below_text and is_larger and is_title else ""
