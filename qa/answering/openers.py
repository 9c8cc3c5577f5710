"""Find the openers of a passage: sentences that introduce what follows them and answer nothing themselves.

These are the questions of a list of questions and answers, and the headings inside a passage: 7.加强医疗费用保障。
"""

import re
from collections.abc import Sequence

from qa.language import letters
from qa.question import QuestionFeatures
from qa.types import Span

_QUESTION = re.compile(r"[？?][”』」）)\s]*$")
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_NUMBERED = re.compile(
    rf"\s*(?:(?P<brackets>[（(]\s?{_NUMERAL}\s?[）)])|(?P<digit_brackets>[（(]?\s?\d{{1,2}}\s?[）)])"
    rf"|(?P<comma>{_NUMERAL}、)|(?P<must>{_NUMERAL}要)|(?P<dot>\d{{1,2}}[.．、](?!\d)))"
)
_PUNCTUATED = re.compile(r"[。；;！!，,、）)]\s*$|[：:\s|]")
_LONGEST_HEADING = 40
_SHORTEST = 3
"""least number of letters of a heading"""
_RULE = re.compile("不|应[当该]|必须|禁止|严禁|可以")
"""words of a rule, which a heading does not have"""
_ECHO, _ECHO_IF_SEVERAL = 0.8, 0.5
"""least share of a sentence's bigrams that the question must hold for the sentence to count as a heading: the first
normally, the second if the question asks for the content of something"""


def openers(question: QuestionFeatures, text: str, spans: Sequence[Span]) -> frozenset[int]:
    """Return the indexes of the sentences that introduce what follows them.

    They are questions and headings. A heading counts only if the question holds most of its bigrams: such a sentence is
    near to the question and tells nothing new. A heading is a line of its own without punctuation and without the type
    of answer that the question expects. If the question asks for the content of something (哪些措施, 如何), a heading
    may have that type, and may also be a numbered sentence without the words of a rule. The last sentence
    introduces nothing.

    Args:
        question: the question's features.
        text: the text that holds the sentences.
        spans: the sentences, in order.
    """
    found = set()
    for place, span in enumerate(spans[:-1]):
        sentence = text[span.start : span.end]
        if is_question(sentence) or _is_heading(question, text, span):
            found.add(place)
    return frozenset(found)


def ends_scope(opener: str, sentence: str) -> bool:
    """Return whether a sentence ends the part that an opener introduces: both have numbers of the same kind."""
    opening, own = _NUMBERED.match(opener), _NUMBERED.match(sentence)
    return bool(opening and own and opening.lastgroup == own.lastgroup)


def is_question(sentence: str) -> bool:
    """Return whether a sentence of a document is a question."""
    return _QUESTION.search(sentence) is not None


def _is_heading(question: QuestionFeatures, text: str, span: Span) -> bool:
    sentence = text[span.start : span.end]
    name = letters(_NUMBERED.sub("", sentence, count=1))
    if len(sentence) > _LONGEST_HEADING or len(name) < _SHORTEST:
        return False
    fills_line = text[: span.start].endswith("\n") or not span.start
    is_line = fills_line and text[span.end :].startswith("\n") and not _PUNCTUATED.search(sentence)
    if question.asks_for_several:
        is_like_heading = is_line or (_NUMBERED.match(sentence) is not None and not _RULE.search(sentence))
    else:
        is_like_heading = is_line and not (question.expects_type and question.has_answer_type(sentence))
    own = QuestionFeatures(name)
    echo = own.coverage(own.shared(letters(question.text)))
    return is_like_heading and echo >= (_ECHO_IF_SEVERAL if question.asks_for_several else _ECHO)
