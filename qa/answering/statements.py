"""Find the sentences of a passage that can be an answer because they state something by themselves."""

import re
from functools import lru_cache

from qa.answering.table_row import COLUMN_MARKS
from qa.index import StoredPassage
from qa.language import letters
from qa.language.official import AMOUNT_NUMERAL, CONTENTS_ENTRY, DOCUMENT_NUMBER
from qa.search import quotable_spans
from qa.search.quotable import LETTERHEAD
from qa.types import PassageKind, Span

_DOCUMENT_NUMBER = re.compile(rf"[（(]?\s*(?:{DOCUMENT_NUMBER})\s*[）)]?")
_CONTENTS_ENTRY = re.compile(rf"{CONTENTS_ENTRY}|目\s*[录次]")
_LETTER_LABEL = re.compile(
    r"(?:来信|来电|来件|网民|市民|群众)?(?:咨询|留言|投诉|信访|诉求|问题|答复|回复|办理|处理|来信|来电)(?:的|人的?)?(?:内容|详情|情况|结果|意见|主题|标题|部门|单位)?\s*[：:]?"
)
"""matches the label above a letter or above the reply to a letter: 来信内容"""
_PAGE_NUMBER = re.compile(r"[—–\-\s第]*\d{1,4}[—–\-\s页]*")
_ADDRESSEES = re.compile(r"(?:各|有关)[^。；]{2,80}[：:]")
_TITLE = re.compile(
    r"(?:[^\s，。；：]{2,30})?关于[^，。；：]{2,80}(?:通知|通告|公告|决定|决议|意见|报告|批复|函|请示|通报|议案|纪要|公报|办法|规定|方案)"
    r"|[^\s，。；：]{2,30}(?:文件|政策|法规|资料)?汇编"
)
"""matches a line with the title of another document in the same file"""
ANNOUNCEMENT = re.compile(
    r"[^。；\n]{0,400}(?:(?:通知|公告|通告|公布|公示|通报|报告|函告|批复|函复|答复|明确|规定|提示)如下|[见如]下表|[提发]出(?:以下|如下)倡议)"
    r"\s*[：:。]?\s*"
)
"""matches the sentence before the text of a document or a table: 现将有关事项通知如下："""
_HEADING = re.compile(r"#{1,6}\s[^\n]{1,80}")
_ANNEX = re.compile(
    rf"(?![^\n]*共[计有]?\s?(?:\d|{AMOUNT_NUMERAL}))附件?\s?\d{{0,2}}\s?[：:.．]\s?(?:\d{{1,2}}\s?[.．、]\s?)?[^，。；\n]{{2,60}}"
)
"""matches a line that only names an annex; 附件：事项清单（共计11项） says how much it lists and does not match"""
_TITLE_LINE = re.compile(
    r"[^\s，。；：:、|\d]{4,40}(?:(?:管理|实施|暂行|试行)(?:办法|细则|规定)|(?:工作|实施|行动)方案|清单|一览表|申报书)"
)
"""matches a line that is only the title of a document or of an annex"""
_SHORTEST_NAME = 4
_SHORTEST_TITLE = 6
_LONGEST_CODE = 15
"""maximum number of letters and digits beside the title in a line that is only a title: L2-05学生转系办法（1121106）"""


def statements(passage: StoredPassage) -> tuple[Span, ...]:
    """Return the spans of a passage's text that may be an answer, in order; none if it states nothing.

    In the header block these are the fields with a value. Elsewhere they are the quotable sentences except titles,
    lines with only the issuer or 文号, addressees, announcements (现将有关事项通知如下：), names of annexes, labels of
    letters, page numbers, entries of a table of contents and header rows of tables.
    """
    citation = passage.citation
    spans = quotable_spans(passage.text, citation.heading_path, passage.kind)
    if passage.kind is PassageKind.HEADER:
        return spans
    return _without_labels(passage.text, spans, (citation.title, citation.issuer))


@lru_cache(maxsize=3_000)
def _without_labels(text: str, spans: tuple[Span, ...], names: tuple[str, str]) -> tuple[Span, ...]:
    """Return the spans that are not labels; cached, because several steps need those of the first passages."""
    known = tuple(map(letters, names))
    return tuple(span for span in spans if not _is_label(text, span, known))


def _is_label(text: str, span: Span, names: tuple[str, ...]) -> bool:
    sentence = text[span.start : span.end]
    if any(label.fullmatch(sentence) for label in (_DOCUMENT_NUMBER, _CONTENTS_ENTRY, _PAGE_NUMBER, _LETTER_LABEL)):
        return True
    if any(opening.fullmatch(sentence) for opening in (ANNOUNCEMENT, LETTERHEAD)):
        return True
    if _names_columns(text, span) or _is_title_line(text, span):
        return True
    line = letters(sentence)
    if not line or _ADDRESSEES.fullmatch(sentence) or _TITLE.fullmatch(sentence):
        return True
    if len(line) >= _SHORTEST_NAME and any(line in name for name in names):
        return True
    title = names[0]
    code = line.replace(title, "", 1) if len(title) >= _SHORTEST_TITLE else line
    return code != line and code.isascii() and len(code) <= _LONGEST_CODE


def _is_title_line(text: str, span: Span) -> bool:
    """Return whether a sentence is a whole line that only names a document, an annex or the text below it."""
    is_line = text[: span.start].endswith(("\n", "\n ")) or not text[: span.start].strip()
    if not is_line or not (text[span.end :].startswith("\n") or not text[span.end :].strip()):
        return False
    sentence = text[span.start : span.end]
    return any(title.fullmatch(sentence) for title in (_HEADING, _ANNEX, _TITLE_LINE))


def _names_columns(text: str, span: Span) -> bool:
    """Return whether a line is the header row of a table: the first row, without digits and above another row."""
    row = text[span.start : span.end]
    mark = next((mark for mark in COLUMN_MARKS if mark in row), None)
    if mark is None or any(map(str.isdecimal, row)):
        return False
    above = [line for line in text[: span.start].split("\n") if letters(line)]
    below = [line for line in text[span.end :].split("\n") if letters(line)]
    return (not above or mark not in above[-1]) and bool(below) and mark in below[0]
