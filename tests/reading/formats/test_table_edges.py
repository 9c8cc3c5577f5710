"""Tables whose cells state only their left edges."""

from qa.reading.formats.table_edges import EdgedCell, aligned_rows


def test_a_wide_cell_keeps_the_next_cell_in_its_column_and_a_merged_cell_repeats_the_text_above() -> None:
    rows = [
        [EdgedCell("类别", 0), EdgedCell("标准", 1000), EdgedCell("备注", 3000)],
        [EdgedCell("居民", 4), EdgedCell("城镇", 1010), EdgedCell("12.50", 2000), EdgedCell("按户", 2990)],
        [EdgedCell("", 0, True), EdgedCell("农村", 1000), EdgedCell("8", 2000), EdgedCell("", 3000, True)],
    ]
    assert list(aligned_rows(rows)) == [
        ["类别", "标准", "", "备注"],
        ["居民", "城镇", "12.50", "按户"],
        ["居民", "农村", "8", "按户"],
    ]


def test_a_row_without_edges_has_its_cells_one_after_the_other() -> None:
    rows = [[EdgedCell("甲"), EdgedCell("乙")], [EdgedCell("丙", 0), EdgedCell("丁", 5000)]]
    assert list(aligned_rows(rows)) == [["甲", "乙"], ["丙", "丁"]]


def test_a_table_with_too_many_edges_is_not_aligned() -> None:
    rows = [[EdgedCell(str(number), 100 * row + 1000 * number) for number in range(20)] for row in range(10)]
    assert list(aligned_rows(rows)) == [[str(number) for number in range(20)]] * 10
