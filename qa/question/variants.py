"""Check whether two questions are the same question, asked with other question words, punctuation or spelling.

The comparison is strict: questions that it calls the same differ only in words that do not change what is asked. Only a
person can tell whether other paraphrases are the same question.
"""

import re

from qa.language import matching_form
from qa.question.spelling import correct_spelling

_PUNCTUATION = re.compile(r"(?<!\d)[\W_]+|[\W_]+(?!\d)")
"""matches punctuation and blanks, but not between digits: 3.5 is not 35"""
_POLITE = re.compile(
    r"^(?:您好|你好|老师|请问|请教|麻烦|劳驾|(?:我|俺)?(?:就|只)?(?:想|要|想要)(?:请教|咨询|问|知道|了解|查)(?:一下|下|问)?"
    r"|(?:请)?告诉我(?:一下)?|问(?:一下|下)|咨询(?:一下|下)|帮我查(?:一下|下)?)+(?=..)"
)
_TAIL = re.compile(r"(?<=..)(?:呢|吗|啊|呀|吧|嘛|么(?<!什么)(?<!怎么)|哦|哈|谢谢(?:您|你|了)?)+$")
_SAME = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        ("到底|究竟", ""),
        ("(?:星期|礼拜)(?=[一二三四五六日天末几])", "周"),
        ("(?:什么|啥)时(?:候|间)", "何时"),
        ("(?:什么|啥|哪个)地方|哪里|哪儿|何地", "何处"),
        ("为(?:什么|啥)", "为何"),
        ("什么人|何人", "谁"),
        ("怎么样?|怎样|咋样?", "如何"),
        ("多长时间|多少时间", "多久"),
        ("是不是|是否", "是"),
        ("能不能|能否|可不可以|可否|可以|能够", "能"),
        ("有没有|有无", "有"),
        ("需不需要|是否需要", "需要"),
        ("会不会|是否会", "会"),
        ("要不要", "要"),
        ("哪(?:几[个项种条]|些)|啥", "什么"),
        ("哪一(?=[年月天日个])", "哪"),
        ("是(?=多少|多久|何时|为何|如何|在?何处)", ""),
        ("(?<!什么)(?<!谁)的", ""),
        ("^什么是(.+)$", r"\1是什么"),
        ("^谁是(.+)$", r"\1是谁"),
    )
)
"""patterns of words and the words of the same meaning that replace them, in the order of replacement"""
_LONG_ENOUGH = 6
"""minimum number of characters of a question for each wrong character; a shorter question has too few right characters
to know what was meant"""
_SHORTEST_HALF = 2


def question_key(question: str) -> str:
    """Return a text that is equal for questions that ask the same; it is for comparing and never for display.

    Width, case, traditional characters, punctuation, polite phrases and particles do not matter, and neither does the
    choice among question words of the same meaning (什么时候, 何时).
    """
    text = _PUNCTUATION.sub("", matching_form(question))
    asked = _TAIL.sub("", _POLITE.sub("", text))
    for pattern, words in _SAME:
        asked = pattern.sub(words, asked)
    return asked or text


def is_variant(asked: str, known: str) -> bool:
    """Return whether a question is another form of a known one.

    It is one if the keys are equal, if its two parts are exchanged (怎么申请公租房, 公租房怎么申请), or if it has a few
    wrong characters of the same sound, which are usual errors with input methods.

    Args:
        asked: the key of a question (:func:`question_key`).
        known: the key of the known question.
    """
    if not asked or len(asked) != len(known):
        return False
    return asked == known or _is_turned(asked, known) or _is_misspelt(asked, known)


def _is_turned(asked: str, known: str) -> bool:
    """Return whether a question consists of two parts of another in reverse order, each of at least two characters."""
    cut = (known + known).find(asked)
    return _SHORTEST_HALF <= cut <= len(known) - _SHORTEST_HALF


def _is_misspelt(asked: str, known: str) -> bool:
    wrong = sum(one != other for one, other in zip(asked, known, strict=True))
    return wrong <= len(known) // _LONG_ENOUGH and correct_spelling(asked, [known]) == known
