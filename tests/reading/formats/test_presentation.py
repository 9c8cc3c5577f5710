"""PowerPoint files."""

import io
from pathlib import Path

import pytest
from pptx import Presentation
from pptx.util import Inches

from qa.errors import ReadingError
from qa.reading import read_document


def slides() -> bytes:
    presentation, content = Presentation(), io.BytesIO()
    first = presentation.slides.add_slide(presentation.slide_layouts[1])
    first.shapes.title.text = "办事指南"
    first.placeholders[1].text = "第一步\n第二步"
    first.notes_slide.notes_text_frame.text = "口头说明"
    hidden = presentation.slides.add_slide(presentation.slide_layouts[5])
    hidden.shapes.title.text = "草稿"
    hidden._element.set("show", "0")
    last = presentation.slides.add_slide(presentation.slide_layouts[6])
    table = last.shapes.add_table(2, 2, Inches(1), Inches(1), Inches(2), Inches(1)).table
    for row, cells in enumerate((("区", "电话"), ("甲", "1"))):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    presentation.save(content)
    return content.getvalue()


@pytest.mark.parametrize("name", ["a.pptx", "a.zip", "a.ppt"])
def test_each_slide_is_a_page_with_its_title_tables_and_notes(name: str) -> None:
    document = read_document(Path("/d") / name, slides())
    assert document.text == "办事指南\n第一步\n第二步\n口头说明\n区\t电话\n甲\t1"
    assert document.pages == (0, document.text.index("区"), document.text.index("区"))
    assert [len(table.rows) for table in document.tables] == [2]
    assert document.metadata.title == "办事指南"


def test_a_damaged_file_is_refused() -> None:
    with pytest.raises(ReadingError, match=r"/d/a\.pptx"):
        read_document(Path("/d/a.pptx"), slides()[:5000])
