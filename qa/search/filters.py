"""Which documents may answer: by who issued them, when, and so on; given, or said in the question itself."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from qa.language import matching_form
from qa.types import NO_FILTERS, Filters, Metadata

_BRACKETS = str.maketrans({**dict.fromkeys("〔[（(【", "("), **dict.fromkeys("〕]）)】", ")")})
_YEAR = r"(?P<year>(?:19|20)\d{2})年(?:度)?"
_PUBLISHED = r"(?:关于|发布|印发|出台|公布|下发|制定|发出|发的)"
_DOCUMENTS = r"(?:文件|通知|公告|通告|办法|规定|意见|方案|函|决定|批复|条例|政策|措施)"
_OF_A_YEAR = re.compile(rf"{_YEAR}(?:以来|内|里)?{_PUBLISHED}.*{_DOCUMENTS}")
_LEAST_ISSUER = 2


def allows(filters: Filters, document_id: int, metadata: Metadata) -> bool:
    """Return whether a document passes the filters; a document without a date fails a filter by date."""
    day = metadata.date_written or metadata.date_published
    return (
        matching_form(filters.issuer) in matching_form(metadata.issuer)
        and (filters.since is None or (day is not None and day >= filters.since))
        and (filters.until is None or (day is not None and day <= filters.until))
        and (not filters.document_number or _plain(filters.document_number) == _plain(metadata.document_number))
        and matching_form(filters.status) in matching_form(metadata.status)
        and filters.document_id in (None, document_id)
    )


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a question says of the documents that it asks for, and what remains of it without that."""

    filters: Filters
    question: str


def narrowing(question: str, issuers: Callable[[], Iterable[str]]) -> Narrowing:
    """Which documents a question asks for: who issued them, and in which year.

    Only a question that asks for documents of a year ("深圳市2019年关于…的文件") narrows the search: a year by itself
    may be what the text is about.

    Args:
        question: as typed.
        issuers: gives those of the documents of the library; asked for only where the question needs them.
    """
    found = _OF_A_YEAR.search(question)
    if not found:
        return Narrowing(NO_FILTERS, question)
    year = int(found["year"])
    before = question[: found.start()]
    issuer = _issuer(before, issuers())
    filters = Filters(issuer, date(year, 1, 1), date(year, 12, 31))
    return Narrowing(filters, before.rstrip().removesuffix(issuer) + question[found.end("year") + 1 :])


def _issuer(before: str, issuers: Iterable[str]) -> str:
    """The longest end of ``before`` with which an issuer's name begins: 深圳市 of 请问深圳市."""
    text = matching_form(before).strip()
    names: Sequence[str] = [matching_form(issuer) for issuer in issuers]
    for start in range(len(text) - _LEAST_ISSUER + 1):
        if any(name.startswith(text[start:]) for name in names):
            return before.strip()[start:]
    return ""


def _plain(number: str) -> str:
    return re.sub(r"\s", "", matching_form(number)).translate(_BRACKETS)
