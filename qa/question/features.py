"""The features of a question (bigrams and expected answer type), and how well a text matches them."""

import re
from functools import cached_property

from qa.language import letters, matching_form
from qa.question.value_kinds import asked_kinds

FRAME = re.compile(
    r"请问|告诉我|什么|怎么样?|怎样|如何|[这那哪][份封个项次些里一]?|第?几|多[少大高长久远]|是否|能否|可否|可以"
    r"|吗|呢|的|了|为何|何时|谁|有|是|\W+"
)
"""matches the parts of a question that do not describe its subject: question words, words that refer to an earlier
question, particles and punctuation"""

_FORBIDDEN = r"(?:(?<![能可要])不(?:能|可以|准|许|得|让|允许|应该?)|禁止)"
"""pattern of a prohibition, such as 不得 or 禁止, but not of 能不能 or 可不可以"""
_ASKS_FORBIDDEN = re.compile(
    rf"{_FORBIDDEN}[^的，,]{{0,8}}(?<!为)(?:什么|啥|哪)|(?<!为)(?:什么|啥|哪)[^，,]{{0,10}}{_FORBIDDEN}"
)
_STATES_FORBIDDEN = re.compile("禁止|不得|严禁|不[准许能可应予]|谢绝|除外")
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
    """A question's character bigrams and its expected answer type.

    The methods take texts in matching form (:func:`qa.language.matching_form`).

    Character bigrams need no dictionary: a name that no dictionary lists still matches whole, and a word that the
    question writes differently still matches in part. They rank better than jieba's words.

    Args:
        question: the question's text.
    """

    FACTOR_WITHOUT_TYPE = 0.5
    """factor of the support of a text that lacks the expected type of answer"""

    def __init__(self, question: str) -> None:
        self._question = matching_form(question)

    @cached_property
    def bigrams(self) -> frozenset[str]:
        """The question's character bigrams, without question words.

        A question without any bigram gives its single characters. A question that consists only of question words gives
        their characters.
        """
        parts = [part for part in FRAME.split(self._question) if part]
        bigrams = {part[i : i + 2] for part in parts for i in range(len(part) - 1)}
        return frozenset(bigrams or "".join(parts) or self._question)

    @property
    def text(self) -> str:
        """The question in its matching form."""
        return self._question

    def names(self, text: str) -> bool:
        """Return whether the question contains a text, apart from punctuation and blanks; False for an empty text.

        Args:
            text: letters and digits only, in matching form.
        """
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
        return bool(self._answer_types)

    def has_answer_type(self, text: str) -> bool:
        """Return whether a text contains the expected type of answer, such as a time; True if none is expected."""
        return not self._answer_types or any(given.search(text) for given in self._answer_types)

    def support(self, sentence: str, context: frozenset[str] = frozenset()) -> float:
        """Return how well a sentence supports an answer, 0 to 1.

        The result is the share of the question's bigrams that the sentence covers, halved if the sentence lacks the
        expected type of answer.

        Args:
            sentence: in its matching form.
            context: bigrams of the question in the title and headings above the sentence, which count as covered.
        """
        return self.type_factor(sentence) * self.coverage(self.shared(sentence) | context)

    def type_factor(self, sentence: str) -> float:
        """Return 1 for a sentence that holds the expected type of answer, 0.5 for another."""
        return 1.0 if self.has_answer_type(sentence) else self.FACTOR_WITHOUT_TYPE

    def coverage(self, bigrams: frozenset[str]) -> float:
        """Return the share of the question's bigrams that ``bigrams`` makes up, 0 to 1.

        Args:
            bigrams: bigrams of the question, as :meth:`shared` returns them.
        """
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
        """Whether the question asks in which cases something is refused: 什么时候不予退款, which asks for no time."""
        return _CASES.search(self._question) is not None

    @cached_property
    def _answer_types(self) -> tuple[re.Pattern[str], ...]:
        """The patterns of which an answer must match one: values, or words that forbid; empty if any answer will do."""
        asks_forbidden = self.asks_for_cases or _ASKS_FORBIDDEN.search(self._question)
        kinds = () if self.asks_for_cases else asked_kinds(self._question)
        return kinds or ((_STATES_FORBIDDEN,) if asks_forbidden else ())
