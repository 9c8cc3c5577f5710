"""Lines with tabs are the rows of tables."""

import pytest

from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.formats.tab_tables import with_tab_tables


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        ("表如下：\n项目\t金额\n甲\t5元\n以上。", [["项目\t金额", "甲\t5元"]]),
        ("项目\t金额\n\t5元", [["项目\t金额", "5元"]]),
        ("一\t二\n说明\n三\t四", []),
        ("一\t二\n三\t四\n五\t六\t七\n八\t九\t十", [["一\t二", "三\t四"], ["五\t六\t七", "八\t九\t十"]]),
        ("没有表格", []),
    ],
)
def test_consecutive_rows_with_the_same_number_of_cells_are_a_table(text: str, tables: list[list[str]]) -> None:
    found = with_tab_tables(ExtractedText(text)).tables
    assert [[text[row.start : row.end] for row in table.rows] for table in found] == tables
