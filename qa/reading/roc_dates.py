"""Find dates of the Minguo calendar, in which documents from Taiwan are dated: 113.06.19 is 19 June 2024."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

_NOTE_LINES, _TITLE_LINES = 60, 3
"""numbers of lines to search for the notes on how a rule was passed, and for the title"""
_FIRST_YEAR = 1911
"""the year before the first of the calendar"""
_YEAR = r"(1[0-4]\d|0?[5-9]\d)"
_NOTE = re.compile(
    rf"[（(]?(?:中[華华])?(?:民[國国])?\s*{_YEAR}\s*[.．/年]\s*(\d{{1,2}})\s*[.．/月]\s*(\d{{1,2}})\s*日?"
    r"\s*\S.{0,40}?(?:通過|核備|備查|備案|修正|修訂|核定|公布|發布|訂定)[^。]{0,12}"
)
"""matches a line of the history of a rule: 113.06.19 教務會議修正通過"""
_TITLE = re.compile(rf".*[則點準程法章定項知]\s*[（(]{_YEAR}(\d\d)(\d\d)\s*[)）]")
"""matches a title with the day of its last version: 學則（1131220）"""

_ALONE = re.compile(rf"[（(]?{_YEAR}\.(\d\d?)\.(\d\d?)[)）]?(?:\s*(?:版|修[訂订正]?))?")
"""matches the day of a version on a line of its own above or below the title: 114.09.25"""


def roc_dates(lines: Sequence[str]) -> Iterator[date | None]:
    """Yield the day on which a rule was last changed: in its history, behind its title or beside it."""
    noted = (_NOTE.fullmatch(line.strip()) for line in lines[:_NOTE_LINES])
    yield max((day for note in noted if note and (day := _day(note))), default=None)
    titled = (_TITLE.fullmatch(line.strip()) for line in lines[:_TITLE_LINES])
    yield next((_day(title) for title in titled if title), None)
    alone = (_ALONE.fullmatch(line.strip()) for line in lines[:_TITLE_LINES])
    yield next((_day(day) for day in alone if day), None)


def _day(found: re.Match[str]) -> date | None:
    year, month, day = map(int, found.groups())
    try:
        return date(_FIRST_YEAR + year, month, day)
    except ValueError:
        return None
