"""The filters of a question."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Filters:
    """Restrictions on the documents that may answer; an empty field restricts nothing."""

    issuer: str = ""
    """a part of the issuer's name"""
    since: date | None = None
    """the first day allowed for a document's ``date_written`` or, if it is not stated, ``date_published``; a document
    without either date is excluded"""
    until: date | None = None
    """the last day allowed for the date that ``since`` restricts; a document without a date is excluded here too"""
    document_number: str = ""
    """the whole 文号, in any kind of brackets"""
    status: str = ""
    """a part of the status, such as 有效"""
    document_id: int | None = None
    """the document's number in the library"""

    def __bool__(self) -> bool:
        """Whether any field restricts the documents."""
        return self != NO_FILTERS


NO_FILTERS = Filters()
