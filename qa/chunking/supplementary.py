"""Find the heading 附则 that has no number: it ends a law or rule and stands beside its chapters."""

import re
from collections.abc import Sequence

from qa.chunking.numbering import Rank, leading_number

_HEADING = re.compile(r"附[\s\u3000]*[则則]")
_BESIDE = (Rank.PART, Rank.CHAPTER, Rank.GROUP, Rank.FIRST)
"""the ranks of headings beside which it can stand"""


def is_supplementary(text: str) -> bool:
    """Return whether a line is the heading 附则 without a number."""
    return _HEADING.fullmatch(text) is not None


def height_beside(headings: Sequence[tuple[int, str]]) -> int:
    """Return the height of 附则 below open headings: that of the highest part or chapter, else of any chapter.

    Args:
        headings: height and title of each open heading, the highest first.
    """
    numbers = ((height, leading_number(title)) for height, title in headings)
    return next((height for height, number in numbers if number and number.rank in _BESIDE), int(Rank.CHAPTER))
