"""Recognise the list of what is forbidden as the answer to a question for it: 公园里不能做什么.

Rules say 禁止下列行为, and the question says 不能做什么: few words are shared, so that the confidence alone is low.
"""

import re

from qa.language import letters, matching_form
from qa.question import FRAME
from qa.types import AnswerSentence

_NOT = r"(?:(?<![能可要])不(?:能|可以|准|许|得|让|允许|可)|禁止|严禁)"
_DEED = "(?:做|干|有|从事|实施|进行|出现)?"
_WHAT = "(?:什么|啥|哪些|哪几[种类样])(?:样的?)?(?:事情?|行为|活动)?"
_ASKS = re.compile(rf"{_NOT}{_DEED}(?:的事情?|的行为)?(?:是|有)?{_WHAT}|(?:有|是)?{_WHAT}(?:是|都|也)?{_NOT}{_DEED}的?")
_LISTS = re.compile(r"(?:禁止|严禁|不得|不准)[^。；;\n]{0,15}(?:下列|以下|[：:]\s*\n)")
_GENERAL = re.compile("[里内上中在去到逛时]")
"""characters for place and time, which a rule expresses in other words"""
_SHORTEST = 2


def lists_prohibitions(question: str, sentence: AnswerSentence) -> bool:
    """Return whether a question asks what is forbidden, and a sentence introduces the list of what is forbidden.

    The sentence, its headings or its title must name all that the question names.

    Args:
        question: the form of the question that was searched for.
        sentence: the sentence that answers.
    """
    asked = matching_form(question)
    if not _ASKS.search(asked):
        return False
    lead = matching_form(sentence.text).lstrip().split("\n")[0] + "\n"
    citation = sentence.citation
    known = matching_form(f"{lead}{citation.title}{''.join(citation.heading_path)}")
    subject = letters(_GENERAL.sub("", FRAME.sub("", _ASKS.sub("", asked))))
    return _LISTS.search(lead) is not None and len(subject) >= _SHORTEST and subject in letters(known)
