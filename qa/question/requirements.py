"""The quantities of a question that an answer must meet: years, dates, numbers, articles, amounts, codes."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from qa.language import matching_form
from qa.language.official import Quantity, QuantityKind, quantities

_QUOTED = re.compile('《[^》]*》|“[^”]*”|"[^"]*"')
_COMPARED_BEFORE = re.compile(r"(?:超过|不[到足满]|未满|[大小高低多少]于|至[少多]|最[多少高低]|[满近约]|达到?)$")
_COMPARED_AFTER = re.compile(r"(?:以上|以下|以内|以外|之内|左右|上下|后|前|内|起|多)")
_CONDITIONS = frozenset(("岁", "人", "户", "年", "月", "周", "天", "小时"))
"""units in which people describe their situation (岁, 工作三个月); the rule that answers states a range instead"""

_BARE_YEAR = re.compile(
    r"(?<!\S)(?:19[5-9]\d|200[1-9]|20[1-3]\d)"
    r"(?=$|\s+(?![年月日元%万亿号])|(?![年月日元块%万亿千百个名人家户项次号公平立亩吨米字])[\u4e00-\u9fff])"
)
"""matches a year without 年 among the words of a search: 2020 新增就业; 2000 is rather an amount"""


@lru_cache(maxsize=100)
def requirements(question: str) -> tuple[Quantity, ...]:
    """Return the quantities of a question that its answer must meet; cached, because several steps need them.

    Quantities in quotation marks or in a document's title are left out as parts of a name. Amounts for comparison
    ("超过5000万元的项目") are left out because other values meet them, and so are amounts in the units of
    :data:`_CONDITIONS`.

    Args:
        question: the text that the user typed.
    """
    text = _QUOTED.sub(lambda match: " " * len(match[0]), matching_form(question))
    found = sorted((*quantities(text), *_bare_years(text)), key=lambda quantity: quantity.start)
    return tuple(quantity for quantity in found if not _is_compared(text, quantity))


def without_requirements(question: str) -> str:
    """Return a question, in matching form, with a blank in place of each quantity that its answer must meet."""
    text = matching_form(question)
    for quantity in reversed(requirements(question)):
        text = f"{text[: quantity.start]} {text[quantity.end :]}"
    return text


def _bare_years(text: str) -> Iterator[Quantity]:
    for match in _BARE_YEAR.finditer(text):
        year = (Decimal(match[0]),)
        yield Quantity(QuantityKind.YEAR, "", year, year, match.start(), match.end(), match[0])


def _is_compared(text: str, quantity: Quantity) -> bool:
    if quantity.kind is not QuantityKind.AMOUNT:
        return False
    return (
        quantity.unit in _CONDITIONS
        or _COMPARED_BEFORE.search(text[: quantity.start]) is not None
        or _COMPARED_AFTER.match(text, quantity.end) is not None
    )
