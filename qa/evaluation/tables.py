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
_SEVERAL = re.compile(r"[|｜\n]")


def table_questions(rows: Iterable[Sequence[str]], path: Path) -> tuple[Question, ...]:
    """The questions of a table; blank rows are passed over, and several answers in a cell stand apart by | or lines.

    Args:
        rows: its cells; the first row that is not blank names the columns.
        path: names it in messages.

    Returns:
        The questions; one without an ``id`` is named after its row. Where there is a column for the answers, an empty
        cell means that the documents do not say.

    Raises:
        QuestionSetError: no column is called 问题 or question, or a row has an answer and no question.
    """
    questions = []
    columns: dict[str, int] | None = None
    for number, row in enumerate(rows, start=1):
        if not any(cell.strip() for cell in row):
            continue
        if columns is None:
            columns = _columns(row, path)
            continue
        questions.append(_question(row, number, columns, path))
    return tuple(questions)


def _columns(header: Sequence[str], path: Path) -> dict[str, int]:
    named = {letters(cell): column for column, cell in reversed(list(enumerate(header)))}
    columns = {field: named[name] for field, names in _NAMES.items() for name in reversed(names) if name in named}
    if "question" not in columns:
        shown = "、".join(cell.strip()[:20] for cell in header[:10])
        raise QuestionSetError(
            f"问题文件里没有“问题”这一列：{path}（第一行是：{shown}）。表头请写 问题、答案、文件，或用 JSON Lines"
        )
    return columns


def _question(row: Sequence[str], number: int, columns: dict[str, int], path: Path) -> Question:
    def cell(field: str) -> str:
        column = columns.get(field, len(row))
        return row[column].strip() if column < len(row) else ""

    if not cell("question"):
        raise QuestionSetError(f"没有问题：{path} 第 {number} 行。请写上问题，或删掉这一行")
    return Question(
        id=cell("id") or str(number),
        text=cell("question"),
        answers=_several(cell("answers")) if "answers" in columns else None,
        documents=_several(cell("documents")),
        kind=cell("type"),
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _SEVERAL.split(cell) if part.strip())
