"""Recognise a sentence that decides a yes-or-no question, or that names the authority which a question asks for.

Other sentences about the same matter share as many words with the question and do not answer it.
"""

import re

from qa.answering.governing import asks_yes_or_no
from qa.language import matching_form

_ASKS_CHARGE = re.compile(r"掏钱|收费|[要收花交付出]钱|付费|免费")
_CHARGES = re.compile(r"免[收交缴费]|[不收]取?费|收取|缴纳|无偿")
_ASKS_DUTY = re.compile(
    r"要不要|用不用|需不需要|需要|还[要得]|必须|该不该|非得|(?<![不自重能只想])[要用][^,?]{0,20}(?:吗|么|不[?\s]*$)"
)
_ASKS_FACT = re.compile(r"会不会|会[^,?]{0,12}[吗么]|是不是|有没有")
"""matches a question whether something happens or exists, which no rule decides"""
_PERMITS = re.compile(
    r"可以|不得|不予|不能|不准|不可|不许|不再|禁止|严禁|允许|准许|有权|视为|方可|可由|参照|不享受|不属于|不纳入|不参加"
    r"|除外|均可|可按|只能"
)
_OBLIGES = re.compile(
    r"应当|应该|必须|不需|无需|无须|不必|不用|毋需|免于|免予|免交|免缴|免收|不再|可以不|可不|不要求|须|方可|不得|只需"
)
_WHO = "(?:谁|哪个?(?:部门|单位|机构|机关|科室|领导)|什么(?:部门|单位|机构|机关))"
_ASKS_WHO = re.compile(
    rf"(?:[要让得由归经找向跟被]{_WHO}|{_WHO}(?=[来去]?(?:[批填管签定审出办给发]|负责|决定|说了算|点头|处理|组织|受理)))"
    r"[来去]?(?P<act>[批填管签审发办]|点头)?"
)
_ASKS_ACTOR = re.compile(rf"[由归经被]{_WHO}|{_WHO}(?=[来去]?(?:[批填管签定审出]|负责|决定|说了算|点头|组织|受理))")
"""matches a question for who does something, but not one for whom to ask (找谁), which a telephone number may answer"""
_ACTS = {
    "批": "批准|审批|同意|核准|审核",
    "点头": "批准|审批|同意|核准|审核",
    "审": "审[查核批议]|批准",
    "填": "填[写报]?",
    "管": "负责|主管|管理|归口",
    "签": "签",
    "发": "发|印制",
    "办": "办|受理",
}
"""maps an act that a question names to the pattern of a rule's words for this act"""
_NAMES_WHO = re.compile(
    r"由[^,。;]{2,30}?(?:负责|批|审|核|填|办|定|组织|管理|实施|承担|出具|发|签|受理|处理)|经[^,。;]{2,25}(?:批准|同意|审批|审核|签字|核准|审查)"
    r"|报[^,。;]{2,25}(?:批准|审批|备案|核准)|向[^,。;]{2,25}(?:提出|申请|反映|投诉|举报|咨询|报告|申报)"
    r"|(?:部门|机关|机构|局|委员会|办公室|中心|政府|单位|[院处科厅]|公司)(?:是|负责|主管|统一|会同|依法|具体|组织|受理|办理)"
)


def asks_who_acts(question: str) -> bool:
    """Return whether a question asks who does something: 利率由谁定.

    Args:
        question: the form of the question that was searched for.
    """
    return _ASKS_ACTOR.search(matching_form(question)) is not None


def decides(question: str, sentence: str) -> bool:
    """Return whether a sentence has the words of an answer to a yes-or-no question, or to a question for who acts.

    The result is false for any other question, and for a yes-or-no question about a fact (会不会…, 有没有…).

    Args:
        question: in matching form (:func:`qa.language.matching_form`).
        sentence: in matching form (:func:`qa.language.matching_form`).
    """
    if who := _ASKS_WHO.search(question):
        acts = _ACTS.get(who["act"] or "", "")
        return _NAMES_WHO.search(sentence) is not None and re.search(acts, sentence) is not None
    if not asks_yes_or_no(question) or _ASKS_FACT.search(question):
        return False
    if _ASKS_CHARGE.search(question):
        return _CHARGES.search(sentence) is not None
    words = _OBLIGES if _ASKS_DUTY.search(question) else _PERMITS
    return words.search(sentence) is not None
