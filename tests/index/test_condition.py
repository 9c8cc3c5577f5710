"""Filters as conditions."""

from datetime import date

import pytest

from qa.index.condition import Clause, Condition, Field, Operator, condition_from, document_number_form
from qa.types import NO_FILTERS, Filters


def test_no_filters_make_no_condition() -> None:
    assert condition_from(NO_FILTERS) == Condition()
    assert not condition_from(NO_FILTERS)


@pytest.mark.parametrize(
    ("filters", "clause"),
    [
        (Filters(issuer="深圳市ＡＰＰ辦"), Clause(Field.ISSUER, Operator.CONTAINS, "深圳市app办")),
        (Filters(status="有效"), Clause(Field.STATUS, Operator.CONTAINS, "有效")),
        (Filters(since=date(2019, 1, 2)), Clause(Field.DATE, Operator.AT_LEAST, "2019-01-02")),
        (Filters(until=date(2019, 1, 2)), Clause(Field.DATE, Operator.AT_MOST, "2019-01-02")),
        (Filters(document_id=7), Clause(Field.DOCUMENT_ID, Operator.EQUALS, 7)),
        (
            Filters(document_number="深府〔2019〕 1号"),
            Clause(Field.DOCUMENT_NUMBER, Operator.EQUALS, "深府(2019)1号"),
        ),
    ],
)
def test_each_filter_becomes_a_clause_in_its_comparable_form(filters: Filters, clause: Clause) -> None:
    assert condition_from(filters) == Condition((clause,))


def test_every_filter_becomes_a_clause() -> None:
    day = date(2019, 1, 2)
    filters = Filters("市府", day, day, "深府〔2019〕1号", "有效", 7)
    assert len(condition_from(filters).clauses) == 6


@pytest.mark.parametrize("number", ["深府〔2019〕1号", "深府[2019]1号", "深府（2019）1号", "深府【2019】 1号"])
def test_a_document_number_is_the_same_in_any_brackets(number: str) -> None:
    assert document_number_form(number) == "深府(2019)1号"
