"""Questions in a spreadsheet or CSV file with a header row."""

import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from qa.errors import QuestionSetError
from qa.evaluation.question_sets.question_set import Question
from qa.language import letters, matching_form
from qa.messages import Message, listed

_NAMES = {
    "question": ("question", "query", "问题", "问题内容", "提问", "问句", "题目"),
    "answers": ("answer", "answers", "答案", "回答", "标准答案", "参考答案"),
    "documents": ("document", "documents", "file", "文件", "文件名", "文档", "出处", "来源"),
    "id": ("id", "编号", "序号", "题号"),
    "type": ("type", "类型", "题型"),
}
"""the names that a header may give each field; the first name has priority"""
_TITLE_ROWS = 10
_SEPARATOR = re.compile(r"[|｜\n]")
"""matches the separator of several values in a cell"""
_REMARK = re.compile(r"[(（【\[].*?[)）】\]]")
"""matches a remark in a header cell, as in 问题（必填）"""
_NO_ANSWER = ("无", "无答案", "没有答案")


def table_questions(
    rows: Iterable[Sequence[str]], path: Path, sheet: str = "", *, is_exact: bool = False
) -> tuple[Question, ...]:
    """Return the questions of a table; blank rows are skipped.

    Several answers or documents in a cell are separated by ``|`` or line breaks.

    Args:
        rows: the cells; the first row that is neither blank nor a title is the header. A title is the only filled cell
            of its row and no column name.
        path: the file, for messages.
        sheet: the sheet's name if the workbook has several; it becomes a prefix of the ids.
        is_exact: True to refuse a row that has text beyond the cells of the header, or that ends before the question
            or the answer, as a CSV file with missing quotation marks has.

    Returns:
        The questions. A question without an id gets its row number, written 第 3 行 if the table has an id column.
        Without an answer column, all answers are unknown. In an answer column, 无, 无答案 or 没有答案 means that the
        documents have no answer. An empty cell means the same in a row without a document; in a row with a document,
        it means that the answer is unknown.

    Raises:
        QuestionSetError: no column has a name for questions, such as 问题 or question; or a row is refused by
            ``is_exact``.
    """
    questions = []
    columns: dict[str, int] | None = None
    width = 0
    for number, row in enumerate(rows, start=1):
        if not any(cell.strip() for cell in row):
            continue
        if columns is not None:
            if is_exact:
                _refuse_ragged(row, width, columns, Message("{path} 第 {number} 行", path=path, number=number))
            questions.append(_question(row, number, sheet, columns))
        elif _header_columns(row) or not _is_title(row):
            columns, width = _columns(row, path), len(row)
    return tuple(questions)


def _refuse_ragged(row: Sequence[str], width: int, columns: dict[str, int], place: str) -> None:
    if any(cell.strip() for cell in row[width:]):
        raise QuestionSetError(
            Message(
                "格子比表头多：{place}有 {cells} 格，表头有 {width} 格。格子里有逗号的，请用英文双引号括起来",
                place=place,
                cells=len(row),
                width=width,
            )
        )
    if len(row) <= max(columns.get("question", 0), columns.get("answers", 0)):
        raise QuestionSetError(
            Message(
                "格子比表头少：{place}有 {cells} 格，表头有 {width} 格。没有答案的，请留一个空格子",
                place=place,
                cells=len(row),
                width=width,
            )
        )


def workbook_questions(sheets: Sequence[tuple[str, Sequence[Sequence[str]]]], path: Path) -> tuple[Question, ...]:
    """Return the questions of all sheets with a question column in their first ten rows; each has its own header.

    Args:
        sheets: names and rows of the sheets.
        path: the file, for messages.

    Raises:
        QuestionSetError: no sheet has a question column, or a sheet is malformed as for :func:`table_questions`.
    """
    with_questions = [(name, rows) for name, rows in sheets if _has_question_column(rows)]
    if not with_questions:
        return table_questions((row for _, rows in sheets for row in rows), path)
    several = len(with_questions) > 1
    tables = (table_questions(rows, path, name if several else "") for name, rows in with_questions)
    return tuple(question for table in tables for question in table)


def _has_question_column(rows: Sequence[Sequence[str]]) -> bool:
    return any("question" in _header_columns(row) for row in rows[:_TITLE_ROWS])


def refuse_uncalculated(content: bytes, path: Path) -> None:
    """Refuse a workbook that has a formula without a stored value: the formula's cell would be read as empty.

    Args:
        content: the bytes of a readable Excel file.
        path: the file, for messages.

    Raises:
        QuestionSetError: a formula has no stored value.
    """
    from openpyxl import load_workbook

    formulas, values = (
        load_workbook(io.BytesIO(content), read_only=True, data_only=only_values) for only_values in (False, True)
    )
    for sheet, calculated in zip(formulas.worksheets, values.worksheets, strict=True):
        for row, found in zip(sheet.iter_rows(), calculated.iter_rows(), strict=True):
            for cell, value in zip(row, found, strict=True):
                # An empty string is a valid value of a formula and is stored with the data type of strings.
                if cell.data_type == "f" and value.value is None and value.data_type == "n":
                    at = f"{sheet.title}!{cell.coordinate}"
                    raise QuestionSetError(
                        Message("公式还没有算出值：{path} {at}。请用 Excel 打开后再保存", path=path, at=at)
                    )


def _header_columns(row: Sequence[str]) -> dict[str, int]:
    """Return the column of each field that a row names; empty if the row is not a header.

    If several columns name the same field, the column whose name comes first in ``_NAMES`` is used.
    """
    names = [letters(matching_form(_REMARK.sub("", cell))) for cell in row]
    cells = {name: column for column, name in reversed(list(enumerate(names)))}
    return {field: cells[name] for field, names in _NAMES.items() for name in reversed(names) if name in cells}


def _is_title(row: Sequence[str]) -> bool:
    return len(row) > 1 and sum(bool(cell.strip()) for cell in row) == 1


def _columns(header: Sequence[str], path: Path) -> dict[str, int]:
    columns = _header_columns(header)
    if "question" not in columns:
        raise QuestionSetError(
            Message(
                "问题文件里没有“问题”这一列：{path}（第一行是：{shown}）。表头请写 问题、答案、文件，或用 JSON Lines",
                path=path,
                shown=listed(cell.strip()[:20] for cell in header[:10]),
            )
        )
    return columns


def _question(row: Sequence[str], number: int, sheet: str, columns: dict[str, int]) -> Question:
    def cell(field: str) -> str:
        column = columns.get(field, len(row))
        return row[column].strip() if column < len(row) else ""

    # Where other rows have ids, a bare row number could equal the id of another row.
    row_id = cell("id") or (f"第 {number} 行" if "id" in columns else str(number))
    documents, answer = _values(cell("documents")), cell("answers")
    answers: tuple[str, ...] | None = () if answer in _NO_ANSWER else _values(answer)
    return Question(
        id=f"{sheet} {row_id}".strip(),
        text=cell("question"),
        answers=None if "answers" not in columns or (documents and not answer) else answers,
        documents=documents,
        kind=cell("type"),
    )


def _values(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _SEPARATOR.split(cell) if part.strip())
