"""The kinds of values that a question may ask for: patterns of such questions, and of texts that state such a value.

A question asks for a value with a question word (多少, 几点, 何时), or with the name of a value at its end or between
blanks: 公示期限, 简易注销 公示 天数.
"""

import re
from functools import lru_cache

from qa.language.official import AMOUNT_NUMERAL, DOCUMENT_NUMBER, DOCUMENT_NUMBER_NAME, ORDER_NUMBER, TELEPHONE_NUMBER

_MEASURES = (
    "个家项次天年月日元角分人名倍成岁所条件份处台辆户级层米吨只头度升克斤亩里尺寸秒周本张间套艘架部座幢栋棵株瓶箱袋盒册篇场"
    "届批组队班门节课步折股票席位枚颗粒顿餐壶杯桶车船路段口道片块种类样"
)
"""measure words; a numeral of two or more characters (十五) counts as a number even without a measure word"""
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
    r"|(?<![\d.])(?:1[0-2]|0?[1-9])[./](?:3[01]|[12]\d|0?[1-9])(?![\d.]|\s?[%‰元万亿倍成折个公平立毫厘米千克吨升])"
)
_SPAN_OF_TIME = (
    rf"{_NUMBER}\s?(?:个?(?:工作|自然)日|个?小时|分钟|天|日|个?月|周|个?星期|季度|个?学?年|个?学期|秒)"
    r"|半个?(?:天|日|月|年|小时|学[年期])"
)
_ANY_TIME = (
    rf"{_CLOCK}|{_DAY}|{_SPAN_OF_TIME}|[去今明本]年|年[底初内]|长期|永久|终[身生]|立即|即时|当[日天月年场]"
    "|每半?个?[日天周月年季]|半年"
)
_LENGTH = rf"{_SPAN_OF_TIME}|半年|长期|永久|终[身生]|立即|即时|当[日天月年场]|每半?个?[日天周月年季]"
_MOMENT = rf"{_ANY_TIME}|之日|[期届]满|后即可|后方可"
_BEGINNING = "起(?:计?算|执行|施行|[,。;])|算起|开始计?算|计算|之日为"
_SHARE = rf"%|‰|(?:{AMOUNT_NUMERAL}|\d)+分之|免征|零税率"
_PART = rf"{_SHARE}|\d/\d|{_NUMBER}[成折]|半数|一半|全额|全部"
_SUM = rf"{_NUMBER}\s?[美欧日港英]?[元镑角分]|\d\s?[万亿](?![吨人亩户平千瓦立公个件家次字张台辆])"
_IN_CELL = r"[|\t]\s*\d[\d,.]+\s*(?:[|\t\n]|$)"
"""a number alone in the cell of a table, whose unit stands above"""
_MONEY = (
    rf"{_SUM}|{_IN_CELL}|{_NUMBER}\s?[%‰]|(?:{AMOUNT_NUMERAL}|\d)+分之|倍|免费|不收|免收|免[交缴]|无偿|全额|不得收取"
)
_FINE = rf"{_NUMBER}\s?[美欧日港英]?[元镑]|{_NUMBER}\s?[%‰]|[百千万]分之|倍"
_NAMES_BEHIND = r"(?![\d.]|\s?(?:[号年月日时点款项条路班楼室]|单元))"
"""a number before one of these is part of a name, a date or a reference"""
_MANY = (
    rf"{_NUMBER}\s?(?:(?![年月日号点分秒元角路])[{_MEASURES}]|平方|立方|毫[米升克]|周岁|学分|[课学]时|[公英海]里|[余多])"
    rf"|(?<![第\d.]){_DIGITS}{_NAMES_BEHIND}|(?:{AMOUNT_NUMERAL}|\d)+分之|多[个名家项次]"
)
_MARKS = rf"{_NUMBER}\s?个?学?分(?![之钟局])"
_ANY_NUMBER = rf"{_MANY}|(?<!第){AMOUNT_NUMERAL}{{2,}}{_NAMES_BEHIND}|{_SPAN_OF_TIME}|{_SUM}|{_MONEY}|{_MARKS}"
_AGE = rf"{_NUMBER}\s?周?岁|成年"
_CHARGE = r"免[收交缴费征]|[不收]取?费|收取|缴纳|[交缴付]费|工本费|手续费|费用|无偿|自费|自付|自理|[交付]钱"
"""words of a rule that says whether something is charged for"""
_MAIL = r"[\w.-]@[\w-]"
_RANK = rf"第\s*(?:\d|{AMOUNT_NUMERAL})|[首末]位|前列|前\s?(?:\d|{AMOUNT_NUMERAL})|前[^,。;]{{0,6}}(?:%|分之)"

_WHATEVER = r"[是为有]?(?:多少|多久|多长|几|什么|啥|何|如何规定|怎么?规定|有?何?要求|标准)?[呢啊呀?\s]*$"
"""what may follow the name of a value at the end of a question"""


def _named(names: str) -> str:
    """Return a pattern that matches ``names``, itself a pattern, before a blank or at the end of a question."""
    return rf"(?:{names})(?:\s|{_WHATEVER})"


_SUMS = (
    "奖金|学费|票价|租金|工资|手续费|工本费|服务费|保管费|报名费|金额|(?<!什么)价格?|费用|[单定售]价|订阅价|保证金|(?<!退)押金"
    r"|(?:奖励|补贴|补助|收费|资助)(?:标准|上限|金额|额度)"
)
_SPANS = "天数|时长|期限|时限|年限|有效期|(?:保质|保修|试用|预备|公示|处分|冷静)期|任期|学制|工期|时效|周期|[课学时]数"
_COUNTS = (
    ("人数|名额|人次", rf"{_NUMBER}\s?[人名位个]|{_PART}"),
    ("字数|篇幅|页数", rf"{_NUMBER}\s?个?[字页]"),
    ("次数|频次|频率", rf"{_NUMBER}\s?[次回]|每半?个?[日天周月年季]"),
    *((f"{unit}数", rf"{_NUMBER}\s?{unit}") for unit in "条件户份家台套枚层门票"),
    ("(?:学分|课时|床位|个)数|数量", _ANY_NUMBER),
)
"""pairs of patterns: names of numbers (人数), and a number in the unit of such a name (5人)"""
_LIMITS = "上限|下限|门槛|界限|限额|限值|高度|重量|面积|长度|距离|宽度|温度|功率|浓度|分数[段线]|学分"
_HOURS = "(?:关门|开门|开放|营业|上班|工作|服务|办公|熄灯)时间"
_PAYS = r"(?:[收交花付缴掏出](?:什么|啥)?)?(?:钱|费用?)"
_ASKS_CHARGE = (
    rf"(?:要不要|用不用|需不需要|该不该){_PAYS}|[收交花付缴]不[收交花付缴][钱费]|免不免费"
    rf"|(?:[要用得]|还(?!钱|费)|需要?)(?:另外|额外|再)?{_PAYS}[的了]?[吗么嘛不]|(?:[要花交付收掏]钱|[收付交缴免]费)的?[吗么嘛不][?\s]*$"
    rf"|是否(?:需?要)?(?:[收付交缴免]费|[要花交付]钱)"
)
"""matches a question for yes or no whether something is charged for: 签注要交钱吗; not 要不要给抚养费, 用还钱吗"""
VALUE_NAMES = (
    f"{_SUMS}|{_SPANS}|{'|'.join(names for names, _ in _COUNTS)}|倍数|比例|占比|比率|百分比|年龄|{_LIMITS}|标准"
)
"""pattern of the names of values, which do not name the topic of a question"""
_NAMED_VALUES = (
    (_named(_SUMS), _MONEY),
    (_named(_SPANS), rf"{_ANY_TIME}|不得?超过"),
    *((_named(names), given) for names, given in _COUNTS),
    (_named("倍数"), rf"{_NUMBER}倍|倍"),
    (_named("比例|占比|比率|出租率|百分比"), _PART),
    (_named("年龄"), _AGE),
    (_named(_LIMITS), _ANY_NUMBER),
    (_named(_HOURS), rf"{_CLOCK}|{_NUMBER}个?小时|周[一二三四五六日]|工作日"),
    (_named("截止"), _ANY_TIME),
    (_named("邮箱|邮件地址"), _MAIL),
)
"""pairs of patterns: the name of a value at the end of a question (…的期限是多少), and the values that answer it
(30日)"""
_NAMED_BY_NUMBER = ("号?(?:楼|层)", "室", "号线", "路", "号?[栋幢]", "单元", "号窗口")
"""units after a number that is the name of a place: 3号线"""
_ASKS_BRAND = r"(?:哪个?|哪种|什么|啥)(?:牌子|品牌)"
_ASKED_VALUES = (
    (
        r"(?:电话|热线|(?:手机|联系|传真)号码)(?:号码?)?[^,?]{0,4}(?:多少|几|什么|啥|哪)|(?:电话|热线|号码)[呢啊呀?\s]*$"
        r"|[打拨][^,?]{0,3}号码?",
        TELEPHONE_NUMBER,
    ),
    (r"(?:哪个?|什么|啥)(?:电子)?(?:邮箱|邮件地址)", _MAIL),
    (_ASKS_BRAND, "品牌|(?<![号车门招吊])牌(?!照|证)|型号|商标"),
    (r"(?:周|星期|礼拜)几", r"(?:周|星期|礼拜)(?:[一二三四五六日天末]|\d)|工作日|每[天日]|天天|节假日"),
    (r"几[点时](?!间|候|意见|要求|建议|说明)", _CLOCK),
    (r"哪一?个?[天年月日](?![^,?]{0,3}算)|(?<!第)几(?:月份?|[年日号](?!级|份))", rf"{_DAY}|{_SPAN_OF_TIME}"),
    (r"(?:哪一?[天日]|什么时候|啥时候|何时)[^,?]{0,3}算", _BEGINNING),
    (r"(?:什么|啥)时间(?:上班|下班|开门|关门|营业|开放|闭馆)", _CLOCK),
    (
        r"(?:什么时候|啥时候|何时)(?![^,?]{0,3}算)|(?<!多长)(?<!工作|上班|开放|营业|服务|办公|开门|关门)时间|日期|截止",
        _MOMENT,
    ),
    (r"多久(?![^,?]{0,8}[次回遍])|多长时间|how long", _ANY_TIME),
    (
        r"多久[^,?]{0,8}[次回遍]",
        rf"每|周期[^,。;]{{0,8}}(?:\d|{AMOUNT_NUMERAL})|(?:{_SPAN_OF_TIME})[^,。;]{{0,8}}[次回]",
    ),
    (r"几个?(?:工作日|天|小时|分钟|月|周|星期)|多少(?:天|小时|分钟|年)|how many (?:days|years|months)", _LENGTH),
    (_ASKS_CHARGE, rf"{_CHARGE}|{_MONEY}"),
    (r"第几|排名", _RANK),
    (
        r"多少(?:钱|资金|奖金|补[助贴]|[^,?]{0,4}补贴|经费|费用|[万亿]*[美欧日]?元)|花了?多少|几(?:块|元|毛)|how much",
        _MONEY,
    ),
    (
        r"几[百千万]+(?:块|元|$|[呢啊呀?,])|[补奖赔借缴](?:给[^,?]{0,2})?(?:多少|几[成块百千万])"
        rf"|[给发领拿付贷扣](?:到|给|得到)?多少(?!\s?[{_MEASURES}人张分假字])",
        rf"{_MONEY}|{_PART}|月工资",
    ),
    (r"(?:收费|工本费|票价|价格|学费|房租|租金|月租)(?:标准)?[^,?]{0,4}(?:多少|什么|几|咋|怎么)", _MONEY),
    (r"(?:补[助贴]|津贴|工资|奖金|保证金|押金|会费|团费|党费|保费)[^,?]{0,6}多少(?![天年个人次])", _MONEY),
    (r"罚(?:款|金|钱)?(?:是|要|得)?(?:多少|几[块元百千万])|罚款[?\s]*$", _FINE),
    (r"[税利]率[^,?]{0,4}多少|[税利]率[?\s]*$|百分之几", _SHARE),
    (r"几[成折]|比例", _PART),
    *((rf"几{unit}", rf"{_NUMBER}\s?{unit}") for unit in _NAMED_BY_NUMBER),
    (r"多大(?:年[纪龄]|岁)|几岁|多少岁", _AGE),
    (r"(?:几|多少)学?分(?![钟之])", _MARKS),
    (rf"(?:几|多少)(?![楼层室路栋幢天日年月点号成折分])[{_MEASURES}]", _MANY),
)
"""pairs of patterns: a question for a value with a question word, and the values that answer it"""
_ASKS_FOR_VALUE = re.compile(
    r"多少|(?<!好)几|多[久大高长远]|何时|(?:什么|啥)时[候间]|哪一?个?[天年月日]|排名|how (?:long|many|much)"
    r"|[打拨](?:什么|啥|哪个?)号码?|(?:收费|工本费|票价|价格|学费|租金)(?:标准)?(?:是|为|有)?(?:什么|啥)"
    rf"|(?:哪个?|什么|啥)(?:电子)?(?:邮箱|邮件地址)|{_ASKS_BRAND}"
    r"|(?:电话|热线|号码|时间|日期|额度|罚款|[税利]率)(?:是|为|有)?(?:什么|啥|哪个?)?[呢啊呀?\s]*$"
    rf"|{_ASKS_CHARGE}"
)
"""matches a question for a value, but not 电话预约要带什么, which only mentions a telephone"""
_ASKS_FOR_DOCUMENT_NUMBER = re.compile(rf"{DOCUMENT_NUMBER_NAME}[是为有]?(?:多少|几号?|什么|啥|哪个?)?[呢啊呀?\s]*$")
_DOCUMENT_NUMBER_GIVEN = re.compile(f"{DOCUMENT_NUMBER}|{ORDER_NUMBER}")
_ASKS_FOR_NUMBER = re.compile(r"多少|(?<!好)几|多[大高长远宽重]|额度|数量|how many")
_ASKS_FOR_ITEMS = re.compile(r"几[个项种类点](?:要求|意见|建议|说明|方面|问题|原因)")
_INDEFINITE = re.compile(
    "哪几[个项种类样条点份](?!工作日|自然日|小时|月|星期)|好几[个次天年位家回]|[这那]几[个次天年位家回]|们几(?:[位家]|个(?!工作|自然|小时|月|星期))|(?<=[去找看问来跑谈催])过几[次回]"
)
"""matches a number for which a question does not ask: 写哪几样, 我们几个去找过几次; not 我们几天能拿到, 得过几次奖"""
_ASKS_OTHERWISE = re.compile(r"如何|怎么|怎样|咋|哪[些里儿]|谁|吗|是否|能|可以|为什么")
"""matches a question for something else, which only ends with the name of a value: 如何支付医疗费用"""


def _compiled(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(asking), re.compile(given)) for asking, given in pairs)


_NAMED, _ASKED, _NUMBER_GIVEN = _compiled(_NAMED_VALUES), _compiled(_ASKED_VALUES), re.compile(_ANY_NUMBER)


@lru_cache(maxsize=100)
def asked_kinds(question: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of the values that a question asks for; empty if it asks for no value.

    A text that matches any of the patterns states such a value.

    Args:
        question: in matching form (:func:`qa.language.matching_form`).
    """
    question = _INDEFINITE.sub("", question)
    if _ASKS_FOR_ITEMS.search(question):
        return ()
    if (name := _ASKS_FOR_DOCUMENT_NUMBER.search(question)) and _asks(question, name):
        # 文号是几号 does not ask for a day, nor 文号是多少 for any number.
        return (_DOCUMENT_NUMBER_GIVEN,)
    named = tuple(given for asking, given in _NAMED if (name := asking.search(question)) and _asks(question, name))
    if not _ASKS_FOR_VALUE.search(question):
        return named
    kinds = named + tuple(given for asking, given in _ASKED if asking.search(question))
    return kinds or ((_NUMBER_GIVEN,) if _ASKS_FOR_NUMBER.search(question) else ())


def _asks(question: str, name: re.Match[str]) -> bool:
    """Return whether a question asks for the value that it names, and not for something else before that name."""
    return not _ASKS_OTHERWISE.search(question, 0, name.start())
