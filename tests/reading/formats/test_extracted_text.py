"""Lines joined to a text with the spans that the format marks."""

from qa.reading.formats.extracted_text import Line, join_lines


def test_headings_and_table_rows_are_spans_of_the_text() -> None:
    lines = [
        Line("总则", level=1),
        Line("区\t电话", table=1),
        Line("\t123", table=1),
        Line("甲\t乙", table=2),
        Line("完"),
    ]
    extracted = join_lines(lines, "标题")
    assert extracted.text == "总则\n区\t电话\n\t123\n甲\t乙\n完"
    assert extracted.title == "标题"
    assert [(extracted.text[h.span.start : h.span.end], h.level) for h in extracted.headings] == [("总则", 1)]
    assert [[extracted.text[r.start : r.end] for r in table.rows] for table in extracted.tables] == [
        ["区\t电话", "123"]
    ]
