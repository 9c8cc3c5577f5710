"""Find dates of the Minguo calendar, in which documents from Taiwan are dated: 113.06.19 is 19 June 2024."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

_NOTE_LINES, _TITLE_LINES = 60, 3
"""numbers of lines to search for the notes on how a rule was passed, and for the title"""
_FIRST_YEAR = 1911
"""the year before year 1 of the calendar"""
_YEAR = r"(1[0-4]\d|0?[5-9]\d)"
_NOTE = re.compile(
    rf"[（(]?(?:中[華华])?(?:民[國国])?\s*{_YEAR}\s*[.．/年]\s*(\d{{1,2}})\s*[.．/月]\s*(\d{{1,2}}+)\s*日?"
    r"\s*\S.{0,40}?(?:通過|核備|備查|備案|修正|修訂|核定|公布|發布|訂定)[^。]{0,12}"
)
"""matches a line of the history of a rule: 113.06.19 教務會議修正通過"""
_TITLE = re.compile(rf".*[則點準程法章定項知]\s*[（(]{_YEAR}(\d\d)(\d\d)\s*[)）]")
"""matches a title with the day of its last version: 學則（1131220）"""

_NOTE_INSIDE = re.compile(
    rf"(?<=[\u4e00-\u9fff）)]){_YEAR}\s*[.．/]\s*(\d{{1,2}})\s*[.．/]\s*(\d{{1,2}}+)\s*[^。；：.．/]{{2,40}}?(?:通過|核備|備查|修正|修訂|公布)"
)
"""matches a note on the history of a rule (``_NOTE``) that stands after the title on the same line"""
_BEGINNING = 300
"""number of characters of a line to search for notes that run together with its title"""
_ALONE = re.compile(rf"[（(]?{_YEAR}\.(\d\d?)\.(\d\d?)[)）]?(?:\s*(?:版|修[訂订正]?))?[)）]?")
"""matches the day of a version on a line of its own above or below the title: 114.09.25"""
_DATED_LINE = re.compile(rf"[（(]?{_YEAR}\.(0\d|1[0-2])\.([0-3]\d)[)）]?(?:\s*(?:版|修[訂订正]?))?[)）]?")
"""matches the day of a version on any line, as in the margin of a page; month and day must have two digits each"""


def roc_dates(lines: Sequence[str]) -> Iterator[date | None]:
    """Yield the days on which a rule may have been changed last, the surest first.

    There is one day from each of five places: the history of the rule, the notes after its title, the title itself, a
    line beside the title, and the margin of the pages, where all days must be the same. ``None`` stands for a place
    without a day.
    """
    noted = (_NOTE.fullmatch(line.strip()) for line in lines[:_NOTE_LINES])
    yield max((day for note in noted if note and (day := _day(note))), default=None)
    beginnings = (line[:_BEGINNING] for line in lines[:_TITLE_LINES])
    inside = (_day(note) for beginning in beginnings for note in _NOTE_INSIDE.finditer(beginning))
    yield max((day for day in inside if day), default=None)
    titled = (_TITLE.fullmatch(line.strip()) for line in lines[:_TITLE_LINES])
    yield next((_day(title) for title in titled if title), None)
    alone = (_ALONE.fullmatch(line.strip()) for line in lines[:_TITLE_LINES])
    yield next((_day(day) for day in alone if day), None)
    dated = [found for line in lines if (found := _DATED_LINE.fullmatch(line.strip()))]
    yield _day(dated[0]) if len({found[0] for found in dated}) == 1 else None


def _day(found: re.Match[str]) -> date | None:
    year, month, day = map(int, found.groups())
    try:
        return date(_FIRST_YEAR + year, month, day)
    except ValueError:
        return None
