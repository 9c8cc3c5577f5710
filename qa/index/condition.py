"""Conditions on documents, passed to an engine.

A condition is a conjunction of clauses. A clause compares one field of a document with a value. An engine compiles the
condition to its own form, such as an SQL expression or a set of ids.
"""

from dataclasses import dataclass
from enum import StrEnum

from qa.language import matching_form
from qa.language.official import with_round_brackets, without_blanks
from qa.types import Filters


class Field(StrEnum):
    """A field of a document that a condition can name."""

    DOCUMENT_ID = "document_id"
    """the document's number in the library"""
    ISSUER = "issuer"
    """the issuer in its matching form (:func:`qa.language.matching_form`)"""
    DOCUMENT_NUMBER = "document_number"
    """the 文号 in its comparable form (:func:`document_number_form`)"""
    STATUS = "status"
    """the status in its matching form"""
    DATE = "date"
    """``date_written``, else ``date_published``, as ISO 8601; a document with neither fulfils no clause on the date"""


class Operator(StrEnum):
    """The comparison of a field with a value."""

    EQUALS = "="
    CONTAINS = "contains"
    AT_LEAST = ">="
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Clause:
    """One comparison of a condition. The value must be in the form that :class:`Field` states for the field."""

    field: Field
    operator: Operator
    value: str | int


@dataclass(frozen=True, slots=True)
class Condition:
    """A conjunction of clauses; without clauses it is true for every document."""

    clauses: tuple[Clause, ...] = ()

    def __bool__(self) -> bool:
        """Return whether the condition has clauses."""
        return bool(self.clauses)


EVERY_DOCUMENT = Condition()


def condition_from(filters: Filters) -> Condition:
    """Return filters as a condition, with every value in the form that :class:`Field` states."""
    clauses = []
    if filters.document_id is not None:
        clauses.append(Clause(Field.DOCUMENT_ID, Operator.EQUALS, filters.document_id))
    if filters.issuer:
        clauses.append(Clause(Field.ISSUER, Operator.CONTAINS, matching_form(filters.issuer)))
    if filters.document_number:
        number = document_number_form(filters.document_number)
        clauses.append(Clause(Field.DOCUMENT_NUMBER, Operator.EQUALS, number))
    if filters.status:
        clauses.append(Clause(Field.STATUS, Operator.CONTAINS, matching_form(filters.status)))
    if filters.since is not None:
        clauses.append(Clause(Field.DATE, Operator.AT_LEAST, filters.since.isoformat()))
    if filters.until is not None:
        clauses.append(Clause(Field.DATE, Operator.AT_MOST, filters.until.isoformat()))
    return Condition(tuple(clauses))


def document_number_form(number: str) -> str:
    """Return a 文号 in matching form (:func:`qa.language.matching_form`), without blanks and with round brackets.

    So 〔2020〕 and [2020] are equal.
    """
    return with_round_brackets(without_blanks(matching_form(number)))
