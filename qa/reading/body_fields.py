"""Find in the text of a document what no header block states: 文号, dates, and whether the document is in force."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from qa.language.official import (
    ARTICLE,
    DATE_IN_DIGITS,
    DAY,
    DAY_WITHOUT_BLANKS,
    DOCUMENT_NUMBER,
    DOCUMENT_NUMBER_LABEL,
    ORDER_NAME,
    ORDER_NUMBER,
    ORGANISATION,
    YEAR,
    YEAR_DATE,
    parse_date,
    without_blanks,
)
from qa.reading.boilerplate import is_boilerplate
from qa.reading.roc_dates import roc_dates

_STAMP_LINES, _LAST_LINES, _TITLE_LINES, _NUMBER_LINES, _NOTE_LINES = 8, 4, 3, 12, 20
"""numbers of lines to search, in this order: for a stamp, for the date at the end, for a title that holds a 文号, for a
文号 on a line of its own, and for the note on how a law was passed"""
_MOST_BESIDE_STAMP = 8
"""number of characters by which a line with a stamp may be longer than the title"""
_NUMBER = re.compile(DOCUMENT_NUMBER)
_NUMBER_LABEL = re.compile(DOCUMENT_NUMBER_LABEL)
_NUMBER_LINE = re.compile(
    rf"(?!.*关于)[（(]?(?P<number>{DOCUMENT_NUMBER})[)）]?(?:\s*签发人.*|\s+[（(]?(?P<day>{DAY})[)）]?)?"
)
_TITLE_AND_NUMBER = re.compile(
    rf"(?P<first>{DOCUMENT_NUMBER})\S*关于.*|.*关于.*[（(](?P<bracketed>{DOCUMENT_NUMBER})[)）]"
    rf"|.*关于.*(?:通知|意见|公告|通告|决定|批复|函)(?P<last>{DOCUMENT_NUMBER})"
)
_NUMBER_CELL = re.compile(
    rf"(?:^|.*\s)(?:来文|发文|原)?(?:文\s?号|字号|编号)[\s:：]+(?P<number>{DOCUMENT_NUMBER})(?=\s|$)"
)
"""matches a row of a form that states the 文号 of the document that the form is about"""
_DATE_CELL = re.compile(
    rf"(?:^|.*\s)(?:收文|来文|发文|填表|填报|制表|开票|签发|签署)(?:日期|时间)[\s:：]+(?P<day>{DAY})"
)
_NUMBER_BEGUN = re.compile(
    rf"(?:{DOCUMENT_NUMBER_LABEL})?[\u4e00-\u9fff]{{1,16}}\s*[〔\[(（【]\s*{YEAR}?(?:\s*[〕\])）】])?\s*第?\s*\d{{0,5}}"
)
"""matches the first of two lines over which a narrow cell wraps a 文号"""
_ORDER_NAME, _ORDER_NUMBER = re.compile(ORDER_NAME), re.compile(ORDER_NUMBER)
_DATE_LINE = re.compile(rf"[（(]?\s*{DAY}\s*[)）]?")
_SIGNER = r"[^。；;，：:《》]{0,50}[局厅委部院府办司会处室心制组社行科署队所站校]"
_SIGNER_LINE = re.compile(_SIGNER)
_SIGNED_LINE = re.compile(
    rf"(?:(?:[局部厅署院省市区县州行校]长|主任|主席|总理)\S{{2,4}}[\s\u3000]+|{_SIGNER}[\s\u3000]+|{ORGANISATION}|.*(?:特此\S{{2,4}}。|[\s\u3000]{{3}}){ORGANISATION}(?:[\s\u3000]+{ORGANISATION})*[\s\u3000]*){DAY}(?:[\s\u3000]{{2,}}.*)?"
)
_NOTE = re.compile(
    r"[(（].*(?:公布|发布|通过|批准|印发|修正|修订).*[)）]"
    rf"|(?:根据)?{DAY_WITHOUT_BLANKS}.{{4,}}(?:公布|通过|批准|修正|修订|施行)[）)]?(?:\s*根据)?"
)
"""matches the note under the title of a law that states when the law was passed or amended"""
_VERSION_LINE = re.compile(rf"(?:\S.{{3,60}}\s)?[（(]?\s*(?P<day>{DAY})\s*(?:修[订訂正改]|[订訂]定)[版稿]?\s*[)）]?")
_VERSION_IN_TITLE = re.compile(r".{4,}[（(](?P<day>(?:19|20)\d{6})[)）]")
_HELD = re.compile(
    rf"[（(—–-]*\s*(?P<day>{DAY})\s*在[^。，]{{2,60}}?会[^。，]{{0,20}}|[^。\s]{{4,40}}会议?[，,\s]\s*(?P<behind>{DAY})[)）]?"
)
"""matches the line with the day and the meeting below the title of a report or speech:
——2008年3月5日在第十一届全国人民代表大会第一次会议上"""
_VERSION_LINES = 6
"""number of lines to search for the day of a version or of a speech"""
_CLOSING = re.compile(
    rf"。[\s\u3000]*{ORGANISATION}(?:[\s\u3000]+{ORGANISATION})*[\s\u3000]*(?P<day>{DAY})[\s\u3000]*(?:链接[:：].*)?$"
)
"""matches a signature with a date after the last sentence of a line"""
_LONGEST_CLOSING = 200
"""number of characters at the end of a line that are searched for a signature"""
_IN_FORCE_FROM = re.compile(rf"[自从于]\s*{DAY}\s*起")
_STATE = r"(?P<state>已?(?:经)?(?:被)?废止|已?(?:经)?失效|现行有效|有效)"
_STAMP = re.compile(rf"[(（【\[]\s*{_STATE}\s*[)）】\]]")
_STATUS_FIELD = re.compile(rf"(?:时效性|有效性|效力状态|效力)\s*[:：]\s*{_STATE}")
_STATEMENT = re.compile(
    r"[（(【\[]?(?:[注备][:：])?\s*(?:《(?P<title>[^》]+)》|本(?:文件|办法|规定|条例|通知|意见|细则|决定|规则|方案))\s*"
    rf"(?:已?于{YEAR_DATE})?{_STATE}(?:[。，,；;！!)）】\]]|$)"
)
_ARTICLE = re.compile(ARTICLE)
_FRAME_LINES = 40
"""number of lines at the beginning, and of lines at the end, that may be the frame of a saved page"""
_PUBLISHED = re.compile(rf"(?:发布|发表)?(?:日期|时间|发布)[:：]\s*(?P<day>{DATE_IN_DIGITS})")


def document_number(lines: Sequence[str]) -> str:
    """Return the 文号 of a document without blanks; empty if its text states none.

    It stands on a line of its own near the beginning (of an order: on two lines), in the note on how a law was passed,
    in a row of a form, or in a title. After the label 文号：, and in a row of a form, a 文号 counts only above the
    first line that ends with 。, ； or ：.

    Args:
        lines: the lines of the document without boilerplate.
    """
    text_has_begun = False
    lines = _with_numbers_joined(lines[: _NUMBER_LINES + 1])
    for position, line in enumerate(lines[:_NUMBER_LINES]):
        found = _NUMBER_LINE.fullmatch(_unlabelled(line))
        if found and not (_NUMBER_LABEL.match(line) and text_has_begun):
            return without_blanks(found["number"])
        following = lines[position + 1] if position + 1 < len(lines) else ""
        if _ORDER_NAME.fullmatch(line) and _ORDER_NUMBER.fullmatch(following):
            return without_blanks(line + following)
        if _NOTE.fullmatch(line) and (found := _NUMBER.search(re.sub(DAY, " ", line))):
            return without_blanks(found[0])
        if not text_has_begun and (found := _NUMBER_CELL.match(line)):
            return without_blanks(found["number"])
        text_has_begun = text_has_begun or line.endswith(("。", "；", "："))
    titles = (_TITLE_AND_NUMBER.fullmatch(line) for line in lines[:_TITLE_LINES])
    return next((without_blanks(t["first"] or t["bracketed"] or t["last"]) for t in titles if t), "")


def _with_numbers_joined(lines: Sequence[str]) -> list[str]:
    """Join two lines if a 文号 begins on the first and ends on the second; return all lines."""
    joined: list[str] = []
    for line in lines:
        if joined and _NUMBER_BEGUN.fullmatch(joined[-1]) and _NUMBER_LINE.fullmatch(_unlabelled(joined[-1] + line)):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _unlabelled(line: str) -> str:
    label = _NUMBER_LABEL.match(line)
    return line[label.end() :] if label else line


def date_written(lines: Sequence[str]) -> date | None:
    """Return the date of a document, or ``None`` if its text states none.

    It is the first of these that the text has:

    - the date of the first signature, which may stand above an annex;
    - the last date on a line of its own, if it stands at the end or is the only one;
    - the latest date in the notes on how a law was passed;
    - the date after the 文号;
    - the day of the last change of a rule in the Minguo calendar (:mod:`qa.reading.roc_dates`);
    - the day of a version;
    - the date of a signature at the end of a line of text;
    - the day of a speech;
    - the date in a row of a form.

    Args:
        lines: the lines of the document without boilerplate.
    """
    days = [
        *_signature_dates(lines),
        *_dates_alone(lines),
        *_note_dates(lines),
        *_number_dates(lines),
        *roc_dates(lines),
        *_version_dates(lines),
        *(parse_date(end["day"]) for line in lines if (end := _CLOSING.search(line[-_LONGEST_CLOSING:]))),
        *_speech_dates(lines),
        *(parse_date(cell["day"]) for line in lines[:_NUMBER_LINES] if (cell := _DATE_CELL.match(line))),
    ]
    return next((day for day in days if day), None)


def date_published(lines: Sequence[str]) -> date | None:
    """Return the date of publication in the frame of a saved page: 发布日期：2024-02-07 浏览次数：28.

    ``None`` if the frame states none.

    Args:
        lines: all lines of the text.
    """
    outer = [*lines[:_FRAME_LINES], *lines[_FRAME_LINES:][-_FRAME_LINES:]]
    found = (_PUBLISHED.search(line) for line in outer if is_boilerplate(line))
    return next((parse_date(match["day"]) for match in found if match), None)


def _signature_dates(lines: Sequence[str]) -> Iterator[date | None]:
    """Yield the dates below or beside a signer."""
    for position, line in enumerate(lines):
        below_signer = position and _DATE_LINE.fullmatch(line) and _SIGNER_LINE.fullmatch(lines[position - 1])
        if below_signer or _SIGNED_LINE.fullmatch(line):
            yield parse_date(re.findall(DAY, line)[-1])


def _dates_alone(lines: Sequence[str]) -> Iterator[date | None]:
    """Yield the last date on a line of its own, if it is on one of the last four lines or is the only such date."""
    dated = [position for position, line in enumerate(lines) if _DATE_LINE.fullmatch(line)]
    if dated and (len(dated) == 1 or dated[-1] >= len(lines) - _LAST_LINES):
        yield parse_date(lines[dated[-1]])


def _note_dates(lines: Sequence[str]) -> Iterator[date | None]:
    """Yield the latest date in the notes on how a law was passed or amended; ``None`` if there is none.

    The day from which a law is in force (自…起施行) does not count.
    """
    notes = [_IN_FORCE_FROM.sub("", line) for line in lines[:_NOTE_LINES] if _NOTE.fullmatch(line)]
    days = (parse_date(day) for note in notes for day in re.findall(DAY, note))
    yield max((day for day in days if day), default=None)


def _number_dates(lines: Sequence[str]) -> Iterator[date | None]:
    """Yield the dates that follow a 文号 on the same line, as in compilations: 南理工字〔2025〕39号 2025年5月9日."""
    for line in lines[:_NUMBER_LINES]:
        number = _NUMBER_LINE.fullmatch(line)
        if number and number["day"]:
            yield parse_date(number["day"])


def _version_dates(lines: Sequence[str]) -> Iterator[date | None]:
    """Yield the day of a version on a line near the title (2023年11月30日修訂), then the day in a title.

    The form in a title is 辦法（20220421）. Each of the two is ``None`` if there is none.
    """
    for pattern in (_VERSION_LINE, _VERSION_IN_TITLE):
        found = (pattern.fullmatch(line.strip()) for line in lines[:_VERSION_LINES])
        yield next((parse_date(version["day"]) for version in found if version), None)


def _speech_dates(lines: Sequence[str]) -> Iterator[date | None]:
    """Yield the day of the meeting below the title of a report or speech."""
    for line in lines[:_VERSION_LINES]:
        held = _HELD.fullmatch(line)
        if held:
            yield parse_date(held["day"] or held["behind"])


def status(lines: Sequence[str], title: str) -> str:
    """Return whether a document is in force, in the words of a field, a sentence or a stamp.

    A field is 时效性：现行有效; a sentence is 《…》已废止 with the title of the document, or 本办法已废止; a stamp is
    （已废止） in the title or on a short line near the beginning.

    From the first article of a regulation on, 废止 means that another regulation, perhaps with the same title, is
    repealed. There a field or a sentence counts only if its status begins with 已.

    Args:
        lines: the lines of the document without boilerplate.
        title: the title of the document.

    Returns:
        The words of the text, such as 已废止 or 现行有效; empty if it does not say.
    """
    in_articles = False
    for line in lines:
        in_articles = in_articles or _ARTICLE.match(line) is not None
        stated = _STATUS_FIELD.fullmatch(line) or _STATEMENT.match(line)
        if not stated or (in_articles and not stated["state"].startswith("已")):
            continue
        if stated.groupdict().get("title") in (None, title):
            return stated["state"]
    short = (line for line in (title, *lines[:_STAMP_LINES]) if len(line) <= len(title) + _MOST_BESIDE_STAMP)
    return next((stamp["state"] for stamp in map(_STAMP.search, short) if stamp), "")
