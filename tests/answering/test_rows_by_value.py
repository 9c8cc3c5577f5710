"""The rows of a table that share a value which the question names."""

import pytest

from qa.answering.rows_by_value import rows_by_value
from qa.answering.table_rows import table_around
from qa.types import Span

TABLE = "名称\t区域\n甲停车场\t河东区\n乙停车场\t河西区\n丙停车场\t河东区"


@pytest.mark.parametrize("question", ["河东区有哪些停车场", "河東區有哪些停車場"])
def test_the_rows_with_the_named_value_are_found_in_any_characters(question: str) -> None:
    table = table_around(TABLE, Span(0, len(TABLE)))
    assert table is not None
    found = rows_by_value(question, table)
    assert [row.cells[0].text for row, _ in found] == ["甲停车场", "丙停车场"]


def test_a_value_of_a_single_row_names_no_group() -> None:
    table = table_around(TABLE, Span(0, len(TABLE)))
    assert table is not None
    assert rows_by_value("河西区有哪些停车场", table) == ()
