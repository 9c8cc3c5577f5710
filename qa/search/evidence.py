"""What a question is about and what kind of thing it asks for, and how much of both stands in a text."""

import re
from functools import cached_property

from qa.language import normalise, rarity, words

_FRAME = re.compile(
    r"[这那哪几]\w?|第几|多[少大高长久远]|[请想]问|什么|怎[么样]|如何|为何|为什么|何[时地]|[是能可]否|谁|告诉|一下"
    r"|[吗呢吧啊的了是有在由和与对把被让叫指我你该]|[我你]们"
)
"""words that make a sentence a question, or point at what lies before one, and say nothing of what it is about"""

_NUMERAL = "[一二三四五六七八九十百千万亿两〇○零]"
_EXPECTATIONS = (
    (
        re.compile(r"什么时候|何时|哪一?[天年月日]|几[年月日号点时]|时间|日期|多久|截止"),
        re.compile(rf"(?<!\d)\d{{1,4}}\s*[年月日号时点天周]|\d{{4}}-\d|{_NUMERAL}+[年月日天周]|[上中下]旬|[今明昨]天"),
    ),
    (
        re.compile(r"多少|几|多[大高长远]|比例|电话|号码|热线|额度|金额|数量"),
        re.compile(rf"\d|{_NUMERAL}+\s*[个家项次天年月日元人名倍成]"),
    ),
)
"""what shows that a question asks for a time or a number, and what a text that gives one has"""
_WITHOUT_EXPECTED = 0.5


class Evidence:
    """A question's words and what it expects.

    Args:
        question: its text.
    """

    def __init__(self, question: str) -> None:
        self._question = question

    @cached_property
    def weights(self) -> dict[str, float]:
        """The words of the question that an answer can be expected to share, with how rare each is."""
        return {word: rarity(word) for word in words(self._question) if not _FRAME.fullmatch(word)}

    def coverage(self, text: str) -> float:
        """The share of the question's words, weighted by rarity, that stand in ``text``: 0 to 1."""
        total = sum(self.weights.values())
        if not total:
            return 0.0
        present = set(words(text))
        return sum(weight for word, weight in self.weights.items() if word in present) / total

    def expected(self, text: str) -> bool:
        """Whether ``text`` holds the kind of thing that is asked for: a time, a number; true if neither is."""
        asked = normalise(self._question)
        wanted = next((given for asking, given in _EXPECTATIONS if asking.search(asked)), None)
        return wanted is None or wanted.search(normalise(text)) is not None

    def support(self, sentence: str) -> float:
        """How far a sentence looks like an answer: its coverage, halved when it lacks what is asked for; 0 to 1."""
        return self.coverage(sentence) * (1.0 if self.expected(sentence) else _WITHOUT_EXPECTED)
