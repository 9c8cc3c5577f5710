"""Find the organisation that issued a document (发文机关) if no header block names it.

Its name stands in the letterhead (江北市教育局文件), in the title (国务院办公厅关于…), in the signature above the date
(GB/T 9704—2012, 7.3.5), below the title, in the number of an order (公安部令第78号) or in the note on how a law was
passed. In the rules of a university, a research institute or a court, it may stand only at the beginning of the title.
"""

import re
from collections.abc import Sequence

from qa.language.official import DAY, DOCUMENT_NUMBER, ORDER_NAME, ORDER_NUMBER, ORGANISATION, ORGANISATION_END
from qa.reading.institution_rules import institution
from qa.reading.run_together import FEW_LINES, run_together_issuer

_HEAD_LINES, _NOTE_LINES, _SIGNERS, _LONGEST_SIGNER = 8, 12, 12, 40
"""maximum numbers, in this order: lines at the beginning to search for a letterhead or for a name below the title;
lines at the beginning to search for a note or an order; lines above a date to search for signers; characters of a
signer's line"""
_BLANKS = r"[\s\u3000]"
_ORGANISATIONS = rf"{ORGANISATION}(?:{_BLANKS}+{ORGANISATION})*"
_RED_HEAD = re.compile(rf"(?P<name>{_ORGANISATIONS})?{_BLANKS}*文{_BLANKS}*件")
_NUMBER_LINE = re.compile(rf"[（(]?(?:{DOCUMENT_NUMBER})[)）]?(?:\s*签发人.*)?")
_ACTION = r"(?:关于|關於|印发|转发|批转)"
_TITLE_ISSUER = re.compile(
    rf"(?!关于|關於|對|对|致|给|向|在|为|就|与|和|按|由|解读|转发|印发|批转|发布)(?P<name>[\u4e00-\u9fff（）()、\s\u3000]{{1,60}}?(?:{ORGANISATION_END}|部门))"
    rf"(?:联合)?(?={_ACTION})(?P<rest>.*)"
)
_ANNOUNCEMENT = re.compile(
    rf"(?P<name>{ORGANISATION})(?:通告|公告|通报|公报|令|通知|命令)(?:[（(]?第?\s*[\d〇一二三四五六七八九十百]+\s*号[)）]?)?"
)
_MARK = re.compile("(?:内部|普通)事项|稿纸")
"""matches printed words of a form, which may run together with the issuer's name"""
_FORWARDED = re.compile(r".*的(?:通知|公告|通告|决定|批复|函|意见)(?:[（(].*[)）])?")
"""matches a title from 印发 or 转发 on (印发…的通知), but not a headline, which ends with 》: 商务部印发《…的通知》"""
_OFFICIAL = re.compile(
    r"(?:关于|關於).*|.*(?:通知|通告|公告|意见|意見|决定|決定|规定|規定|办法|辦法|细则|細則|要点|要點|规则|規則|准则|準則|原则|原則"
    r"|章程|须知|須知|告知书|倡议书|令|函)(?:[（(].{1,12}[)）])?"
)
_DATE = re.compile(rf"[（(]?{_BLANKS}*{DAY}{_BLANKS}*[)）]?")
_MONTH = re.compile(r"(?:\d{4}|[一二][〇○零O九].{2})\s*年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月")
"""matches a year and month without a day, which may stand below the signature at the end of a document"""
_LAST_LINES = 4
"""number of lines at the end of a document that are searched for a date without a day"""
_SIGNED = re.compile(rf"(?P<names>{_ORGANISATIONS}){_BLANKS}*[（(]?{DAY}[)）]?(?:{_BLANKS}{{2,}}.*)?")
_INLINE_SIGNED = re.compile(
    rf"(?:特此\S{{2,4}}。|(?<!\s){_BLANKS}{{3,}}+)(?P<names>{_ORGANISATIONS}){_BLANKS}*{DAY}{_BLANKS}*$"
)
_CLOSING_SIGNED = re.compile(
    rf"(?:。{_BLANKS}*+|(?<=[\dA-Za-z]{{6}})|[^\s。]{_BLANKS}{{2,}}+)(?P<names>(?=[\u4e00-\u9fff]){_ORGANISATIONS})"
    rf"{_BLANKS}*{DAY}{_BLANKS}*(?:链接[:：].*)?$"
)
"""matches a signature and its date at the end of a line, after a sentence, a telephone number or at least two blanks"""
_LONGEST_CLOSING = 200
"""number of characters at the end of a line that are searched for a signature"""
_SIGNER = re.compile(r"[\u4e00-\u9fff（）()·“”\s\u3000]{1,40}")
_NOT_SIGNER = re.compile(r"(?:附[件表录]|抄送|特此|联系|此复|第[一二三四五六七八九十]).*|.*(?:名单|清单|目录|表|书)")
_PLACE = re.compile(r"中国|中华|中共|中央|国家|国务院|最高|全国|.{1,8}?[省市区县州旗镇乡盟国]")
"""matches the beginning of a full name; a name that begins otherwise may be the rest of a name on the line above"""
_SENTENCE = re.compile(r".*[。；;：:！!]")
_PASSED = re.compile(
    rf"(?:[（(]?{_BLANKS}*|《[^》]+》，?已?经?[由于]?){DAY}{_BLANKS}*(?:第[〇一二三四五六七八九十\d]+届)?(?P<name>[\u4e00-\u9fff]{{3,40}}?)(?:第|\d|次会议|会议|通过|公布|发布|批准|颁布)"
    r".*(?:通过|公布|发布|批准|颁布|修订)"
)
"""matches a statement of who passed a law or regulation: the note under its title, or the sentence that announces it:
《…条例》已经2019年4月3日国务院第42次常务会议通过"""
_CONGRESS = re.compile(r"第[〇一二三四五六七八九十百\d]+届(?P<name>人民代表大会(?:常务委员会)?)")
_FIRST_HEADING = re.compile(r"第\s?[一1]\s?[章条條编編]|一、")
_ORDER = re.compile(
    rf"(?:[（(]?{_BLANKS}*{DAY})?(?P<names>(?:[\u4e00-\u9fff]{{2,30}}、)*{ORDER_NAME}){_BLANKS}*{ORDER_NUMBER}.*"
)


def issuer(lines: Sequence[str], title: str) -> str:
    """Return the organisations that issued a document, separated by blanks; empty if neither text nor title names one.

    Args:
        lines: the lines of the document without boilerplate.
        title: the title of the document.
    """
    in_title = _in_title(title)
    signed = _signers(lines)
    if in_title and not in_title.endswith("部门"):
        is_longer_form = len(signed) == 1 and signed[0] != in_title and signed[0].endswith(in_title)
        return signed[0] if is_longer_form else in_title
    found = (_letterhead(lines, title), " ".join(signed), in_title, _below_title(lines, title), _in_note(lines))
    stated = next((name for name in found if name), "")
    if not stated and 0 < len(lines) <= FEW_LINES:
        stated = run_together_issuer(max(lines, key=len))
    return stated or _closing_signature(lines) or institution(title)


def _in_title(title: str) -> str:
    announcement = _ANNOUNCEMENT.fullmatch(title)
    if announcement:
        return announcement["name"]
    found = _TITLE_ISSUER.match(title)
    if not found or (not found["rest"].startswith(("关于", "關於")) and not _FORWARDED.fullmatch(found["rest"])):
        return ""
    name = " ".join(found["name"].split())
    return "" if _MARK.search(name) else re.sub(r"(.{4,}?)\1+", r"\1", name)


def _letterhead(lines: Sequence[str], title: str) -> str:
    """Return the organisations of a letterhead, separated by blanks; empty if there is none.

    They are named above the title: on a line with 文件 and on the lines directly above it, or directly above the 文号,
    or directly above a title with the form of an official one.
    """
    names: list[str] = []
    for line in lines[:_HEAD_LINES]:
        head = _RED_HEAD.fullmatch(line)
        if head:
            return " ".join(dict.fromkeys([*names, *_split(head["name"] or "")]))
        if re.fullmatch(_ORGANISATIONS, line) and line != title:
            names += _split(line)
        elif _NUMBER_LINE.fullmatch(line) or (names and title.startswith(line) and _OFFICIAL.fullmatch(title)):
            return " ".join(dict.fromkeys(names))
        elif names:
            return ""
    return ""


def _signers(lines: Sequence[str]) -> list[str]:
    """Return the organisations in the first signature with a date, or else those on the last line; empty if none sign.

    A signature counts only below the first line that ends with 。, ；, ： or ！, the last line only below a sentence.
    """
    text_has_begun = False
    for position, line in enumerate(lines):
        text_has_begun = text_has_begun or _SENTENCE.fullmatch(line) is not None
        if not text_has_begun:
            continue
        if signed := _SIGNED.fullmatch(line):
            names = _split(signed["names"])
            return list(dict.fromkeys(_above(lines[:position], list(names)) or names))
        if inline := _INLINE_SIGNED.search(line):
            return _split(inline["names"])
        if _DATE.fullmatch(line) or (position >= len(lines) - _LAST_LINES and _MONTH.fullmatch(line)):
            signers = _above(lines[:position], [])
            if signers:
                return signers
    last = lines[-1] if lines else ""
    is_signed = len(lines) > 2 and re.fullmatch(_ORGANISATIONS, last) and lines[-2].endswith(("。", "！", "!"))
    return _split(last) if is_signed else []


def _closing_signature(lines: Sequence[str]) -> str:
    """Return the organisations, separated by blanks, that are named before a date at the end of a line of text.

    They are those of the first line that ends so; empty if none does.
    """
    found = next((match for line in lines if (match := _CLOSING_SIGNED.search(line[-_LONGEST_CLOSING:]))), None)
    return " ".join(_split(found["names"])) if found else ""


def _above(lines: Sequence[str], names: list[str]) -> list[str]:
    """Return the organisations that sign above a date and on its line, in the order of the page.

    At most 12 lines are read, from the lowest up, until a line names no organisation. A name may be wrapped over lines.

    Args:
        lines: the lines above the line with the date.
        names: the organisations on the line with the date. The organisations on the lines above are inserted before
            them in this list.
    """
    for line in reversed(lines[-_SIGNERS:]):
        text = line.strip()
        if len(text) > _LONGEST_SIGNER or not _SIGNER.fullmatch(text) or _NOT_SIGNER.fullmatch(text):
            break
        is_open = bool(names) and not _is_body(text) and (len(text) == 1 or bool(_PLACE.match(text)))
        if is_open and (not _PLACE.match(names[0]) or not _is_body(names[0])):
            names[0] = text + names[0]
        elif len(text) == 1 and re.fullmatch(ORGANISATION_END, text) and not names:
            names.insert(0, text)
        elif _is_body(text) or all(map(_is_body, text.split())):
            names[:0] = _split(text)
        else:
            break
    return [name for name in names if _is_body(name)]


def _is_body(text: str) -> bool:
    return re.fullmatch(ORGANISATION, "".join(text.split())) is not None and len(text) > 2


def _split(names: str) -> list[str]:
    """Return the organisations that blanks separate.

    If a part is no name by itself, return the whole as one name without blanks: 财 政 部 → 财政部.
    """
    parts = names.split()
    return parts if all(re.fullmatch(ORGANISATION, part) and len(part) > 1 for part in parts) else ["".join(parts)]


def _below_title(lines: Sequence[str], title: str) -> str:
    """Return the organisations, separated by blanks, on lines of their own between the title and the text.

    A date may follow on the same line. Empty if there is none.
    """
    is_below = False
    names: list[str] = []
    for line in lines[:_HEAD_LINES]:
        found = re.fullmatch(rf"(?P<name>{_ORGANISATIONS})(?:{_BLANKS}+{DAY})?", line)
        if is_below and found and line not in title:
            names += _split(found["name"])
        elif names or (is_below and _SENTENCE.fullmatch(line)):
            break
        is_below = is_below or line in title
    return " ".join(names)


def _in_note(lines: Sequence[str]) -> str:
    """Return the organisation that passed a law, or those that issued an order, separated by blanks; empty if none.

    The number of a term or session is left out: 第十三届全国人民代表大会第三次会议 → 全国人民代表大会.
    """
    for position, line in enumerate(lines[:_NOTE_LINES]):
        if _FIRST_HEADING.match(line):
            return ""
        following = lines[position + 1] if position + 1 < len(lines) else ""
        order = _ORDER.fullmatch(line)
        if not order and re.match(ORDER_NUMBER, following):
            order = _ORDER.fullmatch(line + following)
        if order:
            return " ".join(order["names"].removesuffix("令").split("、"))
        passed = _PASSED.match(line)
        if passed:
            congress = _CONGRESS.match(line, passed.end("name"))
            return passed["name"] + (congress["name"] if congress else "")
    return ""
