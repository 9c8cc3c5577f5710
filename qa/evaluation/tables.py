"""Questions in a table with a header, as an office writes them."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from qa.errors import QuestionSetError
from qa.evaluation.questions import Question
from qa.language import letters

_NAMES = {
    "question": ("question", "query", "问题", "提问", "问句", "题目"),
    "answers": ("answer", "answers", "答案", "回答", "标准答案", "参考答案"),
    "documents": ("document", "documents", "file", "文件", "文件名", "文档", "出处", "来源"),
    "id": ("id", "编号", "序号", "题号"),
    "type": ("type", "类型", "题型"),
}
_TITLE_ROWS = 10
_SEVERAL = re.compile(r"[|｜\n]")


def table_questions(rows: Iterable[Sequence[str]], path: Path, sheet: str = "") -> tuple[Question, ...]:
    """The questions of a table; blank rows are passed over, and several answers in a cell stand apart by | or lines.

    Args:
        rows: its cells; the first row that is neither blank nor a title standing alone names the columns.
        path: names it in messages.
        sheet: its name, where others stand beside it.

    Returns:
        The questions; one without an ``id`` is named after its sheet and row. Where there is a column for the answers,
        an empty cell means that the documents do not say.

    Raises:
        QuestionSetError: no column is called 问题 or question.
    """
    questions = []
    columns: dict[str, int] | None = None
    for number, row in enumerate(rows, start=1):
        if not any(cell.strip() for cell in row):
            continue
        if columns is not None:
            questions.append(_question(row, f"{sheet} {number}".strip(), columns))
        elif _named(row) or not _is_title(row):
            columns = _columns(row, path)
    return tuple(questions)


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


def _named(row: Sequence[str]) -> dict[str, int]:
    """Which field stands in which column, if the row is a header; of several columns of a field the first name's."""
    cells = {letters(cell): column for column, cell in reversed(list(enumerate(row)))}
    return {field: cells[name] for field, names in _NAMES.items() for name in reversed(names) if name in cells}


def _is_title(row: Sequence[str]) -> bool:
    return len(row) > 1 and sum(bool(cell.strip()) for cell in row) == 1


def _columns(header: Sequence[str], path: Path) -> dict[str, int]:
    columns = _named(header)
    if "question" not in columns:
        shown = "、".join(cell.strip()[:20] for cell in header[:10])
        raise QuestionSetError(
            f"问题文件里没有“问题”这一列：{path}（第一行是：{shown}）。表头请写 问题、答案、文件，或用 JSON Lines"
        )
    return columns


def _question(row: Sequence[str], place: str, columns: dict[str, int]) -> Question:
    def cell(field: str) -> str:
        column = columns.get(field, len(row))
        return row[column].strip() if column < len(row) else ""

    return Question(
        id=cell("id") or place,
        text=cell("question"),
        answers=_several(cell("answers")) if "answers" in columns else None,
        documents=_several(cell("documents")),
        kind=cell("type"),
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _SEVERAL.split(cell) if part.strip())
