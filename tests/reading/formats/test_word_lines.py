"""The lines of Word files: tables, text boxes, tracked rows."""

from tests.reading.formats.word_files import numbered, paragraph, run, text_of, word_of


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def test_deleted_and_hidden_rows_and_deleted_cells_are_left_out() -> None:
    word = word_of(
        table(
            row(cell("等级"), cell("上限")),
            row(cell("甲"), cell("14"), cell("旧", '<w:cellDel w:id="1" w:author="a"/>')),
            row(cell("乙"), cell("8"), properties='<w:del w:id="2" w:author="a"/>'),
            row(cell("丙"), cell("5"), properties="<w:hidden/>"),
            row(cell("丁"), cell("3"), properties='<w:ins w:id="3" w:author="a"/>'),
        )
    )
    assert text_of(word) == "等级\t上限\n甲\t14\n丁\t3"


def test_columns_skipped_before_a_row_stay_empty() -> None:
    word = word_of(
        table(
            row(cell("甲"), cell("乙"), cell("丙")),
            row(cell("1"), cell("2"), properties='<w:gridBefore w:val="1"/>'),
        )
    )
    assert text_of(word) == "甲\t乙\t丙\n\t1\t2"


def test_a_deleted_text_box_is_left_out() -> None:
    box = "<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>".format(paragraph(run("文本框")))
    assert text_of(word_of(paragraph(run("甲"), box))) == "甲\n文本框"
    assert text_of(word_of(paragraph(run("甲"), f'<w:del w:id="1" w:author="a">{box}</w:del>'))) == "甲"


def test_the_number_stands_before_the_first_line_with_text() -> None:
    definition = '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    numbers = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    word = word_of(
        numbered("甲").replace("<w:r>", "<w:r><w:br/></w:r><w:r>"), numbered("乙"), numbering=definition + numbers
    )
    assert text_of(word) == "1. 甲\n2. 乙"
