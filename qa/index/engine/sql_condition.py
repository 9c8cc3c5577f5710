"""A condition as SQL over the store's table ``documents``."""

from qa.index.condition import Clause, Condition, Field, Operator

_DATE = "coalesce(d.date_written, d.date_published)"
_COMPARISONS = {
    (Field.DOCUMENT_ID, Operator.EQUALS): "d.id = ?",
    (Field.DATE, Operator.AT_LEAST): f"{_DATE} >= ?",
    (Field.DATE, Operator.AT_MOST): f"{_DATE} <= ?",
    # Many documents share an issuer or a status, so the comparable form is computed once for each distinct text.
    (Field.ISSUER, Operator.CONTAINS): (
        "d.issuer IN (SELECT issuer FROM (SELECT DISTINCT issuer FROM documents) "
        "WHERE instr(matching_form(issuer), ?) > 0)"
    ),
    (Field.STATUS, Operator.CONTAINS): (
        "d.status IN (SELECT status FROM (SELECT DISTINCT status FROM documents) "
        "WHERE instr(matching_form(status), ?) > 0)"
    ),
    (Field.DOCUMENT_NUMBER, Operator.EQUALS): "document_number_form(d.document_number) = ?",
}


def sql_condition(condition: Condition) -> tuple[str, tuple[str | int, ...]]:
    """Return an SQL expression over ``documents AS d``, and the values of its question marks.

    The database must know the functions ``matching_form`` and ``document_number_form``
    (:class:`qa.index.store.Database`).

    Raises:
        ValueError: a clause has an operator that its field does not support.
    """
    expressions = [_expression(clause) for clause in condition.clauses]
    return " AND ".join(expressions) or "1", tuple(clause.value for clause in condition.clauses)


def _expression(clause: Clause) -> str:
    try:
        return _COMPARISONS[clause.field, clause.operator]
    except KeyError:
        raise ValueError(f"no SQL for {clause.field} {clause.operator}") from None
