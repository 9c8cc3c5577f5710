"""Find the lead-in that a sentence depends on, and the other cases, consequences and exception that belong to it."""

import re

from qa.answering.statements import ANNOUNCEMENT
from qa.answering.whole_list import lead_in
from qa.types import Span

_FRAGMENT = re.compile(r"[；;]\s*$")
_BREAK = re.compile(r"[。！？!?\n]")
_EXCEPTION = re.compile(r"\s*(?:但是?|除非|除外|有下列情形之一的除外|[^。；\n]{2,60}的?除外)")
_BEGINS_WITH_EXCEPTION = re.compile(r"\s*(?:但是?[，,]?|除外)")
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇千\d]+条")
_LABEL = re.compile(r"[^，,。；;：:\n]{2,12}[：:]")
"""matches the label of a fragment that needs no lead-in: 投诉电话：86543219"""
_CASE = re.compile(r"[^，,。；;：:\n]{2,40}的[，,]")
"""matches the beginning of a case, which is not the lead-in of the next case: 图书遗失的，…；污损的，…"""
_ANSWER = re.compile(r"答[：:]")
_LONGEST_LEAD = 80
_REFERS_BACK = re.compile(r"违反(?:前款|本款|上述|以上)?的?规定的?[，,]")
_LONGEST_RULE = 120
_CONSEQUENCE = re.compile(r"\s*(?:拒不|逾期|情节|仍不|仍未|造成|构成犯罪|(?:并|也|还)?可以?(?:并?处|给予)|警告后)")
"""matches the beginning of a clause that says what follows in a more serious case of the same rule"""
_LONGEST_EXCEPTION = 200
_LONGEST_CASES = 400
_SENTENCE = re.compile(r"[^。；;\n]*[。；;]?")
_YES_NO = re.compile(
    r"吗|[么嘛][?？]|是否|[能可]否|能不能|可不可以|可以不|要不要|行不行|用不用|会不会|需不需要|该不该|有没有|算不算|给不给|退不退|允许|(?<!多)大不大|不[?？]?$"
)


def asks_yes_or_no(question: str) -> bool:
    """Return whether a question asks whether something is so or is allowed."""
    return _YES_NO.search(question) is not None


def governing_lead(text: str, answer: Span) -> Span | None:
    """Return the words before a sentence on which its meaning depends; ``None`` if there are none.

    They are the lead-in of a list item, the rule to which a penalty refers, or the beginning of the sentence of which
    a fragment is a part.

    Args:
        text: the text around the answer.
        answer: the place of a sentence in the text.
    """
    if _ARTICLE.match(text, answer.start):
        return None
    if lead := lead_in(text, answer):
        sentence = _last_sentence(text, lead)
        is_announcement = ANNOUNCEMENT.fullmatch(text, sentence.start, sentence.end)
        return None if is_announcement or lead.end > answer.start else sentence
    if rule := _rule_before(text, answer):
        return rule
    before = text[: answer.start]
    if not _FRAGMENT.search(before) or _LABEL.match(text, answer.start):
        return None
    breaks = [match.end() for match in _BREAK.finditer(before)]
    start = breaks[-1] if breaks else 0
    start += len(before[start:]) - len(before[start:].lstrip())
    first = before[start:]
    if _ANSWER.match(first) or (_CASE.match(first) and _CASE.match(text, answer.start)):
        return None
    ends = (first.find(mark) + 1 for mark in ("：", ":", "，", ","))
    stop = next((end for end in ends if 0 < end <= _LONGEST_LEAD), 0)
    return Span(start, start + stop) if stop else None


def _rule_before(text: str, answer: Span) -> Span | None:
    """Return the sentence before a penalty, if the penalty refers back to a rule (违反规定的，处…).

    Returns ``None`` if the answer is no such penalty, or if the sentence is missing or too long.
    """
    if not _REFERS_BACK.match(text, answer.start):
        return None
    end = len(text[: answer.start].rstrip())
    start = max(text.rfind(mark, 0, max(0, end - 1)) for mark in "。！？\n；;") + 1
    return Span(start, end) if 0 < end - start <= _LONGEST_RULE else None


def with_cases(text: str, answer: Span, longest: int | None = None) -> Span:
    """Extend a fragment between semicolons to the whole sentence with the other cases, unless the sentence is long.

    Args:
        text: the text around the answer.
        answer: the place of a sentence in the text.
        longest: maximum number of characters of the whole sentence; ``None`` for :data:`_LONGEST_CASES`.
    """
    before = [match.end() for match in _BREAK.finditer(text, 0, answer.start)]
    start = before[-1] if before else 0
    start += len(text[start:]) - len(text[start:].lstrip())
    is_ended = text[: answer.end].endswith(("。", "！", "？"))
    after = _BREAK.search(text, answer.end)
    end = answer.end if is_ended else after.end() if after else len(text)
    whole = Span(min(start, answer.start), start + len(text[start:end].rstrip()))
    return whole if answer.end <= whole.end <= whole.start + (longest or _LONGEST_CASES) else answer


def with_consequence(text: str, answer: Span) -> Span:
    """Extend a clause by the heavier consequences after it: …责令改正；拒不改正的，处罚款.

    A clause that is a heavier consequence itself is extended by the clauses of the same rule before it, too.

    Args:
        text: the text around the answer.
        answer: the place of a clause in the text.
    """
    start, end = answer.start, answer.end
    while _CONSEQUENCE.match(text, start) and (before := _clause_before(text, start)) is not None:
        if end - before > _LONGEST_CASES:
            break
        start = before
    while _FRAGMENT.search(text[start:end]) and _CONSEQUENCE.match(text, end):
        following = _SENTENCE.match(text, end)
        if following is None or following.end() - answer.end > _LONGEST_EXCEPTION:
            break
        end = following.end()
    return Span(start, end)


def _clause_before(text: str, clause: int) -> int | None:
    """Return the start of the clause before another clause of the same sentence; ``None`` if there is none."""
    before = text[:clause]
    if not _FRAGMENT.search(before):
        return None
    end = len(before.rstrip()) - 1
    start = max(before.rfind(mark, 0, end) for mark in "。！？\n；;") + 1
    return start + len(before[start:]) - len(before[start:].lstrip())


def _last_sentence(text: str, line: Span) -> Span:
    """Return the last sentence of a line."""
    start = max(text.rfind(mark, line.start, line.end - 1) for mark in "。！？") + 1
    return Span(max(start, line.start), line.end)


def with_exception(text: str, answer: Span) -> Span:
    """Extend a rule by the exception that follows on the same line, or an exception by the rule that precedes it there.

    Args:
        text: the text around the answer.
        answer: the place of a sentence in the text.
    """
    start, end = answer.start, answer.end
    if _BEGINS_WITH_EXCEPTION.match(text, start):
        line = text.rfind("\n", 0, start) + 1
        ends = [match.end() for match in re.finditer("[。；;]", text[line:start].rstrip()[:-1])]
        start = line + (ends[-1] if ends else 0)
    following = _SENTENCE.match(text, end)
    if following and following.end() - end <= _LONGEST_EXCEPTION and _EXCEPTION.match(following[0]):
        end = following.end()
    return Span(start, end)
