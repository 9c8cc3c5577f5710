"""CSV files."""

from pathlib import Path

import pytest

from qa.chunking import passages
from qa.reading import read_document
from qa.types import Document


def texts(document: Document, limit: int = 480) -> list[str]:
    return [document.text[p.span.start : p.span.end] for p in passages(document, limit)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_row_of_a_csv_file_is_a_passage(encoding: str, delimiter: str) -> None:
    rows = [
        ["问题", "答案", "部门"],
        ["几点开门？", '周一至周五"九点"', "大厅"],
        ["", "", ""],
        ["在哪里？", "一楼\n东侧", ""],
    ]
    quoted = "\r\n".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    document = read_document(Path("/d/常见问题.csv"), quoted.encode(encoding))
    assert texts(document) == [
        '问题：几点开门？\n答案：周一至周五"九点"\n部门：大厅',
        "问题：在哪里？\n答案：一楼 东侧",
    ]
    assert [p.heading_path for p in passages(document, 480)] == [("第 2 行",), ("第 4 行",)]
    assert document.metadata.title == "常见问题"
