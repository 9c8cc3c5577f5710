"""The titles of the documents in a compilation: several official documents in one file."""

import re
from collections.abc import Mapping, Sequence

from qa.chunking.paragraphs import Paragraph
from qa.language.official import DAY, DOCUMENT_NUMBER

_TITLE = re.compile(
    r"[^，。；：]{0,40}关于[^，。；]{2,80}(?:通知|通告|公告|决定|决议|意见|报告|批复|函|请示|通报|公报)"
)
_NUMBER = re.compile(rf"[（(]?\s*({DOCUMENT_NUMBER})\s*[）)]?")
_DATE = re.compile(rf"[（(]?{DAY}[)）]?")
_ADDRESSEES = re.compile(r"[^。；，]{2,60}[：:]")
_LEAST = 2
"""minimum number of titles in a compilation; fewer are mentions of other documents on separate lines"""


def compiled_titles(lines: Sequence[Paragraph]) -> Mapping[int, str]:
    """Return the titles of the documents in a compilation by line number; empty for a single document.

    A title is followed by its 文号 or by the addressees; each document except the first follows the date of the one
    before. The returned titles include the 文号, because several documents may have the same title.

    Args:
        lines: the paragraphs of the file.
    """
    titles: dict[int, str] = {}
    for place, line in enumerate(lines[:-1]):
        following = lines[place + 1].text
        number = _NUMBER.fullmatch(following)
        if not _TITLE.fullmatch(line.text) or not (number or _ADDRESSEES.fullmatch(following)):
            continue
        if not titles or any(_DATE.fullmatch(before.text) for before in lines[max(0, place - 2) : place]):
            titles[place] = f"{line.text}（{number[1]}）" if number else line.text
    return titles if len(titles) >= _LEAST else {}
