"""Follow-up questions, turned by rules into questions that stand alone.

"那2020年呢?" repeats the earlier question with another year; "它的电话是多少?" takes the earlier question's subject.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from qa.language import tagged_words
from qa.language.official import MONTH_DATE, ORDINAL, YEAR_DATE
from qa.question.features import QuestionFeatures
from qa.question.own_subject import names_every_matter, names_own_subject

_AND_WHAT_ABOUT = re.compile(r"^(?:那么?|还有|另外|至于|换成|如果是)?(?P<slot>[^，,。]{1,24}?)(?:的话)?呢[?？!！。]*$")
_POINTER = re.compile(
    r"(?<!其)[它他她]们?的?|[该本此](?=[局委办部会厅院所校司市省区县条件项法])|其(?![它他她中余实次])|[这那此](?:个|家|项|次|种|些|里|位|条)(?!情[况形])|上述|前者"
)
_OPENING = re.compile(r"^(?:那么?|还有|另外|而且|所以)[，,]?")
_ASKING = re.compile(
    r"(?:分别)?(?:是|在|由|于|为|有|要|可以|应当?该?|需要|需|将|从|到|的)?"
    r"(?:什么|何时|几|多少|多[大高长久远]|谁|哪|怎么?|如何|为何|是否|能否|可否|能不能|[有会可能]没有|吗)"
)
_END = re.compile(r"[?？!！。]+$")
_HOW_TO = re.compile(
    r"(?:怎么样?|如何|怎样|咋)(?:申请|申领|办理|领取|登记|注册|报名|缴纳|查询|购买|办|领|交)(?=[\u4e00-\u9fff]{2})"
)
"""matches the words before the thing that a question is about: 怎么申请 in 怎么申请低保"""
_PERSON_ENDS = tuple("人员户者生民工")
_PERSON = (
    r"(?:未?成年人?|大人|小孩子?|孩子|儿童|青少年|老人|老年人|学生|男[的性生]?|女[的性生]?|孕妇|(?:外地|本地|外国|残疾|农村|城里)人"
    r"|老外|个人|单位|公司|企业|军人|农民|单身|已婚|未婚)"
)
_ASKS_OF_PERSON = re.compile(
    rf"{_PERSON}[也都还]?(?:可不可以|能不能|可以|允许|需要|[能行可要用算会])[\u4e00-\u9fff]{{0,2}}?[吗么嘛不]?[?？]*"
)
"""matches a question about what a person may do that leaves out the object: 未成年人能买吗"""
_RELATES = re.compile("[离距比](?!婚|职|开|异|例|赛|如|方)")
"""matches the first character of a question that compares the earlier subject with something, or asks how far away it
is: 离学校要多远"""
_WITHIN = re.compile(r"(?:[里内中时后前外]|期间|情况下?)$")
"""matches the end of a text that names a time or a condition: 试用期里"""
_SLOT_KINDS = (
    re.compile(_PERSON),
    re.compile(YEAR_DATE),
    re.compile(MONTH_DATE),
    re.compile(rf"{ORDINAL}[条章节款项届次号]"),
    re.compile(r"[\u4e00-\u9fff]{1,6}?(?:自治区|自治州|省|市|区|县|州)"),
)
_FEW_BIGRAMS = 4
"""maximum number of character bigrams of a question that may leave out its subject"""
_SOME_BIGRAMS = 12
"""maximum number of character bigrams of a question that begins with its question words and may leave out its subject,
and of a question that may leave out its year"""
_BEGINS_ASKING = re.compile(
    r"(?:最多|至少|最少|一共|大概|到底|必须|一定)?(?:要|需要|得|可以|会|是|有|算)?"
    r"(?:什么|何时|几|多少|多[久长大高远]|谁|哪|怎么|如何|为什么|是否|能|可以|要|会|不)"
)
_NARRATES = re.compile("[了不没]")
"""matches a character of a clause that tells something more about the earlier question: 到期了一直不去办"""
_SHORTEST_CASE = 4
_YEAR = re.compile(YEAR_DATE)
_TIME = re.compile(r"年|月|[今明去昨]|目前|现在|最近")
"""matches a question that names its time"""
_FUNCTION_CHARACTERS = frozenset("的在对和与及把被由从到向为是有了于将")
_VERB_TAGS = frozenset({"v", "ul", "uj", "uz", "p", "d", "c", "r", "vd", "zg", "ud"})
"""jieba's tags of verbs, particles, prepositions, adverbs, conjunctions and pronouns"""
_NAMING_TAGS = frozenset({"n", "ns", "nt", "nr", "nz", "t"})
"""jieba's tags of nouns, places, organisations, persons, other names and times"""


def standalone_forms(question: str, earlier: Sequence[str]) -> tuple[str, ...]:
    """Return the forms of a question to search for; the form whose answer has the highest confidence is used.

    Args:
        question: the text that the user typed.
        earlier: the questions that were searched for in the same conversation, oldest first; only the last is used.

    Returns:
        At least one form: the question alone if it stands alone; forms completed from the earlier question if it
        depends on that question; both if this is unclear, for example because the question is short, begins with a
        question word, or names no year when the earlier question does.
    """
    asked = question.strip()
    if not earlier or not asked:
        return (asked,)
    before = _END.sub("", earlier[-1].strip())
    if found := _AND_WHAT_ABOUT.match(asked):
        named = found["slot"].strip()
        slot = named.removesuffix("的") or named
        if _is_case(slot, is_deed=named != slot):
            return _with_case(before, slot)
        how_to = _HOW_TO.match(before)
        is_matter = names_own_subject(slot, before) and not slot.endswith(_PERSON_ENDS)
        return (f"{how_to[0]}{slot}?",) if how_to and is_matter else _with_slot(before, slot)
    if found := _POINTER.search(asked):
        return (_with_subject(found, asked, subject(before)),)
    return _with_topic(before, asked)


def _with_topic(before: str, asked: str) -> tuple[str, ...]:
    """Return the forms of a question that may depend on the earlier one, but has no pronoun and no 呢 that shows it."""
    with_subject = f"{subject(before)}{_OPENING.sub('', asked)}"
    whole = f"{before}，{_OPENING.sub('', asked)}"
    if _OPENING.match(asked):
        return (with_subject, whole)
    if case := _other_case(before, asked):
        return _with_slot(before, case)
    if all(len(bigram) == 1 for bigram in QuestionFeatures(asked).bigrams):
        # A single character besides the question word names no subject: 罚多少.
        return (with_subject, whole)
    if _may_depend(asked, before):
        return (whole, with_subject, asked)
    if _NARRATES.search(asked) and not _ASKING.search(asked):
        return (whole, asked)
    return (f"{year[0]}{asked}", asked) if (year := _carried_year(before, asked)) else (asked,)


def _other_case(before: str, asked: str) -> str:
    """Return the time, person, number or place for which a question asks the same as the earlier one; else ``""``.

    冬天几点 after 图书馆夏天几点开门 asks for 冬天; 冬天要预约吗 asks something else.
    """
    asking = _ASKING.search(asked)
    case = asked[: asking.start()] if asking else ""
    if not case or _END.sub("", asked[len(case) :]) not in before:
        return ""
    return case if set(_tags(case)) == {"t"} or any(kind.fullmatch(case) for kind in _SLOT_KINDS) else ""


def _may_depend(asked: str, before: str) -> bool:
    """Return whether a question may leave out its subject: 什么时候开始执行, 多少钱; not 火星基地何时开放."""
    if _RELATES.match(asked) or _ASKS_OF_PERSON.fullmatch(asked):
        return True
    if names_own_subject(asked, before):
        return False
    bigrams = len(QuestionFeatures(asked).bigrams)
    if bigrams <= _SOME_BIGRAMS and _BEGINS_ASKING.match(asked):
        return True
    return bigrams <= _FEW_BIGRAMS and not _names_subject(asked)


def _carried_year(before: str, asked: str) -> re.Match[str] | None:
    """Return the year of the earlier question if the question after it is short and names no time, else ``None``."""
    is_short = len(QuestionFeatures(asked).bigrams) <= _SOME_BIGRAMS
    return _YEAR.search(before) if is_short and not _TIME.search(asked) else None


def _is_case(slot: str, *, is_deed: bool) -> bool:
    """Return whether the text before 呢 describes another case, with a verb of its own: 单位混着扔, not 疑似病例.

    Args:
        slot: the text.
        is_deed: whether 的 follows it, so that it may name people by what they do: 冒充出租车的.
    """
    tags = [tag for _, tag in tagged_words(slot)]
    if is_deed and tags[0] == "v" and len(tags) > 1:
        return True
    return len(slot) >= _SHORTEST_CASE and "v" in tags and (tags[0] == "r" or tags[-1] not in _NAMING_TAGS)


def _with_case(before: str, case: str) -> tuple[str, ...]:
    """Return the earlier question with ``case`` in place of its subject, and with ``case`` added at its end.

    The first form is missing if the question does not begin with its subject, or has nothing after it.
    """
    about = subject(before)
    asked = before[len(about) :] if before.startswith(about) else ""
    return (f"{case}，{asked}", f"{before}，{case}") if asked else (f"{before}，{case}",)


def _names_subject(asked: str) -> bool:
    """Return whether a question names a subject before its question word; a time alone (冬天几点) is no subject."""
    asking = _ASKING.search(asked)
    before = asked[: asking.start()] if asking else asked
    names = (word for word, tag in tagged_words(before) if tag in _NAMING_TAGS - {"t"})
    return any(len(name) > 1 and not names_every_matter(name) for name in names)


def subject(question: str) -> str:
    """Return the subject of a question: the text before its question word, without trailing verbs.

    A question without a question word is shortened in the same way. At least one word is kept; if there is none, the
    result is the question without its opening (请问) and its end mark.
    """
    text = _END.sub("", re.sub(r"^(?:请问|那么?|告诉我)[，,]?", "", question.strip()))
    asking = _ASKING.search(text, 1)
    about = (text[: asking.start()] if asking else text).strip("，, ")
    words = list(tagged_words(about))
    while len(words) > 1 and (words[-1][1] in _VERB_TAGS or words[-1][0] == "多"):
        words.pop()
    return "".join(word for word, _ in words) or text


def _with_subject(pointer: re.Match[str], asked: str, about: str) -> str:
    """Return a question with the earlier subject in place of the word that points at it."""
    rest = asked[pointer.end() :]
    joint = "的" if pointer[0].endswith("的") or pointer[0] == "其" else ""
    # 该条例 after …条例 names the regulation once.
    repeated = next((size for size in range(min(len(about), len(rest)), 0, -1) if about.endswith(rest[:size])), 0)
    return f"{_OPENING.sub('', asked[: pointer.start()])}{about}{joint}{rest[repeated:]}"


def _with_slot(before: str, slot: str) -> tuple[str, ...]:
    """Return the forms of the earlier question with ``slot``, the text before 呢, in it.

    ``slot`` replaces a part of the same kind. If there is no such part, it may add a time or a condition, name
    something that the earlier subject has, or name another matter.
    """
    for kind in _SLOT_KINDS:
        if kind.fullmatch(slot):
            same = kind.search(before)
            return (f"{before[: same.start()]}{slot}{before[same.end() :]}?" if same else f"{slot}{before}?",)
    about = subject(before)
    if _tags(about) == ["v"] and _tags(slot) in (["v"], ["nr"]):
        # Another act: 旷工呢 after 迟到扣多少钱. Jieba takes some verbs for names of persons.
        return (f"{before.replace(about, slot, 1)}?",)
    alike = _most_alike(before, slot)
    # 电话呢 after 图书馆几点开门 asks for what the library has.
    if alike and (not names_every_matter(slot) or names_every_matter(before[slice(*alike)])):
        start, end = alike
        # The part may be the end of a word of which the slot has the beginning as well: 养猫 for 狗 in 养狗.
        start -= next(
            (size for size in range(min(start, len(slot) - 1), 0, -1) if before[:start].endswith(slot[:size])), 0
        )
        return (f"{before[:start]}{slot}{before[end:]}?",)
    if set(_tags(slot)) == {"t"} or _WITHIN.search(slot):
        return (f"{slot}{before}?",)
    asked = before.removeprefix(about)
    other = (f"{slot}{asked}?",) if _ASKING.search(asked) else ()
    forms = (*other, f"{about}的{slot}是什么?")
    return forms[::-1] if names_every_matter(slot) else forms


def _tags(text: str) -> list[str]:
    return [tag for _, tag in tagged_words(text)]


def _most_alike(before: str, slot: str) -> tuple[int, int] | None:
    """Return the start and end of the part of the earlier question that is most like ``slot``.

    It is the part with the same ending (确诊病例 for 疑似病例), else a noun or name of the same part of speech (福建省
    for 湖北). Returns ``None`` if there is neither.
    """
    tagged = list(tagged_words(before))
    words = [word for word, _ in tagged]
    shared = [_shared_ending(word, slot) for word in words]
    if any(shared):
        last = max(range(len(words)), key=lambda i: (shared[i], i))
        first = last
        while (
            first > 0
            and len("".join(words[first : last + 1])) < len(slot)
            and words[first - 1] not in _FUNCTION_CHARACTERS
        ):
            first -= 1
    else:
        tags = [tag for _, tag in tagged_words(slot)]
        same = [i for i, (_, tag) in enumerate(tagged) if [tag] == tags and tag in _NAMING_TAGS]
        if not same:
            return None
        first = last = same[0]
    start = len("".join(words[:first]))
    return start, start + len("".join(words[first : last + 1]))


def _shared_ending(word: str, other: str) -> int:
    """Return how many characters the endings of two words have in common."""
    alike = (a == b for a, b in zip(reversed(word), reversed(other), strict=False))
    return sum(takewhile(bool, alike))
