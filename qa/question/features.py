"""The features of a question (bigrams and expected answer type), and how well a text matches them."""

import re
from functools import cached_property

from qa.language import letters, matching_form
from qa.language.official import AMOUNT_NUMERAL

FRAME = re.compile(
    r"请问|告诉我|什么|怎么样?|怎样|如何|[这那哪][份封个项次些里一]?|第?几|多[少大高长久远]|是否|能否|可否|可以"
    r"|吗|呢|的|了|为何|何时|谁|有|是|\W+"
)
"""question words and words that refer to an earlier question; neither describes the subject"""

_FORBIDDEN = r"(?:(?<![能可要])不(?:能|可以|准|许|得|让|允许|应该?)|禁止)"
"""negated modality, but not 能不能 or 可不可以"""
_TIME = (
    rf"(?<!\d)\d{{1,4}}\s*(?:个?工作日|个?小时|[年月日号时点天周分秒])|(?<!\d)\d{{4}}(?!\d)|\d{{1,2}}:\d\d"
    rf"|{AMOUNT_NUMERAL}+(?:个?工作日|个?小时|[年月日号时点天周分秒])|(?:周|星期|礼拜)[一二三四五六日天末]|[上中下]旬"
    r"|[今明昨]天|世纪"
)
MEASURES = (
    "个家项次天年月日元角分人名倍成岁所条件份处台辆户级层米吨只头度升克斤亩里尺寸秒周本张间套艘架部座幢栋棵株瓶箱袋盒册篇场"
    "届批组队班门节课步折股票席位枚颗粒顿餐壶杯桶车船路段口道片块种类样"
)
"""measure words; a numeral of two or more characters (十五) counts as a number without one"""
_ANSWER_TYPES = (
    (
        r"电话|热线|(?:手机|联系|传真)号码",
        r"(?<!\d)(?:1\d{10}|(?:0\d{2,3}[-—]?)?\d{7,8}|(?:12|95)\d{3}|1(?:10|19|2[02]))(?!\d)",
    ),
    (r"(?:周|星期|礼拜)几", r"(?:周|星期|礼拜)(?:[一二三四五六日天末]|\d)|工作日"),
    (r"哪一?[天年月日]|(?<!第)几[年月日号点时]", _TIME),
    (
        r"什么时候|何时|时间|日期|多久|截止",
        rf"{_TIME}|[去今明本]年|年[底初内]|长期|永久|终[身生]|立即|即时|随时|当[日天月年]|每个?[日天周月年季]",
    ),
    (r"第几|排名", rf"第\s*(?:\d|{AMOUNT_NUMERAL})|[首末]位|前列"),
    (
        r"多少(?:钱|资金|奖金|补助|经费|费用|[万亿]*[美欧日]?元)|花了?多少",
        rf"(?:[\d.,]+\s*|{AMOUNT_NUMERAL}+)[百千万亿]*余?[美欧日港英]?[元镑]|[%％‰]|[百千万]分之|倍|免费|不收|免收|免交|无偿",
    ),
    (
        r"多少|几|多[大高长远]|比例|额度|金额|数量",
        rf"\d|(?<!第)(?<!{AMOUNT_NUMERAL})(?:{AMOUNT_NUMERAL}{{2}}"
        rf"|{AMOUNT_NUMERAL}\s*(?:[{MEASURES}]|平方|立方|毫[米升克]|周岁|小时|季度|[公英海]里))",
    ),
    (
        rf"{_FORBIDDEN}[^的，,]{{0,8}}(?<!为)(?:什么|啥|哪)|(?<!为)(?:什么|啥|哪)[^，,]{{0,10}}{_FORBIDDEN}",
        r"禁止|不得|严禁|不[准许能可应予]|谢绝|除外",
    ),
)
"""pairs of patterns: a question for a telephone number, weekday, time, rank, sum, number or
what is forbidden; a text with such a value"""
_COMPILED_TYPES = tuple((re.compile(asking), re.compile(given)) for asking, given in _ANSWER_TYPES)
_SEVERAL = re.compile(
    r"哪[些几两二三四五六七八九十]|措施|内容|[如有]何|怎么|怎样|要求|方式|条件|规定|安排|做法|包括|政策|办法|举措|流程|步骤|分别|具体[指是]|指的?是?(?:什么|啥)"
)
_LISTED = "材料|资料|证|规矩|事项|条件|证件|手续|情形|情况|要求|行为|措施|优惠|待遇|步骤|东西"
_LIST = re.compile(
    rf"哪[些几类]|些(?:什么|啥)|{_FORBIDDEN}(?:做|干|有)(?:什么|啥)|[要得该]带(?:什么|啥)|(?:什么|啥|几[个项种类])(?:{_LISTED})|(?:什么|啥)(?:样的|人)|流程|步骤|(?:怎么|如何|怎样|咋)(?:办理|申请|申领|报名|登记|操作)"
)
_CASES = re.compile(
    r"(?:什么|啥)时候[^，,]{0,10}(?:不(?:能|得|可以|给|予|用|让|准|许|算)|(?:拿|领|享受|申请|批|办)不(?:到|了|下来))"
)


class QuestionFeatures:
    """A question's character bigrams and its expected answer type. Texts are given in their matching form.

    Character bigrams need no dictionary: a name that no dictionary lists still matches whole, and a word that the
    question writes differently still matches in part. They rank better than jieba's words.

    Args:
        question: the question's text.
    """

    FACTOR_WITHOUT_TYPE = 0.5
    """the factor of a text's support if it lacks the expected type of answer"""

    def __init__(self, question: str) -> None:
        self._question = matching_form(question)

    @cached_property
    def bigrams(self) -> frozenset[str]:
        """The question's character bigrams, without question words.

        A question without any bigram gives its single characters.
        """
        parts = [part for part in FRAME.split(self._question) if part]
        bigrams = {part[i : i + 2] for part in parts for i in range(len(part) - 1)}
        return frozenset(bigrams or "".join(parts) or self._question)

    @property
    def text(self) -> str:
        """The question in its matching form."""
        return self._question

    def names(self, text: str) -> bool:
        """Return whether the question contains a text, which is given by its letters and digits."""
        return bool(text) and text in letters(self._question)

    def shared(self, text: str, among: frozenset[str] | None = None) -> frozenset[str]:
        """Return the question's bigrams that occur in a text.

        Args:
            text: in its matching form.
            among: the bigrams to look for, if the text is known to hold no others; ``None`` looks for all.
        """
        return frozenset([bigram for bigram in (self.bigrams if among is None else among) if bigram in text])

    @property
    def expects_type(self) -> bool:
        """Whether the question asks for a certain type of answer, such as a time."""
        return self._answer_type is not None

    def has_answer_type(self, text: str) -> bool:
        """Return whether a text contains the expected type of answer, such as a time; True if none is expected."""
        return self._answer_type is None or self._answer_type.search(text) is not None

    def support(self, sentence: str, context: frozenset[str] = frozenset()) -> float:
        """Return how well a sentence supports an answer, 0 to 1: its coverage, halved without the answer type.

        Args:
            sentence: in its matching form.
            context: bigrams of the headings above the sentence, which count as covered.
        """
        return self.type_factor(sentence) * self.coverage(self.shared(sentence) | context)

    def type_factor(self, sentence: str) -> float:
        """Return 1 for a sentence that holds the expected type of answer, 0.5 for another."""
        return 1.0 if self.has_answer_type(sentence) else self.FACTOR_WITHOUT_TYPE

    def coverage(self, bigrams: frozenset[str]) -> float:
        """Return the share of the question's bigrams that are among ``bigrams``, 0 to 1."""
        return len(bigrams) / len(self.bigrams) if self.bigrams else 0.0

    @property
    def asks_for_several(self) -> bool:
        """Whether the answer may need several sentences: a list, a procedure, the content of a rule."""
        return _SEVERAL.search(self._question) is not None

    @property
    def asks_for_list(self) -> bool:
        """Whether the answer may be all the items of a list."""
        return self.asks_for_cases or _LIST.search(self._question) is not None

    @property
    def asks_for_cases(self) -> bool:
        """Whether the question asks for the cases in which something is not so, not for a time: 什么时候不予退款."""
        return _CASES.search(self._question) is not None

    @cached_property
    def _answer_type(self) -> re.Pattern[str] | None:
        return next((given for asking, given in _COMPILED_TYPES if asking.search(self._question)), None)
