"""Tables of records: each row is a passage with the column names."""

from pathlib import Path

import pytest

from qa.chunking import passages
from qa.errors import ReadingError
from qa.reading import read_document
from tests.reading.formats.excel_files import saved, texts


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_lines_above_the_column_names_are_a_record_of_their_own(encoding: str) -> None:
    table = "深圳市常见问题汇总\n更新日期：2020-05-01\n\n序号,问题,答案\n1,几点开门？,九点\n2,在哪里？,一楼\n"
    document = read_document(Path("/d/a.csv"), table.encode(encoding))
    assert document.metadata.title == "深圳市常见问题汇总"
    assert texts(document) == [
        "深圳市常见问题汇总\n更新日期：2020-05-01",
        "序号：1\n问题：几点开门？\n答案：九点",
        "序号：2\n问题：在哪里？\n答案：一楼",
    ]


@pytest.mark.parametrize(
    ("above", "merged"),
    [
        (["制表单位：市府办", None, "2020年"], []),
        (["市府办", None, "2020年"], []),
        (["制表单位：市府办", None, "2020年5月", None], ["A2:B2", "C2:D2"]),
    ],
)
def test_the_author_and_date_of_a_table_are_not_column_names(above: list[object], merged: list[str]) -> None:
    rows: list[list[object]] = [
        ["窗口一览表"],
        above,
        ["窗口", "电话", "备注", "邮箱"],
        ["一号", "111", "无", "a@b.cn"],
    ]
    document = read_document(Path("/d/a.xlsx"), saved(rows, merged))
    assert texts(document) == [
        "窗口一览表\n" + " ".join(str(cell) for cell in above if cell),
        "窗口：一号\n电话：111\n备注：无\n邮箱：a@b.cn",
    ]


def test_a_name_over_columns_leaves_a_gap_in_a_csv_file_and_is_no_second_header_in_a_sheet() -> None:
    table: list[list[object]] = [["类别", "标准", None, "备注"], ["居民", "城镇", "12.50", "按户"]]
    content = "\n".join(",".join(str(cell or "") for cell in row) for row in table)
    assert texts(read_document(Path("/d/a.csv"), content.encode())) == ["类别：居民\n标准：城镇\n12.50\n备注：按户"]
    document = read_document(Path("/d/a.xlsx"), saved(table, ["B1:C1"]))
    assert texts(document) == ["类别：居民\n标准：城镇\n标准：12.50\n备注：按户"]


def test_a_column_without_a_name_leaves_the_other_names_in_place() -> None:
    rows: list[list[object]] = [[None, "姓名", "电话"], [1, "张三", "111"], [2, "李四", "222"]]
    assert texts(read_document(Path("/d/a.xlsx"), saved(rows))) == [
        "1\n姓名：张三\n电话：111",
        "2\n姓名：李四\n电话：222",
    ]


def test_every_part_of_a_long_record_names_its_question_and_field() -> None:
    document = read_document(Path("/d/a.csv"), f"问题,答案\n甲？,{'答案的一句。' * 50}".encode())
    cut = passages(document, 100)
    assert len(cut) > 1
    assert cut[0].heading_path == ("第 2 行",)
    assert {passage.heading_path for passage in cut[1:]} == {("第 2 行", "问题：甲？", "答案")}


@pytest.mark.parametrize(
    ("name", "content"), [("a.csv", b"only,names"), ("a.xlsx", b"no table"), ("a.xlsx", b"PK\x03\x04")]
)
def test_a_file_that_is_not_a_table_is_refused_by_name(name: str, content: bytes) -> None:
    with pytest.raises(ReadingError, match=name.replace(".", r"\.")):
        read_document(Path("/d") / name, content)
