"""Find the issuer and the date of a document without line ends.

Letterhead, title, paragraphs and signature run together in its text, which comes from text recognition or a database.
An organisation is the issuer if its name stands before 文件, the 文号 or 关于 at the beginning of the text, or before
the date at the end of the text (GB/T 9704—2012, 7.2.4, 7.3.5).
"""

import re
from datetime import date

from qa.language.official import DAY, ORGANISATION_END, parse_date

FEW_LINES = 3
"""number of lines up to which a document is checked for paragraphs that run together"""
_LEAST_LENGTH = 150
"""minimum number of characters of a line in which several paragraphs run together"""
_HEAD = 120
"""number of characters at the beginning to search for letterhead, 文号 and title"""
_MARK = r"(?:公文|会签)稿纸|内部事项|普通事项|内部资料|特急|加急|急件|平急|机密|秘密|★|\s|\d"
_NAME = (
    rf"[\u4e00-\u9fff](?:(?!{_MARK})[\u4e00-\u9fff（）()]){{2,48}}?(?:{ORGANISATION_END})"
    r"(?:办公室|党组|党委|[员員]会|委员会|工作组|领导小组)*"
)
_NUMBER = r"[\u4e00-\u9fff]{1,10}[〔\[(（]\s*20\d\d\s*年?[〕\])）]\s*第?\d{1,5}\s*号"
"""matches a 文号, even if text recognition confused its brackets"""
_BEHIND = rf"(?:{_MARK})*(?:部门)?(?:{_MARK})*"
_LETTERHEAD = re.compile(rf"(?:{_MARK})*(?P<name>{_NAME}){_BEHIND}文件")
_BEGINNING = re.compile(
    rf"(?:{_NAME}(?:公文|会签)稿纸)?(?:{_MARK})*(?P<name>{_NAME}){_BEHIND}(?:(?=(?!公室){_NUMBER})|(?:(?P=name))*(?=关于))"
)
_TITLE = re.compile(rf"(?<=号)(?:签发人[:：][_\s]*X*[_\s]*|{_MARK})*(?P<name>{_NAME})(?=关于|转发|印发)")
"""matches, after the 文号, the name of the issuer with which the title begins: …〔2020〕1号江北市教育局关于…"""
_DEPARTMENTS = re.compile("部门文件")
"""matches the letterhead that the departments of an institution share; the title names the department"""
_BULLETIN = re.compile(rf".{{4,40}}第\d{{1,4}}期(?P<name>{_NAME})\s*(?={DAY})")
_SIGNED = re.compile(rf"(?<=[。；）)\dXx】])\s*(?P<name>{_NAME})\s*(?:{DAY})")
_NO_SENTENCE = r"(?!\s*(?:[，。；、：,;:]|[至到起前以召发下向与和的在对上凌举印]|\d{1,2}[:：时]))"
"""excludes the characters that follow a date inside a sentence"""
_SIGNED_DATE = re.compile(rf"(?<=[。；）)\dXx】])\s*(?P<name>{_NAME})\s*(?P<day>{DAY}){_NO_SENTENCE}")
_CLOSING_DATE = re.compile(rf"(?:{ORGANISATION_END})\s*(?P<day>{DAY})(?=\s*(?:[（(〔](?:此件|联系)|附件|$))")
_NOT_A_NAME = re.compile(
    r"^总经理|^[期号年月日页项次元人个条款届]|关于|现将|按照|根据|附件|联系|抄送|报送|负责|[请由各于对的是为自]"
    r"|[表函]|办公会|方案|报告|通知|名单|统计|会议|转发|号"
)
_LEAST_REPEATED = 2
"""number of characters that stand for the place with which the names of organisations of one place begin"""


def run_together_issuer(line: str) -> str:
    """Return the issuers, separated by blanks, of a document whose text runs together on one long line.

    Empty if the line names none or has fewer than 150 characters.
    """
    if len(line) < _LEAST_LENGTH:
        return ""
    head = line[:_HEAD]
    title = next((found["name"] for found in _TITLE.finditer(head) if _is_name(found["name"])), "")
    for found in (pattern.match(head) for pattern in (_LETTERHEAD, _BEGINNING, _BULLETIN)):
        if found and _is_name(name := found["name"]):
            is_title = title.startswith(name) or name.endswith(title) or _DEPARTMENTS.search(head) is not None
            return _split(title if title and is_title else name)
    if title:
        return _split(title)
    signatures = [found["name"] for found in _SIGNED.finditer(line) if _is_name(found["name"])]
    return _split(signatures[-1]) if signatures else ""


def run_together_date(line: str, issuers: str) -> date | None:
    """Return the date after the signature of a document whose text runs together on one long line.

    ``None`` if the line has no signature with a date or has fewer than 150 characters.

    Args:
        line: the line.
        issuers: the organisations that issued the document, separated by blanks, or an empty text. If none of them
            stands before a date, the date after another signature is returned.
    """
    if len(line) < _LEAST_LENGTH:
        return None
    names = "|".join(map(re.escape, issuers.split()))
    signed = re.search(rf"(?:{names})\s*(?P<day>{DAY}){_NO_SENTENCE}", line) if names else None
    dated = [found for found in _SIGNED_DATE.finditer(line) if _is_name(found["name"])]
    found = signed or _CLOSING_DATE.search(line) or (dated[-1] if dated else None)
    return parse_date(found["day"]) if found else None


def _is_name(name: str) -> bool:
    return _NOT_A_NAME.search(name) is None


def _split(names: str) -> str:
    """Separate names that run together and begin with the same place; return each once, with blanks between them.

    江北市教育局江北市财政局 → 江北市教育局 江北市财政局.
    """
    place = "|".join(re.escape(name[:_LEAST_REPEATED]) for name in (names, names.removeprefix("中共")))
    bodies = re.sub(rf"(?<={ORGANISATION_END[: ORGANISATION_END.index(']') + 1]})(?={place})", " ", names).split()
    return " ".join(dict.fromkeys(bodies))
