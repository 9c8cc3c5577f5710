"""Describe filters in words."""

from typing import NamedTuple

from qa.types import Filters


class FilterWords(NamedTuple):
    """The wording of filters in one language; ``{}`` marks the place of a value."""

    issuer: str
    year: str
    since: str
    until: str
    document_number: str
    status: str
    separator: str


CHINESE_FILTERS = FilterWords("发布机构含“{}”", "{}年", "{} 起", "到 {}", "文号 {}", "状态含“{}”", "，")


def filters_text(filters: Filters, words: FilterWords = CHINESE_FILTERS) -> str:
    """Describe filters on one line; a whole calendar year is named as a year.

    ``document_id`` is not described. The result is empty if no other filter is set.
    """
    since, until = filters.since, filters.until
    is_year = since and until and (since.month, since.day, until.month, until.day) == (1, 1, 12, 31)
    year = since.year if since and until and is_year and since.year == until.year else None
    parts = (
        words.issuer.format(filters.issuer) if filters.issuer else "",
        words.year.format(year) if year else "",
        words.since.format(since.isoformat()) if since and not year else "",
        words.until.format(until.isoformat()) if until and not year else "",
        words.document_number.format(filters.document_number) if filters.document_number else "",
        words.status.format(filters.status) if filters.status else "",
    )
    return words.separator.join(part for part in parts if part)
