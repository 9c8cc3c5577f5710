"""A row of a table as an answer: its header row, and the cell that is asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.language import matching_form
from qa.question import QuestionFeatures
from qa.types import Span

COLUMN_MARKS = ("\t", "│", "|", "┃")
_RULE = re.compile(r"[\s+\-—─━┄┈═│|┃┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛:]+")
_CELL = re.compile(r"[^\t│|┃\s](?:[^\t│|┃\n]*[^\t│|┃\s])?")
_TAB_CELL = re.compile(r"[^\t\n]+")
_MOST_ROWS = 2_000
_UNIT = re.compile(r"[（(][^（）()]*[）)]")
_ASKS_WHICH = re.compile(r"哪|谁|(?:什么|啥)(?!时候|时间)")
_AMOUNT = re.compile(r"\d[\d,.]*")
_BEGINS_NAME = r"(?:(?<![\u4e00-\u9fff])|(?<=其中))"
"""matches where a whole name begins, so that 地区 is not taken for the name of the class in 一类地区：北京、上海"""
_MEMBERS = r"\s?(?:[:：]|是指|包括)\s?(?P<members>[^\n。；;:：]{2,200})"
"""regular expression of the members of a class of things, after the name of the class: 一类地区：北京、上海"""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table in a text."""

    header: Span
    """the row that names the columns"""
    columns: tuple[str, ...]
    cells: tuple[Span, ...]
    """the cells of the row, one for each column"""


def table_row(text: str, answer: Span) -> TableRow | None:
    """Return the table row in which an answer lies.

    Returns ``None`` outside tables, if the table has no column names, or if the numbers of cells and of names differ.

    Args:
        text: the text around the answer.
        answer: the place of a line in the text.
    """
    row = text[answer.start : answer.end]
    mark = next((mark for mark in COLUMN_MARKS if mark in row), None)
    if mark is None or "\n" in row.strip():
        return None
    header = second = None
    at = text.rfind("\n", 0, answer.start)
    for _ in range(_MOST_ROWS):
        start = text.rfind("\n", 0, max(at, 0)) + 1
        line = text[start:at] if at > 0 else ""
        if mark in line and not _RULE.fullmatch(line):
            header, second = Span(start, at), header
        elif not (line.strip() and _RULE.fullmatch(line)):
            break
        at = start - 1
    if header is None or any(map(str.isdecimal, text[header.start : header.end].replace("\t", ""))):
        return None
    columns = tuple(cell[0] for cell in _cells(text, header, mark))
    if second is not None and len(columns) < len(_cells(text, answer, mark)):
        # A name over several columns stands above their names: 地区 补贴, and below it 地区 老人 儿童.
        names = tuple(cell[0] for cell in _cells(text, second, mark))
        header, columns = (second, names) if names[0] == columns[0] else (header, columns)
    cells = tuple(Span(cell.start, cell.end) for cell in map(_span, _cells(text, answer, mark)))
    return TableRow(header, columns, cells) if len(columns) == len(cells) > 1 else None


def asked_cell(question: str, text: str, row: TableRow) -> Span | None:
    """Return the cell of the column that a question asks for; ``None`` if the question names no column.

    A column whose name is a class of things is also named by a member that the text lists: 上海 names 一类地区. A
    question for the row with a certain amount (哪个摊位押金300元) asks for the row's first cell.

    Args:
        question: the form of the question that was searched for.
        text: the text that the row stands in.
        row: the row.
    """
    features = QuestionFeatures(question)
    asked = matching_form(question)
    scores: list[float] = []
    keys: list[bool] = []
    for name, cell in zip(row.columns, row.cells, strict=True):
        named = matching_form(_UNIT.sub("", name))
        value = matching_form(text[cell.start : cell.end])
        # The cell by which the question names the row is not what it asks for.
        keys.append(len(value) > 1 and value in asked)
        common = len(features.shared(named)) + sum(character in asked for character in named) / (10 * len(named) or 1)
        scores.append(max(common, _by_member(asked, name, text)))
    amounts = (_AMOUNT.fullmatch(matching_form(text[cell.start : cell.end])) is not None for cell in row.cells)
    by_amount = any(all(each) for each in zip(keys, amounts, (score >= 1 for score in scores), strict=True))
    if by_amount and not keys[0] and _ASKS_WHICH.search(asked):
        return row.cells[0]
    shared = [0.0 if is_key else score for is_key, score in zip(keys, scores, strict=True)]
    best = max(range(len(shared)), key=lambda place: shared[place])
    return row.cells[best] if shared[best] >= 1 else None


def _by_member(asked: str, name: str, text: str) -> float:
    """Return 1 if a question names a thing that a text lists as belonging to a column, else 0."""
    found = re.search(_BEGINS_NAME + re.escape(name) + _MEMBERS, text)
    members = re.split(r"[、,，和\s]", found["members"]) if found and "、" in found["members"] else []
    return float(any(len(member) > 1 and matching_form(member) in asked for member in members))


def _cells(text: str, line: Span, mark: str) -> Sequence[re.Match[str]]:
    return list((_TAB_CELL if mark == "\t" else _CELL).finditer(text, line.start, line.end))


def _span(match: re.Match[str]) -> Span:
    return Span(match.start(), match.end())
