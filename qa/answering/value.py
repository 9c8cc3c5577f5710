"""Find the words of a sentence that answer a question for a quantity, date, number or name: 4天 in 放假4天."""

import re
from collections.abc import Iterator, Sequence

from qa.language import matching_form
from qa.language.official import AMOUNT_NUMERAL, DOCUMENT_NUMBER, DOCUMENT_NUMBER_NAME, ORDER_NUMBER, TELEPHONE_NUMBER
from qa.question import QuestionFeatures, office_called, requirements, without_hotlines
from qa.types import Span

_DIGITS = r"(?<!\d)(?<!\d,)\d[\d,]*+(?:\.\d++)?[百千]?[万亿]*"
_NUMERAL = rf"{AMOUNT_NUMERAL}{{1,20}}"
_NUMBER = rf"(?:{_DIGITS}|{_NUMERAL})[余多]?"
_BOUND = r"(?:以上|以下|以内|之内)?"
_TO_NUMBER = r"[-—–~～至到或]{1,2}"
_JOINT = rf"(?:{_TO_NUMBER})?"
# Two numbers may follow each other directly (5万三千元), but a run of numerals is not cut into two: the time to try
# all cuts would grow with the cube of its length.
_FIRST = rf"(?:{_DIGITS}[余多]?{_JOINT}|{_NUMERAL}(?:[余多]?{_TO_NUMBER}|[余多]|(?=\d)))"
_MEASURES = (
    "个|家|项|名|人次|人|户|条|只|张|份|套|辆|间|台|本|期|米|公里|平方米|平方公里|立方米|公顷|亩|吨|公斤|千克|克|毫升|升|"
    "厘米|毫米|倍|件|次|座|处|所|栋|幢|层|头|届|岁|周岁|度|分|级|类|种|瓶|株|门|床|册|位|批|支|度电|千瓦时|标准煤"
)


def _ranged(unit: str) -> str:
    """Return the pattern of an amount in a unit, or of a range between two: 二十元以上二百元以下, 3至5万元."""
    one = rf"(?:{_NUMBER}\s?(?:{unit}){_BOUND})"
    return rf"{_FIRST}?{one}(?:{_JOINT}{one})?"


_CLOCK = r"\d{1,2}[:：]\d{2}|\d{1,2}[点时](?:\d{1,2}分|半)?"
_DAY = (
    r"(?:\d{4}\s?年)?\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?[日号])?|\d{4}\s?年(?:底|末|初)?"
    r"|[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}[日号])?|每?(?:周|星期)[一二三四五六日天]"
)
_TO = r"\s?[-—–~～至到]{1,2}\s?"
_DATE = rf"(?:{_DAY})(?:\s?(?:{_CLOCK}))?(?:{_TO}(?:(?:{_DAY}|\d{{1,2}}[日号])(?:\s?(?:{_CLOCK}))?|{_CLOCK}))?"
_TIME_OF_DAY = rf"(?:{_CLOCK})(?:{_TO}(?:{_CLOCK}))?"
_DURATION = _ranged("个?工作日|个?小时|分钟|天|日|个月|周|个?星期|年")
_KINDS = (
    (rf"{DOCUMENT_NUMBER_NAME}[是为有]?(?:多少|几|什么|啥|哪|[呢啊呀?]*$)", f"{DOCUMENT_NUMBER}|{ORDER_NUMBER}"),
    (r"电话|热线|(?:手机|联系|传真)号码", TELEPHONE_NUMBER),
    (r"邮编|邮政编码", r"(?<!\d)\d{6}(?!\d)"),
    (r"几[点时]|时间段?是|(?:上班|营业|开放|服务|办公)时间", rf"{_TIME_OF_DAY}|{_DATE}"),
    (
        r"多久|(?:几|多少)(?:个?工作日|天|日|年|个月|个?小时|分钟|周|个?星期)(?!级|份)|多长时间|有效期|期限|时限|年限|周期",
        _DURATION,
    ),
    (r"什么时候|何时|哪一?[天年月日]|几月|日期|截止|从哪", _DATE),
    (
        r"百分之|比例|(?:增长|提高|下降|税)率|增速|增长.{0,3}多少(?![万亿]?[元人吨])|占比",
        rf"{_NUMBER}(?:%|个百分点)|百分之{_NUMBER}",
    ),
    (r"几岁|多大年[龄纪]|年龄", _ranged("周?岁")),
    (
        rf"[给发领拿付贷扣](?:到|给|得到)?多少(?!\s?(?:{_MEASURES}|[天日年月周斤]|工作日|小时|学[时分]))"
        r"|多少(?:钱|资金|奖金|补助|经费|费用|[万亿]*[美欧日]?元)|[几多][少]?块|花了?多少|罚多少|罚(?:款|金)|收费|(?:费|价格|价|金额|工资|津贴|补贴|补助|租金?|押金|投资|标准|预算)"
        r"(?:标准)?[^，。；]{0,4}?多少(?!\s?(?:天|日|年|个|人|户|家|岁|小时|工作日|公里|平方))",
        _ranged("[美欧日港]?元"),
    ),
)
_COMPILED = tuple((re.compile(asking), re.compile(given)) for asking, given in _KINDS)
_COUNTED = re.compile(rf"(?:几|多少)\s?(?P<measure>{_MEASURES})?")
_ASKS_NUMBER = re.compile(r"几|多少|多[大高长远宽重]|数量|额度")
_ANY_AMOUNT = re.compile(rf"{_ranged(f'{_MEASURES}|[美欧日港]?元|%|个?工作日|小时|天|日|个月|年')}")
_FIELD = re.compile(r"(?!问[：:])[^：:。；，,\n]{1,20}[：:]\s*(?P<value>[^：:。；，,\n]{1,30})")
"""matches a field of a form or record, such as 责任人：第3组, whose value answers any question about it; not 问：…"""
_NAMED_BEHIND = re.compile(r"\s?\([^()\n]{1,30}\)")
"""matches the name of a value in brackets behind the value: 85211033（助学贷款）"""
_ASKS_BEGINNING = re.compile("开始|[施执]行|实施|生效|起算")
_CLAUSE_START = re.compile(r"[，,；;。：:\n]")


def value_span(question: str, sentence: str) -> Span | None:
    """Return the place of the words that answer in a sentence, or ``None`` if they are not known.

    If several words have the expected type, return those in the clause that shares most with the question.

    Args:
        question: the form of the question that was searched for.
        sentence: the sentence that answers.
    """
    text = matching_form(sentence)
    if len(text) != len(sentence):
        return None
    if field := _FIELD.fullmatch(text):
        return Span(*field.span("value"))
    pattern = _pattern(matching_form(question))
    if pattern is None:
        return None
    own = without_hotlines(text, office_called(matching_form(question)))
    if pattern.search(own):
        text = own
    required = {quantity.text for quantity in requirements(question)}
    found = [
        Span(match.start(), match.end())
        for match in pattern.finditer(text)
        if match[0] not in required and not text[: match.start()].endswith("第")
    ]
    # In 从9天缩短至4天 the answer is the second value.
    found = [span for span in found if span is found[-1] or not text[: span.start].endswith(("从", "由"))]
    if not found:
        return None
    features = QuestionFeatures(question)
    return max(_scored(features, text, found), key=lambda scored: scored[0])[1]


def _pattern(asked: str) -> re.Pattern[str] | None:
    """Return the pattern of the expected words, or ``None`` if the question asks for no value of a known kind."""
    for asking, given in _COMPILED:
        if asking.search(asked):
            return given
    if counted := _COUNTED.search(asked):
        measure = counted["measure"]
        # 几只狗 is answered by 一条.
        if measure and measure not in ("个", "只", "条", "种", "次"):
            return re.compile(_ranged(measure))
    return _ANY_AMOUNT if _ASKS_NUMBER.search(asked) else None


def _scored(features: QuestionFeatures, text: str, found: Sequence[Span]) -> Iterator[tuple[tuple[float, int], Span]]:
    """Yield the sort key and the place of each value.

    The key is the share of the question that the value's clause covers, plus half the share that its own words cover:
    those between the previous value and this one, and those in brackets behind it. If the question asks for a
    beginning, 1 is added for a value that 起 follows. If two sums are equal, the earlier value has the higher key.
    """
    ends = [_end_of_name(text, span) for span in found]
    asks_beginning = _ASKS_BEGINNING.search(features.text) is not None
    for place, span in enumerate(found):
        starts = [match.end() for match in _CLAUSE_START.finditer(text, 0, span.start)]
        clause_start = starts[-1] if starts else 0
        end = _CLAUSE_START.search(text, span.end)
        clause = text[clause_start : end.start() if end else len(text)]
        own = text[ends[place - 1] if place else 0 : span.start] + text[span.end : ends[place]]
        shared = features.coverage(features.shared(clause))
        # 于2015年10月21日通过，自2016年1月1日起施行: the second date is that of the beginning.
        begins = float(asks_beginning and text.startswith("起", span.end))
        yield (begins + shared + 0.5 * features.coverage(features.shared(own)), -place), span


def _end_of_name(text: str, value: Span) -> int:
    """Return where the name in brackets behind a value ends; the end of the value if no name follows."""
    behind = _NAMED_BEHIND.match(text, value.end)
    return behind.end() if behind else value.end
