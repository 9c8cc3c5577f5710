"""Questions in CSV and Excel files."""

from pathlib import Path

import openpyxl
import pytest

from qa.errors import QuestionSetError
from qa.evaluation import read_questions

HEADER = "编号,问题,答案,文件\n"


def _write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    text = f"{HEADER}1,企业开办几天?,4天|四天,函.txt\n\n2,地铁几点停运?,,\n"
    first, second = read_questions(_write(tmp_path, "q.csv", text.encode(encoding)))
    assert (first.id, first.text, first.answers, first.documents) == (
        "1",
        "企业开办几天?",
        ("4天", "四天"),
        ("函.txt",),
    )
    assert (second.answers, second.documents) == ((), ())


def test_answers_are_unknown_in_a_table_without_an_answer_column(tmp_path: Path) -> None:
    (question,) = read_questions(_write(tmp_path, "q.csv", "Question\n企业开办几天?\n"))
    assert question.answers is None


def test_an_excel_file_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    for row in (["问题", "标准答案"], ["企业开办几天?", 4], [None, None], ["几点?", None]):
        sheet.append(row)
    book.save(tmp_path / "q.xlsx")
    first, second = read_questions(tmp_path / "q.xlsx")
    assert (first.answers, second.answers, second.id) == (("4",), (), "4")


@pytest.mark.parametrize("header", ["問題,答案", "问题内容,答案", "问题（必填）,答案(可空)"])
def test_header_names_have_variants(tmp_path: Path, header: str) -> None:
    (question,) = read_questions(_write(tmp_path, "q.csv", f"{header}\n几天?,四天\n"))
    assert (question.text, question.answers) == ("几天?", ("四天",))


def test_an_answer_cell_is_none_or_empty_or_unknown(tmp_path: Path) -> None:
    rows = "问题,答案,文件\n甲?,无,函.txt\n乙?,,\n丙?,,函.txt\n"
    assert [q.answers for q in read_questions(_write(tmp_path, "q.csv", rows))] == [(), (), None]


def test_a_row_without_an_id_gets_an_id_of_its_own(tmp_path: Path) -> None:
    rows = "编号,问题\n3,甲?\n,乙?\n"
    assert [question.id for question in read_questions(_write(tmp_path, "q.csv", rows))] == ["3", "第 3 行"]


def test_ids_of_several_sheets_begin_with_the_name_of_the_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("甲", "乙"):
        sheet = book.create_sheet(name)
        for row in (["编号", "问题"], [1, f"{name}?"]):
            sheet.append(row)
    book.save(tmp_path / "q.xlsx")
    assert [question.id for question in read_questions(tmp_path / "q.xlsx")] == ["甲 1", "乙 1"]


def test_a_formula_without_a_stored_value_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    for row in (["问题", "答案"], ["几天?", '=CONCAT("四","天")']):
        sheet.append(row)
    book.save(tmp_path / "q.xlsx")
    with pytest.raises(QuestionSetError, match=r"公式还没有算出值.*B2"):
        read_questions(tmp_path / "q.xlsx")


def test_ten_thousand_rows_are_read(tmp_path: Path) -> None:
    rows = "".join(f"{n},第{n}问?,答\n" for n in range(10_000))
    assert len(read_questions(_write(tmp_path, "q.csv", f"编号,问题,答案\n{rows}"))) == 10_000
