"""Find the headings that have no number: 附则 at the end of a law or rule, 前言 at its beginning."""

import re
from collections.abc import Sequence

from qa.chunking.numbering import Rank, leading_number

_HEADING = re.compile(r"附[\s\u3000]*[则則]")
_PREFACE = re.compile(r"[前引序][\s\u3000]*言")
_BESIDE = (Rank.PART, Rank.CHAPTER, Rank.GROUP, Rank.FIRST)
"""the ranks of headings whose height 附则 can have"""


def is_supplementary(text: str) -> bool:
    """Return whether a line is the heading 附则 without a number."""
    return _HEADING.fullmatch(text) is not None


def height_beside(headings: Sequence[tuple[int, str]]) -> int:
    """Return the height of the heading 附则 in the outline: that of the highest numbered heading above it.

    A height is a number like those of :class:`Rank`: the smaller, the higher in the outline. Only headings of the ranks
    in ``_BESIDE`` count; without them, the height is that of a chapter.

    Args:
        headings: height and title of each heading above 附则, the highest first.
    """
    numbers = ((height, leading_number(title)) for height, title in headings)
    return next((height for height, number in numbers if number and number.rank in _BESIDE), int(Rank.CHAPTER))


def is_preface(text: str) -> bool:
    """Return whether a line is the heading 前言, 引言 or 序言 without a number."""
    return _PREFACE.fullmatch(text) is not None
