"""Filter the list of a library's documents."""

from collections.abc import Iterable

from qa.index import condition_from
from qa.index.condition import Clause, Field, Operator, document_number_form
from qa.language import matching_form
from qa.types import DocumentSummary, Filters, Metadata


def filtered_documents(
    documents: Iterable[DocumentSummary], filters: Filters, text: str = ""
) -> tuple[DocumentSummary, ...]:
    """Return the documents that pass filters, newest first.

    The filters work as in a question (:class:`qa.types.Filters`).

    Args:
        documents: the documents of the library, oldest first.
        filters: restrictions.
        text: keep only documents with this text in the title, issuer, 文号, status or file name.
    """
    clauses, wanted = condition_from(filters).clauses, matching_form(text)
    found = [
        document
        for document in documents
        if all(_fulfils(document, clause) for clause in clauses) and wanted in _searched(document)
    ]
    return tuple(reversed(found))


def _fulfils(document: DocumentSummary, clause: Clause) -> bool:
    value = _value(document, clause.field)
    if value is None:
        return False
    match clause.operator:
        case Operator.EQUALS:
            return value == clause.value
        case Operator.CONTAINS:
            return str(clause.value) in str(value)
        case Operator.AT_LEAST:
            return str(value) >= str(clause.value)
        case Operator.AT_MOST:
            return str(value) <= str(clause.value)


def _value(document: DocumentSummary, field: Field) -> str | int | None:
    """Return a field of a document in the form that conditions compare; ``None`` for a missing date."""
    meta = document.metadata
    match field:
        case Field.DOCUMENT_ID:
            return document.id
        case Field.ISSUER:
            return matching_form(meta.issuer)
        case Field.DOCUMENT_NUMBER:
            return document_number_form(meta.document_number)
        case Field.STATUS:
            return matching_form(meta.status)
        case Field.DATE:
            return _day(meta)


def _day(meta: Metadata) -> str | None:
    day = meta.date_written or meta.date_published
    return day.isoformat() if day else None


def _searched(document: DocumentSummary) -> str:
    meta = document.metadata
    name = document.source.rpartition("/")[2]
    return matching_form("\n".join((meta.title, meta.issuer, meta.document_number, meta.status, name)))
