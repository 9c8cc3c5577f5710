"""The value that a question asks for, such as a time of day or a number of things, and whether a text states one.

Unlike the expected type of answer (:class:`qa.question.QuestionFeatures`), which only orders sentences, a value of
another kind does not count: a house number is no number of car parks, and 50号 is no time of day.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.language import matching_form, tagged_words
from qa.language.official import AMOUNT_NUMERAL
from qa.question.features import MEASURES, QuestionFeatures

_DIGITS = r"\d[\d,]*(?:\.\d+)?[百千]?[万亿]*"
_NUMBER = rf"(?<![第\d.])(?<!第{AMOUNT_NUMERAL})(?:{_DIGITS}|(?<!{AMOUNT_NUMERAL}){AMOUNT_NUMERAL}+)[余多几]?"
_HOUSE = r"(?<![\d第路街巷弄道])"
_CLOCK = (
    r"\d{1,2}[:：]\d{2}|(?<!\d)\d{1,2}\s*[点时](?!间|期|代|报|评)|(?:十|二十)?[一二三四五六七八九十]\s?[点时](?!间|期|候|起见|无法)"
    r"|全天|昼夜|24小时|随时"
)
_DAY = (
    rf"\d{{1,4}}\s*[年月日](?!内)|{_HOUSE}\d{{1,2}}\s?号(?![楼线院门文令厅馆窗])|(?<!\d)(?:19|20)\d{{2}}(?!\d)"
    rf"|{AMOUNT_NUMERAL}+[年月日](?!内)|(?:周|星期|礼拜)[一二三四五六日天末]|[上中下]旬|[今明昨当]天|世纪"
)
_SPAN_OF_TIME = rf"{_NUMBER}\s?(?:个?工作日|个?小时|分钟|天|日|个?月|周|个?星期|季度|年|秒)"
_ANY_TIME = (
    rf"{_CLOCK}|{_DAY}|{_SPAN_OF_TIME}|[去今明本]年|年[底初内]|长期|永久|终[身生]|立即|即时|及时|当[日天月年场]"
    "|每半?个?[日天周月年季]|半年|届满"
)
_MONEY = rf"{_NUMBER}\s?[美欧日港英]?[元镑角分]|{_NUMBER}\s?[%‰]|[百千万]分之|倍|免费|不收|免收|免交|无偿|不得收取"
_FINE = rf"{_NUMBER}\s?[美欧日港英]?[元镑]|{_NUMBER}\s?[%‰]|[百千万]分之|倍"
_SHARE = r"%|‰|[百千万]分之|免征|零税率"
_SUM_ALONE = r"(?:奖金|学费|票价|租金|工资|手续费|工本费|服务费|保管费|报名费|(?<!退)押金)[?\s]*$"
"""matches a question that ends with the name of a sum and so asks for it: 图书馆 押金"""
_NAMES_BEHIND = r"(?![\d.]|\s?(?:[号年月日时点款项条路班楼室]|单元))"
"""a number before one of these is part of a name, a date or a reference"""
_MANY = (
    rf"{_NUMBER}\s?(?:(?![年月日号点分秒元角路])[{MEASURES}]|平方|立方|毫[米升克]|周岁|[公英海]里|[余多])"
    rf"|(?<![第\d.]){_DIGITS}{_NAMES_BEHIND}"
)
_ANY_NUMBER = rf"{_MANY}|(?<!第){AMOUNT_NUMERAL}{{2,}}{_NAMES_BEHIND}|{_SPAN_OF_TIME}|{_MONEY}"
_PHONE = r"(?<!\d)(?:1\d{10}|(?:0\d{2,3}[-—]?)?\d{7,8}|(?:12|95|96)\d{3}|1(?:10|19|2[02]))(?!\d)"
_OFFICE = (
    r"[局厅]|委员会|办公室|中心|大厅|窗口|部门|机[关构]|[法检]院|派出所|[站点所院校馆库厂店处场](?=[^\u4e00-\u9fff]|办|申|登|领|提|受|进|的|$)"
    r"|银行|医院|学校|大学|公司|协会|政府|[居村]委会|网站|网[上站址]|平台|系统|公众号|小程序|客户端|app|线上|邮箱|就近|现场|[运送寄迁搬][至往到][\u4e00-\u9fff]{2}"
)
_ADDRESS = (
    r"\d+\s?(?:[号弄楼层室])|[\u4e00-\u9fff](?:路|街|大道|巷|弄|镇|乡|村|社区|小区|大厦|广场|园区)|地[址点]:|位于|坐落"
)
_ASKS_ITEMS = re.compile(r"几[个项种类点](?:要求|意见|建议|说明|方面|问题|原因)")
_ASKED = (
    (r"电话|热线|(?:手机|联系|传真)号码|[打拨][^,?]{0,3}号码?", _PHONE),
    (r"(?:周|星期|礼拜)几", r"(?:周|星期|礼拜)(?:[一二三四五六日天末]|\d)|工作日|每[天日]|天天|节假日"),
    (r"几[点时](?!间|候|意见|要求|建议|说明)", _CLOCK),
    (r"哪一?[天年月日]|几[年月日号](?!级|份)", rf"{_DAY}|{_SPAN_OF_TIME}"),
    (r"(?:什么|啥)时间(?:上班|下班|开门|关门|营业|开放|闭馆)", _CLOCK),
    (r"什么时候|啥时候|何时|时间|日期|多久|多长时间|截止", _ANY_TIME),
    (r"几个?(?:工作日|天|小时|分钟|月|周|星期)|多少(?:天|小时|分钟|年)", _ANY_TIME),
    (r"第几|排名", rf"第\s*(?:\d|{AMOUNT_NUMERAL})|[首末]位|前列"),
    (r"多少(?:钱|资金|奖金|补助|经费|费用|[万亿]*[美欧日]?元)|花了?多少|几(?:块|元|毛)", _MONEY),
    (r"(?:收费|工本费|票价|价格|学费|房租|租金|月租)(?:标准)?[^,?]{0,4}(?:多少|什么|几|咋|怎么)", _MONEY),
    (r"罚(?:款|金|钱)?(?:是|要|得)?(?:多少|几[块元百千万])|罚款[?\s]*$", _FINE),
    (_SUM_ALONE, _MONEY),
    (r"[税利]率[^,?]{0,4}多少|[税利]率[?\s]*$|百分之几", _SHARE),
    (r"几(?:号?楼|层|室|号线|路|号?[栋幢]|单元|号窗口)", _NUMBER),
    (rf"(?:几|多少)(?![楼层室路栋幢天日年月点号])[{MEASURES}]", _MANY),
)
_COMPILED = tuple((re.compile(asking), re.compile(given)) for asking, given in _ASKED)
"""pairs of patterns: a question for a value, and the values that answer it"""
_NUMBER_ASKED = re.compile(r"多少|(?<!好)几|多[大高长远宽重]|比例|额度|金额|数量")
_GIVEN_NUMBER = re.compile(_ANY_NUMBER)
_ASKS_FOR_VALUE = re.compile(
    r"多少|(?<!好)几|多[久大高长远]|何时|(?:什么|啥)时[候间]|哪一?[天年月日]|排名"
    r"|[打拨](?:什么|啥|哪个?)号码?|(?:收费|工本费|票价|价格|学费|租金)(?:标准)?(?:是|为|有)?(?:什么|啥)"
    rf"|(?:电话|热线|号码|时间|日期|额度|金额|比例|数量|罚款|[税利]率)(?:是|为|有)?(?:什么|啥|哪个?)?[呢啊呀?\s]*$|{_SUM_ALONE}"
)
"""not 电话预约要带什么, which only mentions a telephone"""
_ASKS_WHERE = re.compile(
    r"(?:去|到|在|往|上|跑|寄|送|找)哪(?![些种类年天个一])|哪[里儿](?!不|错|好|变|违|有(?:问题|区别|不同))"
    r"|哪个?(?:地方|窗口)|(?:什么|啥)地方|(?<![如任为])何[处地](?![置理罚])|地址(?:是|在)?(?:什么|哪)?[?\s]*$"
)
_PLACE = re.compile(rf"{_OFFICE}|{_ADDRESS}")
_PLACE_TAGS = frozenset({"ns", "nt"})
"""jieba's tags of names of places and organisations"""
_ASKS_WHO = re.compile(
    r"[由归被](?:谁|哪个?(?:部门|单位|机构|机关|地方)|什么(?:部门|单位|机构|机关))[来去]?(?P<act>[\u4e00-\u9fff]{2,3})[的?\s]*$"
)
"""matches a question for who does something, with its verb: 由谁拨付"""
_ASKS_PERSON = re.compile(
    r"(?P<office>[局厅市县区省部校院所处科镇乡会]长|书记|主任|主席|总?经理|法定代表人|院士|法官|检察官)(?:现在|目前)?"
    r"(?:是谁|是哪[位个]|叫(?:什么|啥)(?:名字?)?|姓(?:什么|啥)|的?(?:名字|姓名)(?:是|叫)?(?:什么|啥)?)[呢啊呀?\s]*$"
)
"""matches a question for the name of somebody in office; 负责人是谁 may also mean a body"""
_BESIDE = 8
"""number of characters between an office and the name of the person who holds it"""
_PERSON_TAG = "nr"
"""jieba's tag of names of persons"""


@dataclass(frozen=True, slots=True)
class AskedValue:
    """The value, the place or the act that a question asks for; a sentence that states none of it does not answer."""

    kinds: tuple[re.Pattern[str], ...] = ()
    """the values of which one must be stated; empty if the question asks for no value"""
    is_place: bool = False
    """whether a place or an office must be named"""
    office: str = ""
    """the office whose holder must be named"""
    act: str = ""
    """the act for whose doer the question asks"""

    def is_lacking(self, text: str) -> bool:
        """Return whether a text, in its matching form, states no value of the kind asked for."""
        if (self.is_place and not _states_place(text)) or not _names_holder(text, self.office):
            return True
        return bool(self.kinds) and not any(given.search(text) for given in self.kinds)

    def is_met(self, text: str) -> bool:
        """Return whether a text, in its matching form, states such a value and the act asked about."""
        return self.act in text and not self.is_lacking(text)


@lru_cache(maxsize=100)
def asked_value(question: str) -> AskedValue:
    """Return what a sentence must state to answer a question.

    Args:
        question: as searched for.
    """
    asked = matching_form(question)
    if _ASKS_WHERE.search(asked):
        return AskedValue(is_place=True)
    if person := _ASKS_PERSON.search(asked):
        return AskedValue(office=person["office"])
    if who := _ASKS_WHO.search(asked):
        return AskedValue(act=who["act"])
    if not _ASKS_FOR_VALUE.search(asked) or _ASKS_ITEMS.search(asked) or QuestionFeatures(question).asks_for_cases:
        return AskedValue()
    kinds = tuple(given for asking, given in _COMPILED if asking.search(asked))
    return AskedValue(kinds or ((_GIVEN_NUMBER,) if _NUMBER_ASKED.search(asked) else ()))


@lru_cache(maxsize=5_000)
def _states_place(text: str) -> bool:
    return _PLACE.search(text) is not None or any(tag in _PLACE_TAGS for _, tag in tagged_words(text))


@lru_cache(maxsize=5_000)
def _names_holder(text: str, office: str) -> bool:
    """Return whether a text names a person beside an office; True for an empty office."""
    starts = [match.start() for match in re.finditer(re.escape(office), text)] if office else []
    near = (text[max(0, start - _BESIDE) : start + len(office) + _BESIDE] for start in starts)
    return not office or any(_names_person(part) for part in near)


def _names_person(text: str) -> bool:
    return any(tag == _PERSON_TAG and len(word) > 1 for word, tag in tagged_words(text, new_words=True))
