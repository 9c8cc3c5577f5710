"""Recognise a question for the 文号, the issuer or the date of a document that it names: …通知是谁发的."""

import re
from dataclasses import dataclass
from enum import StrEnum

from qa.language import matching_form
from qa.language.official import DOCUMENT_NUMBER, DOCUMENT_NUMBER_NAME


class DocumentFact(StrEnum):
    """A fact about a document that a question asks for: its 文号, its issuer or its date."""

    NUMBER = "number"
    ISSUER = "issuer"
    DATE = "date"


_KINDS = "通知|公告|通告|办法|意见|批复|条例|细则|通报|章程|规程|指引|须知|函|决定|公报|纪要|文件"
"""words that always mean a document"""
_MATTERS = "规定|方案|报告|规则|指南|清单|目录|名单|措施|要点|规划|计划|纲要|标准|规范|法|政策|制度"
"""words that mean a document or its contents, which somebody also fixes or publishes: 收费标准由谁制定, 名单哪天公布"""
_SEND = "(?:发出?|印发|出台|下发|联合(?:发布|印发|下发|发文))"
_ISSUE = f"(?:{_SEND}|发布|制[定订]|公布|颁[布发]|签发)"
_END = r"[的了过呢啊呀吗?\s。]*"
_IS = r"(?:是|为|有)?"
_NAME = r"(?P<name{}>[^,。;?!]{{2,80}}?)"
_POINTS = r"(?:这|那|该|此)(?:个|份|条|项|部)?"
_WHO = r"(?:谁|哪(?:些|几个|个|家)?(?:部门|单位|机构|机关|政府|局)|什么(?:部门|单位|机构|机关))(?:和?谁)?(?:联合)?"
_WHEN = r"(?:什么时[候间]|何时|啥时候|几时|哪一?[年天月日]|几[年月]几?[月日号]?)"
_ASKS = {
    DocumentFact.NUMBER: re.compile(
        rf"{_NAME.format('')}的?(?:发文)?{DOCUMENT_NUMBER_NAME}{_IS}(?:多少|什么|啥|几号?|哪个)?{_END}"
    ),
    DocumentFact.ISSUER: re.compile(
        rf"{_NAME.format('')}(?:是|由)*{_WHO}{_ISSUE}{_END}"
        rf"|{_NAME.format('_of')}的?(?:发文|发布|印发|制定|颁布)(?:单位|机构|机关|部门){_IS}(?:{_WHO}|哪[些个家里]?|什么)?{_END}"
    ),
    DocumentFact.DATE: re.compile(
        rf"{_NAME.format('')}是?(?:从|在)?{_WHEN}{_ISSUE}{_END}"
        rf"|{_NAME.format('_of')}的?(?:发文|发布|印发|成文|颁布|公布)(?:日期|时间){_IS}(?:{_WHEN}|多少|什么|哪[个天]?)?{_END}"
    ),
}
_OPENING = re.compile(r"^(?:请问(?:一下)?|你好|您好|我?想?(?:问一?下|知道|了解)|麻烦问一?下|[,\s])+")
_IS_DOCUMENT, _MAY_BE_DOCUMENT = (re.compile(rf"(?:{kinds})(?:[(][^()]*[)])?$") for kinds in (_KINDS, _MATTERS))
_NAMES_NONE = re.compile(
    rf"(?:规范性|相关|有关|具体|实施|管理|暂行|配套|操作|补充|其他|上述|本|公司|单位|学校|的)*(?:{_KINDS}|{_MATTERS})+"
)
"""matches a general word such as 具体办法 or 有关规定, which names no particular document: 具体办法由谁制定 asks what a
rule says"""
_IN_BRACKETS = re.compile(r"[^《》]*《(?P<title>.+)》的?(?:文件)?")
"""matches a title in 《》, but not the title of a notice with another title in it: 关于印发《停车办法》的通知"""
_IS_SENT = re.compile(f"(?<!公)(?<!签)(?<!颁){_SEND}的?{_END}$|发文|印发|成文")


@dataclass(frozen=True, slots=True)
class DocumentFactQuestion:
    """A question for a fact about a document."""

    question: str
    """the text that the user typed"""
    fact: DocumentFact
    name: str
    """the name of the document in matching form, often shortened; its 文号 if the question names it by that"""


def document_fact(question: str) -> DocumentFactQuestion | None:
    """Return the fact that a question asks about a document that it names; ``None`` for another question.

    A document is named by a 文号 (unless the question asks for the 文号), by a title in 《》, or by a text that ends
    with a word for a document; 补贴是谁发的 names none. The word alone is no name: 具体办法由谁制定, 这个通知是谁发的.
    A word that may also mean the contents (清单, 标准) counts only if the question asks for the 文号 or says that the
    document is sent out: 互认清单是谁发的, but not 收费标准由谁制定.

    Args:
        question: the text that the user typed.
    """
    asked = _OPENING.sub("", matching_form(question).strip())
    for fact, pattern in _ASKS.items():
        if found := pattern.fullmatch(asked):
            named = next(name for name in found.groups() if name)
            name = re.sub(_POINTS, "", named).strip(" 的")
            if number := re.search(DOCUMENT_NUMBER, name):
                return DocumentFactQuestion(question, fact, number[0]) if fact is not DocumentFact.NUMBER else None
            if in_brackets := _IN_BRACKETS.fullmatch(name):
                return DocumentFactQuestion(question, fact, in_brackets["title"])
            if _NAMES_NONE.fullmatch(name):
                return None
            is_sent = fact is DocumentFact.NUMBER or _IS_SENT.search(asked) is not None
            if _IS_DOCUMENT.search(name) or (is_sent and _MAY_BE_DOCUMENT.search(name)):
                return DocumentFactQuestion(question, fact, name)
    return None
