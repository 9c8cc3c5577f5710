"""Find the two things of a kind that a question names together: 内部凭证和外部凭证有什么区别."""

import re
from dataclasses import dataclass

_JOINED = re.compile(r"^(?P<left>[^和跟与及、]{2,30})(?:和|跟|与|及|以及|、)(?P<right>[^和跟与及、]{3,40})$")
_LONGEST_NAME = 8
_ASKS_DIFFERENCE = re.compile(
    r"(?:区别|不同|差别|差异|不一样|异同|(?<=[的么啥何])分别)(?:点|之处|是什么|[是在]?哪[里儿些]?|有哪些|[吗么呢])*[?？。\s]*$"
)
"""matches a question for a difference, but not 根据不同特点怎样防护"""


@dataclass(frozen=True, slots=True)
class PairOfThings:
    """Two things with what a question says before and after them."""

    before: str
    first: str
    second: str
    after: str


def pair_of_things(question: str) -> PairOfThings | None:
    """Return the two things that a clause joins with a word such as 和, or ``None`` if it joins none.

    The names must be equally long and end alike (一线城市, 三线城市), because only this shows where they begin and end.

    Args:
        question: a question of one clause.
    """
    joined = _JOINED.match(question)
    if joined is None:
        return None
    left, right = joined["left"], joined["right"]
    for size in range(min(len(left) - 1, _LONGEST_NAME - 1), 0, -1):
        place = right.find(left[-size:], 1, _LONGEST_NAME)
        end = place + size
        if place > 0 and end <= len(left):
            return PairOfThings(left[:-end], left[-end:], right[:end], right[end:])
    return None


def compared_things(question: str) -> tuple[str, ...]:
    """Return the names of the two things whose difference a question asks for; none for another question.

    Args:
        question: the form of the question that is searched for.
    """
    if not _ASKS_DIFFERENCE.search(question):
        return ()
    pair = pair_of_things(question)
    return (pair.first, pair.second) if pair else ()
