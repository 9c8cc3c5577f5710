"""What the text of a document says of it where there is no header block for it: 文号, dates, whether it is in force."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from qa.reading.header import parse_date

_FIRST_LINES, _LAST_LINES, _TITLE_LINES, _NUMBER_LINES, _NOTE_LINES = 8, 4, 3, 12, 20
_ORDINAL = r"第\s*[\d零〇一二三四五六七八九十百]{1,6}\s*号"
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,16}\s*[〔\[(（【﹝［]\s*(?:19|20)\d{2}\s*[〕\])）】﹞］]\s*第?\s*\d{1,5}\s*号"
    rf"|[\u4e00-\u9fff]{{2,30}}令\s*{_ORDINAL}"
    r"|[\u4e00-\u9fff]{2,20}(?:[\s、][\u4e00-\u9fff]{2,20}){0,4}公告\s*(?:19|20)\d{2}\s*年\s*第\s*\d{1,5}\s*号"
)
_NUMBER_LABEL = re.compile(r"[\[【]?(?:发文字号|文件编号|发文号|文[\s\u3000]*号)(?:[\]】]\s*[:：]?|\s*[:：])\s*")
_NUMBER_LINE = re.compile(rf"(?!.*关于)[（(]?(?P<number>{_NUMBER.pattern})[)）]?(?:\s*签发人.*)?")
_TITLE_AND_NUMBER = re.compile(
    rf"(?P<first>{_NUMBER.pattern})\S*关于.*|.*关于.*[（(](?P<bracketed>{_NUMBER.pattern})[)）]"
    rf"|.*关于.*(?:通知|意见|公告|通告|决定|批复|函)(?P<last>{_NUMBER.pattern})"
)
_ORDER, _ORDER_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,30}令"), re.compile(_ORDINAL)
_DAY = (
    r"(?:[\d零〇○◯OoＯ０一二三四五六七八九十]{4}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月"
    r"\s*[\d一二三四五六七八九十]{1,3}\s*日|(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2})"
)
_DATE_LINE = re.compile(rf"[（(]?\s*{_DAY}\s*[)）]?")
_SIGNER = r"[^。；;，：:《》]{0,50}[局厅委部院府办司会处室心制组社行科署队所站校]"
_SIGNER_LINE = re.compile(_SIGNER)
_SIGNED_LINE = re.compile(rf"{_SIGNER}[\s\u3000]+{_DAY}")
_NOTE = re.compile(
    r"[(（].*(?:公布|发布|通过|批准|印发|修正|修订).*[)）]"
    r"|(?:根据)?\d{4}年\d{1,2}月\d{1,2}日.{4,}(?:公布|通过|批准|修正|修订|施行)[）)]?(?:\s*根据)?"
)
"""how a law came about: when it was passed and amended"""
_IN_FORCE_FROM = re.compile(rf"[自从于]\s*{_DAY}\s*起")
_STATE = r"(?P<state>已?(?:经)?(?:被)?废止|已?(?:经)?失效|现行有效|有效)"
_STAMP = re.compile(rf"[(（【\[]\s*{_STATE}\s*[)）】\]]")
_FIELD = re.compile(rf"(?:时效性|有效性|效力状态|效力)\s*[:：]\s*{_STATE}")
_STATEMENT = re.compile(
    r"[（(【\[]?(?:[注备][:：])?\s*(?:《(?P<title>[^》]+)》|本(?:文件|办法|规定|条例|通知|意见|细则|决定|规则|方案))\s*"
    rf"(?:已?于\d{{4}}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?)?{_STATE}(?:[。，,；;！!)）】\]]|$)"
)
_ARTICLE = re.compile(r"第[\d零〇一二三四五六七八九十百]{1,6}条")


def document_number(lines: Sequence[str]) -> str:
    """The 文号 that stands on a line of its own near the beginning, in the note on how a law came about, or in a title.

    One behind the label 文号： is the document's own only before its first sentence.
    """
    begun = False
    for position, line in enumerate(lines[:_NUMBER_LINES]):
        label = _NUMBER_LABEL.match(line)
        found = _NUMBER_LINE.fullmatch(line[label.end() :] if label else line)
        if found and not (label and begun):
            return _unspaced(found["number"])
        following = lines[position + 1] if position + 1 < len(lines) else ""
        if _ORDER.fullmatch(line) and _ORDER_NUMBER.fullmatch(following):
            return _unspaced(line + following)
        if _NOTE.fullmatch(line) and (found := _NUMBER.search(re.sub(_DAY, " ", line))):
            return _unspaced(found[0])
        begun = begun or line.endswith(("。", "；", "："))
    titles = (_TITLE_AND_NUMBER.fullmatch(line) for line in lines[:_TITLE_LINES])
    return next((_unspaced(t["first"] or t["bracketed"] or t["last"]) for t in titles if t), "")


def date_written(lines: Sequence[str]) -> date | None:
    """The date that a letter is signed with, be there an annex below it, or the last of how a law came about."""
    days = [*_signed(lines), *_alone(lines), *_enacted(lines)]
    return next((day for day in days if day), None)


def _signed(lines: Sequence[str]) -> Iterator[date | None]:
    """The dates below those who sign, or beside them."""
    for position, line in enumerate(lines):
        below_signer = position and _DATE_LINE.fullmatch(line) and _SIGNER_LINE.fullmatch(lines[position - 1])
        if below_signer or _SIGNED_LINE.fullmatch(line):
            yield parse_date(line)


def _alone(lines: Sequence[str]) -> Iterator[date | None]:
    """The last date on a line of its own, if it stands at the end or is the only one."""
    dated = [position for position, line in enumerate(lines) if _DATE_LINE.fullmatch(line)]
    if dated and (len(dated) == 1 or dated[-1] >= len(lines) - _LAST_LINES):
        yield parse_date(lines[dated[-1]])


def _enacted(lines: Sequence[str]) -> Iterator[date | None]:
    """The last date in the note on how a law came about, which may take several lines."""
    notes = [_IN_FORCE_FROM.sub("", line) for line in lines[:_NOTE_LINES] if _NOTE.fullmatch(line)]
    days = (parse_date(day) for note in notes for day in re.findall(_DAY, note))
    yield max((day for day in days if day), default=None)


def status(lines: Sequence[str], title: str) -> str:
    """Whether the document is in force, as the page says in a stamp （已废止） or in a sentence 《…》已废止.

    A bare 废止 in the articles of a regulation is what that regulation says of another one of the same name.
    """
    in_articles = False
    for line in lines:
        in_articles = in_articles or _ARTICLE.match(line) is not None
        stated = _FIELD.fullmatch(line) or _STATEMENT.match(line)
        if not stated or (in_articles and not stated["state"].startswith("已")):
            continue
        if stated.groupdict().get("title") in (None, title):
            return stated["state"]
    stamps = (_STAMP.search(line) for line in (title, *lines[:_FIRST_LINES]) if len(line) <= len(title) + _FIRST_LINES)
    return next((stamp["state"] for stamp in stamps if stamp), "")


def _unspaced(text: str) -> str:
    return re.sub(r"\s", "", text)
