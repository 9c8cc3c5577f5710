"""Which documents may answer: by who issued them, when, and so on; given, or said in the question itself."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from qa.language import matching_form
from qa.types import Metadata

_BRACKETS = str.maketrans({**dict.fromkeys("〔[（(【", "("), **dict.fromkeys("〕]）)】", ")")})
_YEAR = r"(?P<year>(?:19|20)\d{2})年(?:度)?"
_PUBLISHED = r"(?:关于|发布|印发|出台|公布|下发|制定|发出|发的)"
_DOCUMENTS = r"(?:文件|通知|公告|通告|办法|规定|意见|方案|函|决定|批复|条例|政策|措施)"
_OF_A_YEAR = re.compile(rf"{_YEAR}(?:以来|内|里)?{_PUBLISHED}.*{_DOCUMENTS}")
_LEAST_ISSUER = 2


@dataclass(frozen=True, slots=True)
class Filters:
    """What a document must be; an empty field asks for nothing."""

    issuer: str = ""
    """stands in the name of who issued it"""
    since: date | None = None
    """written, or published where it does not say, on this day or later"""
    until: date | None = None
    """likewise, on this day or earlier"""
    document_number: str = ""
    """its 文号, whatever brackets it is written with"""
    status: str = ""
    """stands in what it says of being in force"""
    document_id: int | None = None
    """its number in the library"""

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return self != Filters()

    def allow(self, document_id: int, metadata: Metadata) -> bool:
        """Whether a document is what is asked for; one without a date is not where a date is."""
        day = metadata.date_written or metadata.date_published
        return (
            matching_form(self.issuer) in matching_form(metadata.issuer)
            and (self.since is None or (day is not None and day >= self.since))
            and (self.until is None or (day is not None and day <= self.until))
            and (not self.document_number or _plain(self.document_number) == _plain(metadata.document_number))
            and matching_form(self.status) in matching_form(metadata.status)
            and self.document_id in (None, document_id)
        )


NO_FILTERS = Filters()


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


def described(filters: Filters) -> str:
    """Filters as a person reads them."""
    since, until = filters.since, filters.until
    whole_year = since and until and (since, until) == (date(since.year, 1, 1), date(since.year, 12, 31))
    parts = (
        f"发布机构含“{filters.issuer}”" if filters.issuer else "",
        f"{since.year}年" if since and whole_year else "",
        f"{since.isoformat()} 起" if since and not whole_year else "",
        f"到 {until.isoformat()}" if until and not whole_year else "",
        f"文号 {filters.document_number}" if filters.document_number else "",
        f"状态含“{filters.status}”" if filters.status else "",
    )
    return "，".join(part for part in parts if part)


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
