"""Questions in a table with a header, as an office writes them."""

import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from qa.errors import QuestionSetError
from qa.evaluation.questions import Question
from qa.language import letters, matching_form
from qa.messages import Message, listed

_NAMES = {
    "question": ("question", "query", "问题", "问题内容", "提问", "问句", "题目"),
    "answers": ("answer", "answers", "答案", "回答", "标准答案", "参考答案"),
    "documents": ("document", "documents", "file", "文件", "文件名", "文档", "出处", "来源"),
    "id": ("id", "编号", "序号", "题号"),
    "type": ("type", "类型", "题型"),
}
_TITLE_ROWS = 10
_SEVERAL = re.compile(r"[|｜\n]")
_REMARK = re.compile(r"[(（【\[].*?[)）】\]]")
"""as in 问题（必填）"""
_NO_ANSWER = ("无", "无答案", "没有答案")


def table_questions(
    rows: Iterable[Sequence[str]], path: Path, sheet: str = "", *, is_exact: bool = False
) -> tuple[Question, ...]:
    """The questions of a table; blank rows are passed over, and several answers in a cell stand apart by | or lines.

    Args:
        rows: its cells; the first row that is neither blank nor a title standing alone names the columns.
        path: names it in messages.
        sheet: its name, where others stand beside it: the ids begin with it.
        is_exact: whether a row has as many cells as it should, so that another number is a mistake.

    Returns:
        The questions; one without an ``id`` is named after its row. Where there is a column for the answers, an empty
        cell or 无 means that the documents do not say; an empty one beside a document, that it is not known.

    Raises:
        QuestionSetError: no column is called 问题 or question, or a row has too many or too few cells.
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
        elif _named(row) or not _is_title(row):
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
    """The questions of the sheets of a workbook that have a column for them, each with a header of its own.

    Args:
        sheets: their names and rows.
        path: names the file in messages.

    Raises:
        QuestionSetError: no sheet has such a column, or as for :func:`table_questions`.
    """
    asking = [(name, rows) for name, rows in sheets if any("question" in _named(row) for row in rows[:_TITLE_ROWS])]
    if not asking:
        return table_questions((row for _, rows in sheets for row in rows), path)
    several = len(asking) > 1
    return tuple(question for name, rows in asking for question in table_questions(rows, path, name if several else ""))


def refuse_uncalculated(content: bytes, path: Path) -> None:
    """Refuse a workbook with a formula whose value was never stored: its cell reads as empty, which has a meaning.

    Args:
        content: of an Excel file that can be read.
        path: names it in messages.

    Raises:
        QuestionSetError: it has such a formula.
    """
    from openpyxl import load_workbook

    formulas, values = (
        load_workbook(io.BytesIO(content), read_only=True, data_only=only_values) for only_values in (False, True)
    )
    for sheet, calculated in zip(formulas.worksheets, values.worksheets, strict=True):
        for row, found in zip(sheet.iter_rows(), calculated.iter_rows(), strict=True):
            for cell, value in zip(row, found, strict=True):
                # The value of a formula may be an empty text, which is stored as one.
                if cell.data_type == "f" and value.value is None and value.data_type == "n":
                    at = f"{sheet.title}!{cell.coordinate}"
                    raise QuestionSetError(
                        Message("公式还没有算出值：{path} {at}。请用 Excel 打开后再保存", path=path, at=at)
                    )


def _named(row: Sequence[str]) -> dict[str, int]:
    """Which field stands in which column, if the row is a header; of several columns of a field the first name's."""
    names = [letters(matching_form(_REMARK.sub("", cell))) for cell in row]
    cells = {name: column for column, name in reversed(list(enumerate(names)))}
    return {field: cells[name] for field, names in _NAMES.items() for name in reversed(names) if name in cells}


def _is_title(row: Sequence[str]) -> bool:
    return len(row) > 1 and sum(bool(cell.strip()) for cell in row) == 1


def _columns(header: Sequence[str], path: Path) -> dict[str, int]:
    columns = _named(header)
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

    # A row without an id among others with one must not have theirs.
    id_ = cell("id") or (f"第 {number} 行" if "id" in columns else str(number))
    documents, answer = _several(cell("documents")), cell("answers")
    answers: tuple[str, ...] | None = () if answer in _NO_ANSWER else _several(answer)
    return Question(
        id=f"{sheet} {id_}".strip(),
        text=cell("question"),
        answers=None if "answers" not in columns or (documents and not answer) else answers,
        documents=documents,
        kind=cell("type"),
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _SEVERAL.split(cell) if part.strip())
