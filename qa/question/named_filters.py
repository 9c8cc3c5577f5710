"""Filters that a question names itself: the 文号, or the issuer and the year of the documents it asks for."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from qa.language import letters, matching_form
from qa.language.official import DOCUMENT_NUMBER, YEAR
from qa.types import NO_FILTERS, Filters

_PUBLISHED = r"(?:关于|发布|印发|出台|公布|下发|制定|发出|发的)"
_DOCUMENTS = r"(?:文件|通知|公告|通告|办法|规定|意见|方案|函|决定|批复|条例|政策|措施)"
_DOCUMENTS_OF_A_YEAR = re.compile(rf"(?P<year>{YEAR})年(?:度)?(?:以来|内|里)?{_PUBLISHED}.*{_DOCUMENTS}")
_SHORTEST_ISSUER = 2
NAMED_NUMBER = (
    r"(?:请问|你好|我?想(?:知道|了解|问)|根据|依据|依照|按照|关于|违反|执行|[按在查看,，\s]){0,3}"
    rf"(?P<number>{DOCUMENT_NUMBER})"
)
"""regular expression of a 文号 in a question, after the words that lead to it: 请问根据东府〔2020〕12号"""
_NUMBER = re.compile(rf"{NAMED_NUMBER}(?:文件|文)?[的中里规定,，]*")
"""matches :data:`NAMED_NUMBER` with the words that follow the 文号: 文的规定"""


@dataclass(frozen=True, slots=True)
class NamedFilters:
    """The filters that a question names, and the rest of the question."""

    filters: Filters
    question: str
    """the question without the words that name the filters; the whole question if nothing else in it has letters"""


def named_filters(question: str, issuers: Callable[[], Iterable[str]]) -> NamedFilters:
    """Find the filters that a question names: a 文号, or the issuer and the year of the documents that it asks for.

    A year counts only in a question for the documents of that year ("深圳市2019年关于…的文件"), because a year alone
    may be a subject. The issuer stands directly before the year and may be missing. Without a 文号 or such a year, the
    filters are empty.

    Args:
        question: the text that the user typed.
        issuers: returns the issuers of the library's documents; called only if the question names a year.
    """
    if numbered := _NUMBER.search(question):
        rest = f"{question[: numbered.start()]}{question[numbered.end() :]}"
        return NamedFilters(Filters(document_number=numbered["number"]), rest if letters(rest) else question)
    found = _DOCUMENTS_OF_A_YEAR.search(question)
    if not found:
        return NamedFilters(NO_FILTERS, question)
    year = int(found["year"])
    before = question[: found.start()]
    issuer = _issuer_at_end(before, issuers())
    filters = Filters(issuer, date(year, 1, 1), date(year, 12, 31))
    return NamedFilters(filters, before.rstrip().removesuffix(issuer) + question[found.end("year") + 1 :])


def _issuer_at_end(text: str, issuers: Iterable[str]) -> str:
    """Return the longest ending of a text with which the name of an issuer begins: 深圳市 in 请问深圳市; else empty."""
    folded = matching_form(text).strip()
    names = [matching_form(issuer) for issuer in issuers]
    for start in range(len(folded) - _SHORTEST_ISSUER + 1):
        if any(name.startswith(folded[start:]) for name in names):
            return text.strip()[start:]
    return ""
