"""Recognise sentences of letters in which citizens describe their own case; such a sentence is no answer."""

import re

from qa.answering.openers import is_question
from qa.answering.statements import statements
from qa.index import StoredPassage

_OWN_CASE = re.compile(
    r"(?<![自忘])(?:我(?![国省市县区州镇乡街村局委部厅院校所司行会办站处馆队军党们])|(?<!人)本人(?=[是于在因的家想曾已,，])|我们(?=小区|家|村))"
)
"""matches the words of a citizen; 我市 and 我行 are the words of an authority, and 承运人本人 those of a law"""
_QUOTED = re.compile(r"“[^”\n]*”|「[^」\n]*」|『[^』\n]*』|《[^》\n]*》|\"[^\"\n]*\"|‘[^’\n]*’")
"""matches quoted text, which is a name or the words of others: “我要办税”"""
_ASKS = re.compile(
    r"请问|想问|想?咨询|求助|求解|[您你]好|领导|盼(?:复|望|回)|望.{0,12}(?:解决|答复|回复|处理)|怎么办|该找谁|[吗呢][？?]"
    r"|(?:是否|能否|可否|能不能|可不可以|如何|怎么|什么|多少|哪)[^。；\n]{0,30}[？?]"
)
"""matches the words with which a letter asks an authority"""


def tells_own_case(sentence: str) -> bool:
    """Return whether a citizen describes their own case in a sentence."""
    return _OWN_CASE.search(_QUOTED.sub("", sentence)) is not None


def is_letter(passage: StoredPassage) -> bool:
    """Return whether a passage is only the letter of a citizen, who tells their own case and asks about it."""
    if not _ASKS.search(passage.text):
        return False
    sentences = [passage.text[span.start : span.end] for span in statements(passage)]
    told = [tells_own_case(sentence) for sentence in sentences]
    others = (sentence for sentence, is_own in zip(sentences, told, strict=True) if not is_own)
    return any(told) and all(is_question(sentence) or _ASKS.search(sentence) for sentence in others)
