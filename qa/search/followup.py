"""A question that leans on the one before it, made to stand alone: by rules, the same way every time.

"那2020年呢?" takes the earlier question with its year replaced, "它的电话是多少?" what the earlier one was about.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from qa.language import tagged_words
from qa.search.evidence import Evidence

_AND = re.compile(r"^(?:那么?|还有|另外|至于|换成|如果是)?(?P<slot>[^，,。]{1,24}?)(?:的话)?呢[?？!！。]*$")
_POINTER = re.compile(
    r"(?<!其)[它他她]们?的?|[该本此](?=[局委办部会厅院所校司市省区县条件项法])|其(?![他它中余实次])|[这那此](?:个|家|项|次|种|些|里|位|条)|上述|前者"
)
_OPENING = re.compile(r"^(?:那么?|还有|另外|而且|所以)[，,]?")
_ASKING = re.compile(
    r"(?:分别)?(?:是|在|由|于|为|有|要|可以|应当?该?|需要|需|将|从|到|的)?"
    r"(?:什么|何时|几|多少|多[大高长久远]|谁|哪|怎么?|如何|为何|是否|能否|可否|能不能|[有会可能]没有|吗)"
)
_END = re.compile(r"[?？!！。]+$")
_KINDS = (
    re.compile(r"\d{4}\s*年(?:\d{1,2}月)?(?:\d{1,2}日)?"),
    re.compile(r"\d{1,2}月(?:\d{1,2}日)?"),
    re.compile(r"第[零〇一二三四五六七八九十百千\d]+[条章节款项届次号]"),
    re.compile(r"[\u4e00-\u9fff]{1,6}?(?:自治区|自治州|省|市|区|县|州)"),
)
_FEW_PAIRS = 2
"""a question of so few pairs of characters names nothing by itself"""
_NOT_CONTENT = frozenset("的在对和与及把被由从到向为是有了于将")
_VERB_TAGS = frozenset({"v", "ul", "uj", "uz", "p", "d", "c", "r", "vd", "zg", "ud"})
"""jieba's tags of verbs and of particles, prepositions, adverbs, conjunctions and pronouns"""
_NAMING_TAGS = frozenset({"n", "ns", "nt", "nr", "nz", "t"})
"""jieba's tags of nouns, places, bodies, persons, other names and times"""


def searched_forms(question: str, earlier: Sequence[str]) -> tuple[str, ...]:
    """What to search for: each form only if those before it find no answer.

    Args:
        question: as typed.
        earlier: the questions searched before it in the same conversation, oldest first.

    Returns:
        The question itself if it stands alone; with the topic of the earlier one where it leans on that; first by
        itself and then with the topic where it is so short that it may do either.
    """
    asked = question.strip()
    if not earlier or not asked:
        return (asked,)
    before = _END.sub("", earlier[-1].strip())
    if found := _AND.match(asked):
        return (_with_slot(before, found["slot"].strip()),)
    if found := _POINTER.search(asked):
        return (_with_topic_for(found, asked, topic(before)),)
    with_topic = f"{topic(before)}{_OPENING.sub('', asked)}"
    if _OPENING.match(asked):
        return (with_topic,)
    return (asked, with_topic) if len(Evidence(asked).pairs) <= _FEW_PAIRS else (asked,)


def topic(question: str) -> str:
    """What a question is about: what stands before the part that asks, without its verb."""
    text = _END.sub("", re.sub(r"^(?:请问|那么?|告诉我)[，,]?", "", question.strip()))
    asking = _ASKING.search(text, 1)
    about = (text[: asking.start()] if asking else text).strip("，, ")
    words = list(tagged_words(about))
    while len(words) > 1 and words[-1][1] in _VERB_TAGS:
        words.pop()
    return "".join(word for word, _ in words) or text


def _with_topic_for(pointer: re.Match[str], asked: str, about: str) -> str:
    """The question with what the earlier one was about in place of a word that points at it."""
    rest = asked[pointer.end() :]
    joint = "的" if pointer[0].endswith("的") or pointer[0] == "其" else ""
    # 该条例 after …条例 names it once.
    named = next((size for size in range(min(len(about), len(rest)), 0, -1) if about.endswith(rest[:size])), 0)
    return f"{_OPENING.sub('', asked[: pointer.start()])}{about}{joint}{rest[named:]}"


def _with_slot(before: str, slot: str) -> str:
    """The earlier question with ``slot`` in place of what is of the same kind, or asked about its topic."""
    for kind in _KINDS:
        if kind.fullmatch(slot):
            same = kind.search(before)
            return f"{before[: same.start()]}{slot}{before[same.end() :]}?" if same else f"{slot}{before}?"
    if alike := _alike(before, slot):
        return f"{before[: alike[0]]}{slot}{before[alike[1] :]}?"
    return f"{topic(before)}的{slot}是什么?"


def _alike(before: str, slot: str) -> tuple[int, int] | None:
    """Where the earlier question has what is most like ``slot``.

    That is what ends as it does (确诊病例 for 疑似病例), else a word of the same part of speech (福建省 for 湖北).
    """
    tagged = list(tagged_words(before))
    words = [word for word, _ in tagged]
    shared = [_shared_end(word, slot) for word in words]
    if any(shared):
        last = max(range(len(words)), key=lambda i: (shared[i], i))
        first = last
        while first > 0 and len("".join(words[first : last + 1])) < len(slot) and words[first - 1] not in _NOT_CONTENT:
            first -= 1
    else:
        tags = [tag for _, tag in tagged_words(slot)]
        same = [i for i, (_, tag) in enumerate(tagged) if [tag] == tags and tag in _NAMING_TAGS]
        if not same:
            return None
        first = last = same[0]
    start = len("".join(words[:first]))
    return start, start + len("".join(words[first : last + 1]))


def _shared_end(word: str, other: str) -> int:
    """How many characters two words end in alike."""
    alike = (a == b for a, b in zip(reversed(word), reversed(other), strict=False))
    return sum(takewhile(bool, alike))
