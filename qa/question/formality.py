"""Recognise formal phrases: why a document was made, the dateline of a news report, thanks, the signature, the date.

Such a sentence often names the subject of its document but seldom answers a question.
"""

import re

from qa.language import letters, matching_form
from qa.language.official import WRITTEN_DAY, WRITTEN_MONTH
from qa.question.features import QuestionFeatures

_MADE = re.compile(
    r"(?:为|根据|按照|依据)[^。；\n]{4,300}(?:制定|制订|出台|印发|修订)"
    r"(?:本(?:指南|办法|规定|条例|通知|方案|意见|细则|规则|要点|章程|公约|规范)|了?《[^》\n]{2,80}》)[^。\n]{0,20}"
    r"|[^。；\n]{10,300}具有(?:十分|非常)?(?:重[要大]|积极|深远)[^。；，\n]{0,12}(?:意义|作用)"
)
_DATELINE = re.compile(r"[（(]?(?:新华社|本报)[^。；\n]{0,20}电(?:\s*[/／]?\s*题[：:][^。；\n]{0,40})?[）)]?")
_CLOSING = re.compile(
    r"(?:特此|此致|敬礼)[^。！\n]{0,20}|(?:衷心)?感谢[^。！\n]{0,40}|[^。！\n]{0,30}(?:敬请|恳请|请)[^。！\n]{0,20}(?:谅解|理解|支持|配合)[^。！\n]{0,12}"
)
_BODY = r"(?:局|委员会|办公室|政府|厅|院|中心|公司|大学|学院|指挥部|领导小组|联合会|协会|工会|党组|党委|部)"
_SIGNATURE = re.compile(rf"(?:[\u4e00-\u9fff]{{2,25}}{_BODY}(?:[（(][^）)]{{1,12}}[）)])?\s*)+")
_DATE = re.compile(rf"\s*(?:{WRITTEN_DAY}|{WRITTEN_MONTH})\s*")
_FORMS = (_DATELINE, _CLOSING, _SIGNATURE, _DATE)
_END = re.compile(r"[。！!\s]+$")
_ASKS_FOR_ORIGIN = re.compile(r"为(?:什么|何)|目的|依据|根据|背景|制定|意义|作用")
"""matches a question about the purpose, the basis or the use of a document or a matter"""
_ASKS_FOR_SIGNATURE = re.compile(
    r"谁|哪|什么(?:部门|单位|机构|机关|公司)|落款|署名|印发|发布|发文|制定|公布|出台|时间|日期|什么时候|何时|几[年月日号]|电话|地址|感谢"
)
"""matches a question that a signature, a date or thanks may answer"""


def is_formality(question: QuestionFeatures, sentence: str) -> bool:
    """Return whether a sentence is a formal phrase that a question does not ask for."""
    text = _END.sub("", sentence)
    if _MADE.fullmatch(text):
        return not _ASKS_FOR_ORIGIN.search(question.text)
    return not _ASKS_FOR_SIGNATURE.search(question.text) and any(form.fullmatch(text) for form in _FORMS)


def is_unasked_signature(question: QuestionFeatures, signature: str) -> bool:
    """Return whether every line of a document's signature is a formality that the question does not ask for.

    A signature that contains the whole question is asked for.

    Args:
        question: the question's features.
        signature: the signature, one line for each signer, formula or date.
    """
    if letters(question.text) in letters(matching_form(signature)):
        return False
    return all(is_formality(question, line) for line in signature.splitlines() if line.strip())
