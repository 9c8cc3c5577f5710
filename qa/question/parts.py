"""Split a question that asks several things into parts: 放几天假，值班电话多少."""

import re
from collections.abc import Sequence

from qa.language import matching_form
from qa.question.features import QuestionFeatures
from qa.question.follow_up import standalone_forms, subject
from qa.question.own_subject import lacks_subject
from qa.question.pair_of_things import compared_things, pair_of_things

_SEPARATOR = re.compile(
    r"[，,；;？?！!。]+(?:另外|还有|以及|并且|同时|然后|那么?)?[，,]?|(?<=[吗呢么少])\s+"
    r"|(?<=[\u4e00-\u9fff])(?:和|以及)(?=[要需得能]|可以|多[久长]|怎么|如何|[去在]哪|几[天年个点]|有?什么|有哪些)"
)
"""matches between parts: punctuation, a blank after a word that ends a question, 和 or 以及 before a word that asks"""
_ASKS = re.compile(
    r"什么|啥|多少|几|谁|哪|怎么|怎样|咋|如何|何时|何地|多[久长大高远]|吗$|么$|呢$|是否|[能可]否|能不能|可不可以|要不要|用不用"
    r"|行不行|会不会|有没有|([\u4e00-\u9fff])不\1|告诉我"
)
_ASKING_WORD = re.compile("什么|啥|多少|几|谁|哪|怎么|怎样|咋|如何|何时|何地")
_NO_QUESTION = re.compile(
    r"(?:好几|几乎|哪怕|谁都|怎么也)|^(?:那|这)?(?:个)?啥$|^(?:那|该|要)?(?:怎么|咋)(?:办|算|弄|说|整|样|回事)[呢啊]?$"
    r"|说给我听|^(?:能不能|可不可以|可否|能否)?(?:帮我|给我|请)?(?:说|讲|介绍|列|告诉)"
)
_TITLE_OR_QUOTE = re.compile(r"《[^》]*》|“[^”]*”|（[^）]*）|\([^)]*\)")
_YEARS = re.compile(
    r"(?<!\d)(?P<first>(?:19|20)\d{2})年?(?:[、,，和与跟及]|以及)(?P<second>(?:19|20)\d{2})年?(?!\d)(?P<joint>的|度)?"
)
_SHORT_YEARS = re.compile(r"(?<!\d)(?P<first>\d{2})年(?:[、,，和与跟及]|以及)(?P<second>\d{2})年(?P<joint>的|度)?")
_EACH = re.compile(r"各自|各(?=[要能是为有需得应可多几罚给该])|分别")
_REFERS = re.compile(r"(?:那么?)?(?:[它他她]们?|[该此]|[这那](?:个|家|项|次|些))")
"""the beginning of a part that refers to the subject of the one before it"""
_OR = re.compile(r"和|或者?|跟|与|、|还是")
_WHICH_MORE = re.compile(r"(?:[得是都的](?:不是)?)?一样[多少高低大长久][吗么]?|(?:哪个|谁)更?[多少高低大长久]")
"""words that compare the amounts of two things: 罚得一样多吗"""
_WHICH_YEAR = re.compile(r"哪一?年(?P<asked>[^，,。]*?)的?(?:更|最|比较)?[多少高低大长](?=[呢啊些点?？]*$)")
"""words that compare the amounts of two years: 哪年计划的多"""
_CASE = re.compile("呢[?？]*$")
_MOST_PARTS = 4
_SHORTEST = 2
_SHORTEST_SUBJECT = 3
_OWN_SUBJECT = 6
"""number of character bigrams from which a part is taken to name its own subject"""


def question_parts(question: str) -> tuple[str, ...]:
    """Split a question that asks several things into parts, each worded so that it can be searched alone.

    A later part that names no subject of its own gets the subject of the first part. Each part has one wording only,
    because searching for several wordings of each part would take long. The result is empty if the question asks one
    thing, has more than four parts, or changes its length when it is brought to its matching form.

    Args:
        question: the text that the user typed.
    """
    if len(matching_form(question)) != len(question):
        return ()
    clauses = _clauses(question)
    asking = [place for place, clause in enumerate(clauses) if _asks(clause)]
    if len(asking) < 2:
        return _of_years(question) or _of_each(clauses, asking) or _of_pair(clauses)
    if len(asking) > _MOST_PARTS:
        return ()
    above = "，".join(clauses[: asking[0]])
    first = clauses[asking[0]]
    parts = [f"{above}，{first}" if above else first]
    begins = asking[0] + 1
    for place in asking[1:]:
        # A clause that asks nothing between two that ask is the beginning of the second.
        parts.append(_standalone("，".join(clauses[begins : place + 1]), above, first))
        begins = place + 1
    return tuple(dict.fromkeys(parts))


def _standalone(own: str, above: str, first: str) -> str:
    """Return a later part of a question with the subject that it leaves out.

    Args:
        own: the part.
        above: the clauses before the first clause that asks; may be empty.
        first: the first clause that asks.
    """
    if _CASE.search(own) and not _ASKING_WORD.search(own):
        # 拿假证坐呢 asks of another case what the first part asks.
        return standalone_forms(own, [f"{above}，{first}" if above else first])[0]
    if len(QuestionFeatures(own).bigrams) >= _OWN_SUBJECT:
        return own
    if _REFERS.match(own):
        return standalone_forms(own, [first])[0]
    about = above or subject(first)
    if len(about) < _SHORTEST_SUBJECT and lacks_subject(own):
        return f"{first}，{own}"
    return f"{about}，{own}" if len(about) >= _SHORTEST_SUBJECT else own


def _clauses(question: str) -> Sequence[str]:
    """Return the clauses of a question; titles and quotations stay whole."""
    covered = _TITLE_OR_QUOTE.sub(lambda match: "\0" * len(match[0]), question)
    clauses, start = [], 0
    for match in _SEPARATOR.finditer(covered):
        clauses.append(question[start : match.start()].strip())
        start = match.end()
    clauses.append(question[start:].strip())
    return [clause for clause in clauses if len(clause) >= _SHORTEST]


def _asks(clause: str) -> bool:
    return not _NO_QUESTION.search(clause) and _ASKS.search(clause) is not None


def _of_years(question: str) -> tuple[str, ...]:
    """Return a question about two years as two questions, one for each year: 2016年和2017年的增长目标; else empty."""
    found = _YEARS.search(question) or _SHORT_YEARS.search(question)
    if found is None:
        return ()
    before = question[: found.start()]
    after = _WHICH_YEAR.sub(r"\g<asked>多少", question[found.end() :])
    after = re.sub(r"^(?:各自?|分别)|(?:分别|各自?)(?=[是为有])|哪一?年", "", after)
    years = (year if len(year) == 4 else f"20{year}" for year in (found["first"], found["second"]))
    return tuple(f"{before}{year}年{found['joint'] or ''}{after}" for year in years)


def _of_each(clauses: Sequence[str], asking: Sequence[int]) -> tuple[str, ...]:
    """Return a question about each of two things as two questions, one for each thing: 死亡或者搬家的，各要几天内去办.

    The things stand in the clause before the one that asks. The result is empty for another question.
    """
    if len(asking) != 1 or asking[0] == 0:
        return ()
    asked = _WHICH_MORE.sub("多少", clauses[asking[0]])
    if asked == clauses[asking[0]] and not _EACH.search(asked):
        return ()
    above = clauses[asking[0] - 1]
    joint = _OR.search(above)
    if joint is None or joint.start() < 1 or joint.end() >= len(above):
        return ()
    asked = _EACH.sub("", asked)
    return tuple(f"{thing}，{asked}" for thing in (above[: joint.start()], above[joint.end() :]))


def _of_pair(clauses: Sequence[str]) -> tuple[str, ...]:
    """Return a question about each of two things of a kind as two questions: 一线城市和三线城市的补贴各多少.

    The things stand in the clause that asks. The result is empty for another question.
    """
    is_pair = len(clauses) == 1 and _EACH.search(clauses[0]) and not compared_things(clauses[0])
    pair = pair_of_things(clauses[0]) if is_pair else None
    if pair is None:
        return ()
    asked = _EACH.sub("", pair.after)
    return tuple(f"{pair.before}{thing}{asked}" for thing in (pair.first, pair.second))
