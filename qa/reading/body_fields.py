"""What the text of a document says of it where there is no header block for it: 文号, dates, whether it is in force."""

import re
from collections.abc import Sequence
from datetime import date

from qa.reading.header import parse_date

_FIRST_LINES, _LAST_LINES = 8, 4
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,16}\s*[〔\[(（【]\s*(?:19|20)\d{2}\s*[〕\])）】]\s*第?\s*\d{1,5}\s*号"
    r"|[\u4e00-\u9fff]{2,20}令\s*第\s*[\d零〇一二三四五六七八九十百]{1,6}\s*号"
)
_NUMBER_LINE = re.compile(rf"(?:文号[:：]\s*)?(?P<number>{_NUMBER.pattern})(?:\s*签发人.*)?")
_PROMULGATION = re.compile(r"[(（].*(?:公布|发布|通过|批准|印发).*[)）]")
_DATE_LINE = re.compile(
    r"[\d零〇○一二三四五六七八九十]{4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
)
_STATE = r"(?P<state>已?(?:经)?(?:被)?废止|已?(?:经)?失效|现行有效|有效)"
_STAMP = re.compile(rf"[(（【\[]\s*{_STATE}\s*[)）】\]]")
_STATEMENT = re.compile(rf"《(?P<title>[^》]+)》\s*{_STATE}")


def document_number(lines: Sequence[str]) -> str:
    """The 文号 that stands on a line of its own near the beginning, or in the note on how a law came about."""
    for line in lines[:_FIRST_LINES]:
        if found := _NUMBER_LINE.fullmatch(line):
            return _unspaced(found["number"])
        if _PROMULGATION.fullmatch(line) and (found := _NUMBER.search(re.sub(r"\d{4}年\d+月\d+日", " ", line))):
            return _unspaced(found[0])
    return ""


def date_written(lines: Sequence[str]) -> date | None:
    """The date that a letter is signed with, or that of the note on how a law came about."""
    for line in reversed(lines[-_LAST_LINES:]):
        if _DATE_LINE.fullmatch(line):
            return parse_date(line)
    return next((parse_date(line) for line in lines[:_FIRST_LINES] if _PROMULGATION.fullmatch(line)), None)


def status(lines: Sequence[str], title: str) -> str:
    """Whether the document is in force, as the page says in a stamp （已废止） or in a sentence 《…》已废止."""
    for line in lines:
        stated = _STATEMENT.search(line)
        if stated and stated["title"] == title:
            return stated["state"]
    stamps = (_STAMP.search(line) for line in (title, *lines[:_FIRST_LINES]) if len(line) <= len(title) + _FIRST_LINES)
    return next((stamp["state"] for stamp in stamps if stamp), "")


def _unspaced(text: str) -> str:
    return re.sub(r"\s", "", text)
