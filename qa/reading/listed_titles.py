"""Read the titles in the table of contents of a compilation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.language.official import ANY_NUMBER, CONTENTS_ENTRY
from qa.reading.title import FULL_TITLE, letters

_LONGEST_ENTRY = 120
_HEADING = re.compile(r"[目][\s\u3000]*[录錄次]")
_ENTRY = re.compile(r"(?P<title>.*?)[\s.．…·•⋯_\-]*[（(]?\d{0,4}[)）]?")
_WITH_PAGE = re.compile(rf"{CONTENTS_ENTRY}|.*\s\d{{1,4}}")
_NUMBER = re.compile(rf"^(?:{ANY_NUMBER}|\d+)\s*")


@dataclass(frozen=True, slots=True)
class ListedTitles:
    """The titles of documents in the first table of contents of a file."""

    titles: frozenset[str]
    """the titles, reduced to their letters and digits"""
    end: int
    """the position of the line below the table; 0 without a table that lists titles"""

    def holds(self, title: str) -> bool:
        """Return whether a title is listed; only letters and digits are compared."""
        return letters(title) in self.titles


def listed_titles(lines: Sequence[str]) -> ListedTitles:
    """Return the titles under the first line 目录. A title may take two lines; headings of groups are passed over.

    The table ends before a line without a page number that repeats a listed title or ends with 。, and before a line of
    more than 120 characters.

    Args:
        lines: the lines of the file.
    """
    heading = next((n for n, line in enumerate(lines) if _HEADING.fullmatch(line)), None)
    titles: set[str] = set()
    if heading is None:
        return ListedTitles(frozenset(), 0)
    end = heading + 1
    beginning = ""
    for position, line in enumerate(lines[heading + 1 :], start=heading + 1):
        entry = _ENTRY.fullmatch(line) if len(line) <= _LONGEST_ENTRY else None
        if not entry:
            break
        name = _NUMBER.sub("", entry["title"])
        has_page = _WITH_PAGE.fullmatch(line) is not None
        if not has_page and (letters(name) in titles or line.endswith("。")):
            break
        is_title = FULL_TITLE.fullmatch(beginning + name) is not None
        if is_title:
            titles |= {letters(part) for part in (beginning + name, name) if FULL_TITLE.fullmatch(part)}
        if has_page or is_title:
            end = position + 1
        beginning = "" if has_page or is_title else name
    return ListedTitles(frozenset(titles), end if titles else 0)
