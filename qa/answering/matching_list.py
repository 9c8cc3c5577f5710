"""Move the passage with the list that a question asks for to the front of a ranking.

A question for several things (要带哪些材料) is answered by a list of that kind (应当提交下列材料：), and not by the
sentence beside it that shares more words with the question.
"""

import re
from collections.abc import Iterator
from itertools import chain

from qa.answering.statements import statements
from qa.answering.whole_list import list_under_heading, lists_in, whole_list
from qa.language import matching_form
from qa.question import QuestionFeatures
from qa.search import RankedPassage, Ranking
from qa.types import PassageKind, Span

_AND = "、"
_PROHIBITION = re.compile("不得|禁止|不准|严禁")
_LEAD = 40
"""number of characters at the end of a lead-in that are searched for the kind of its list"""
_REACH = 2.0
"""maximum difference in score by which a passage with a list of the kind asked for may be below the first one"""
_REACH_FROM_LIST = 4.0
"""the maximum difference if the first passage has a list of another kind: that list is about the matter, but answers
another question"""
_REACH_OF_ANY = 0.3
"""the maximum difference for a passage with a list of any kind, or with a sentence that enumerates things of the kind
asked for"""
_KINDS = (
    (
        r"(?<![能可让给用])不(?:能|可以|准|许|得|让|允许|给|到|予|用)|禁止|(?:拿|领|享受|申请|批|办)不(?:到|了|下来)",
        r"不得|禁止|不予|不能|严禁|不准|不可|谢绝|除外|不享受|不属于",
    ),
    (
        r"(?:带|交|准备|提供|出示)(?:好|上|齐|些)*(?:什么|啥|哪|几|的)|材料|证件|资料|手续",
        r"材料|证件|资料|文件|提交|提供|交验|出示|携带|手续",
    ),
    (r"条件|符合|够|资格|满足|(?:什么|啥)样?的?人|哪[些类种]人", r"条件|符合|对象|资格|范围|情形之一的?[,，]可"),
    (r"写|内容|条款|载明|包括|包含|哪几样", r"内容|条款|载明|包括|事项|项目"),
    (r"规矩|规定|注意|遵守|守|要求", r"规定|遵守|要求|注意|规范|做到"),
    (r"步骤|流程|程序|怎么办理|如何办理", r"步骤|流程|程序|办理"),
    (r"职责|负责|管(?:什么|哪些|啥)", r"职责|负责|职能"),
)
_COMPILED = tuple((re.compile(asking), re.compile(lead)) for asking, lead in _KINDS)
"""pairs of patterns: a question for what is forbidden, for documents to bring, conditions, contents, rules, a
procedure or duties; and the lead-in of a list that answers this question"""


def matching_list_first(question: str, ranking: Ranking) -> tuple[Ranking, tuple[Span, ...] | None]:
    """Return a ranking that begins with the passage of the list asked for, and the place of the list in this passage.

    If no passage has a list of the kind asked for, a list of any kind or a sentence that enumerates things of this kind
    counts as well.

    Only a passage of the same document as the first one, with nearly the same score, is moved before it. If the ranking
    does not change, the place is ``None``.

    Args:
        question: the form of the question that was searched for.
        ranking: a ranking of at least one passage.
    """
    if not QuestionFeatures(question).asks_for_list:
        return ranking, None
    kind = next((lead for asking, lead in _COMPILED if asking.search(matching_form(question))), None)
    first = ranking.passages[0]
    if any(_lists(first, kind)):
        return ranking, None
    reach = _REACH_FROM_LIST if any(_lists(first, None)) else _REACH
    near = [entry for entry in ranking.passages[1:] if _is_near(entry, first, reach)]
    listing = ((entry, place) for entry in near if kind for place in _lists(entry, kind))
    beside = (entry for entry in near if _is_near(entry, first, _REACH_OF_ANY))
    enumerating = ((entry, place) for entry in beside for place in (*_lists(entry, None), *_enumerations(entry, kind)))
    found = next(chain(listing, enumerating), None)
    if found is None or any(_enumerations(first, kind)):
        return ranking, None
    entry, place = found
    return ranking.beginning_with(entry), (place,)


def _is_near(entry: RankedPassage, first: RankedPassage, reach: float) -> bool:
    """Return whether a passage is of the same document as the first one and scores at most ``reach`` less."""
    same_document = entry.passage.citation.document_id == first.passage.citation.document_id
    return same_document and entry.score >= first.score - reach


def _enumerations(entry: RankedPassage, kind: re.Pattern[str] | None) -> Iterator[Span]:
    """Yield the sentences of a passage that enumerate things of a kind: 应当交验户口簿、本人相片; none without a kind.

    The items of a list are left out: 不得焚烧树叶、垃圾 among the tasks of a park is no list of what is forbidden.
    """
    passage = entry.passage
    lists = list(_lists(entry, None))
    for span in statements(passage):
        sentence = passage.text[span.start : span.end]
        is_item = any(place.start < span.start < place.end for place in lists)
        lead = kind.search(sentence) if kind and not is_item else None
        # 不得倾倒杂物、垃圾 forbids one act; 应当交验户口簿、相片 names two things.
        if lead and sentence.count(_AND, lead.end()) >= (2 if _PROHIBITION.match(lead[0]) else 1):
            yield span


def _lists(entry: RankedPassage, kind: re.Pattern[str] | None) -> Iterator[Span]:
    """Yield the places of the lists in a passage whose lead-in or heading matches ``kind``; ``None`` matches any list.

    Only the body of a document has lists.
    """
    passage = entry.passage
    if passage.kind is not PassageKind.BODY:
        return
    text = passage.text
    for lead in lists_in(text, Span(0, len(text))):
        if kind is None or kind.search(text, max(lead.start, lead.end - _LEAD), lead.end):
            yield whole_list(text, lead, from_item=True).span
    # The first statement is the heading itself, unless the passage's outline names it.
    under = next((found for span in statements(passage)[:2] if (found := list_under_heading(text, span))), None)
    if under and (kind is None or kind.search(text, under[0].start, under[0].end)):
        yield under[1].span
