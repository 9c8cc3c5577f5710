"""Recognise the value, place, person or act that a question asks for, and check whether a text states it.

A value of another kind is no answer: a house number is not a number of car parks, and 50号 is not a time of day.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.language import matching_form, tagged_words
from qa.language.official import FIRST_LEVEL_MARK, FOURTH_LEVEL_MARK, SECOND_LEVEL_MARK, THIRD_LEVEL_MARK
from qa.question.features import QuestionFeatures
from qa.question.telephones import office_called, without_hotlines
from qa.question.value_kinds import asked_kinds

_OFFICE = (
    r"[局厅]|委员会|办公室|中心|大厅|窗口|部门|机[关构]|[法检]院|派出所|[站点所院校馆库厂店处场](?=[^\u4e00-\u9fff]|办|申|登|领|提|受|进|的|$)"
    r"|银行|医院|学校|大学|公司|协会|政府|[居村]委会|网站|网[上站址]|平台|系统|公众号|小程序|客户端|app|线上|邮箱|就近|现场|基金|[运送寄迁搬][至往到][\u4e00-\u9fff]{2}"
)
_ADDRESS = (
    r"\d+\s?(?:[号弄楼层室])|[一二三四五六七八九十]\s?[楼层]|服务台|前台"
    r"|[\u4e00-\u9fff](?:路|街|大道|巷|弄|镇|乡|村|社区|小区|大厦|广场|园区)|地[址点]:|位于|坐落"
)
_LABEL = re.compile(
    rf"^[\s#*]*(?:{FIRST_LEVEL_MARK}|{SECOND_LEVEL_MARK}|{THIRD_LEVEL_MARK}|{FOURTH_LEVEL_MARK})", re.MULTILINE
)
"""matches the number of a list item, which is no value: (4) in (4) 未享受其他补助"""
_ASKS_WHERE = re.compile(
    r"(?:去|到|在|往|上|跑|寄|送|找)哪(?![些种类年天个一了])|哪[里儿](?!不|错|好|变|违|有(?:问题|区别|不同))"
    r"|哪个?(?:地方|窗口)|哪一?家(?!庭)|(?:什么|啥)地方|(?<![如任为])何[处地](?![置理罚])|地址(?:是|在)?(?:什么|哪)?[?\s]*$"
)
_PLACE = re.compile(rf"{_OFFICE}|{_ADDRESS}")
_PLACE_TAGS = frozenset({"ns", "nt"})
"""jieba's tags of names of places and organisations"""
_WHOLE_COUNTRY = frozenset({"中国", "中华人民共和国", "中华", "全国", "我国"})
"""names that tell nobody where to go"""
_ASKS_WHO = re.compile(
    r"[由归被](?:谁|哪个?(?:部门|单位|机构|机关|地方)|什么(?:部门|单位|机构|机关))[来去]?(?P<act>[\u4e00-\u9fff]{2,3})[的?\s]*$"
)
"""matches a question that asks who does something; the group ``act`` is the verb: 拨付 in 由谁拨付"""
_ASKS_PERSON = re.compile(
    r"(?P<office>[局厅市县区省部校院所处科镇乡会]长|书记|主任|主席|总?经理|法定代表人|院士|法官|检察官)(?:现在|目前)?"
    r"(?:是谁|是哪[位个]|叫(?:什么|啥)(?:名字?)?|姓(?:什么|啥)|的?(?:名字|姓名)(?:是|叫)?(?:什么|啥)?)[呢啊呀?\s]*$"
)
"""matches a question for the name of the holder of an office; 负责人 is no office here, as it may be an organisation"""
_BESIDE = 8
"""number of characters between an office and the name of the person who holds it"""
_PERSON_TAG = "nr"
"""jieba's tag of names of persons"""


@dataclass(frozen=True, slots=True)
class AskedValue:
    """The value, the place, the holder of an office or the act that a question asks for.

    A sentence that does not state it does not answer. All fields are empty if the question asks for something else.
    """

    kinds: tuple[re.Pattern[str], ...] = ()
    """patterns of values, one of which the sentence must match; empty if the question asks for no value"""
    is_place: bool = False
    """whether a place or an organisation must be named"""
    office: str = ""
    """the office, such as 局长, whose holder must be named"""
    called: str = ""
    """the office whose own telephone number must be stated; a hotline that is only mentioned is none"""
    act: str = ""
    """the verb of the act, such as 拨付, if the question asks who does it"""

    def is_lacking(self, text: str) -> bool:
        """Return whether a text, in its matching form, lacks the value, the place or the person asked for.

        The act is not considered; False if none of the three is asked for.
        """
        if (self.is_place and not _states_place(text)) or not _names_holder(text, self.office):
            return True
        stated = without_hotlines(_LABEL.sub("", text), self.called) if self.kinds else text
        return bool(self.kinds) and not any(given.search(stated) for given in self.kinds)

    def is_met(self, text: str) -> bool:
        """Return whether a text, in its matching form, states what is asked for; True if nothing is asked for."""
        return self.act in text and not self.is_lacking(text)


@lru_cache(maxsize=100)
def asked_value(question: str) -> AskedValue:
    """Return what a sentence must state to answer a question.

    Args:
        question: the form of the question that is searched for.
    """
    asked = matching_form(question)
    if _ASKS_WHERE.search(asked):
        return AskedValue(is_place=True)
    if person := _ASKS_PERSON.search(asked):
        return AskedValue(office=person["office"])
    if who := _ASKS_WHO.search(asked):
        return AskedValue(act=who["act"])
    if QuestionFeatures(question).asks_for_cases:
        return AskedValue()
    return AskedValue(asked_kinds(asked), called=office_called(asked))


@lru_cache(maxsize=5_000)
def _states_place(text: str) -> bool:
    return _PLACE.search(text) is not None or any(
        tag in _PLACE_TAGS and word not in _WHOLE_COUNTRY for word, tag in tagged_words(text)
    )


@lru_cache(maxsize=5_000)
def _names_holder(text: str, office: str) -> bool:
    """Return whether a text names a person beside an office; True for an empty office."""
    starts = [match.start() for match in re.finditer(re.escape(office), text)] if office else []
    near = (text[max(0, start - _BESIDE) : start + len(office) + _BESIDE] for start in starts)
    return not office or any(_names_person(part) for part in near)


def _names_person(text: str) -> bool:
    return any(tag == _PERSON_TAG and len(word) > 1 for word, tag in tagged_words(text, new_words=True))
