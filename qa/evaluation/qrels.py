"""Relevance judgements: which document answers which query, and how well."""

from functools import reduce
from math import ceil, isfinite
from pathlib import Path

from qa.errors import QuestionSetError
from qa.messages import Message

_NAMES = ("query-id", "corpus-id", "score")


def read_qrels(path: Path) -> dict[str, dict[str, int]]:
    """The grades of a file by query and document, in its order.

    Its lines are ``query 0 document grade`` (TREC) or ``query document grade`` (BEIR, which may name the columns in its
    first line); the columns stand apart by tabs, or else by blanks. Blank lines are passed over.

    Raises:
        QuestionSetError: it is missing or malformed.
    """
    grades: dict[str, dict[str, int]] = {}
    for place, row in column_rows(path, (3, 4)):
        if tuple(row) == _NAMES or (not grades and len(row) == 3 and not _is_number(row[2])):
            continue
        query, document, grade = row[0], row[-2], row[-1]
        grades.setdefault(query, {})[document] = ceil(number(grade, place))  # a half is not nothing
    return grades


def column_rows(path: Path, columns: tuple[int, ...]) -> list[tuple[str, list[str]]]:
    """The rows of a file in columns, each with its place for messages.

    Raises:
        QuestionSetError: it is missing, empty, or a row has another number of columns.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionSetError(
            Message("TREC 文件读不了：{path}（{error}）。请检查路径和编码（UTF-8）", path=path, error=str(error))
        ) from error
    rows: list[tuple[str, list[str]]] = []
    for count, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        place = Message("{path} 第 {number} 行", path=path, number=count)
        row = [cell.strip() for cell in line.split("\t")] if "\t" in line else line.split()
        if len(row) not in columns:
            raise _wrong_columns(place, len(row), columns)
        rows.append((place, row))
    if not rows:
        raise QuestionSetError(Message("TREC 文件是空的：{path}", path=path))
    return rows


def number(text: str, place: str) -> float:
    """A number of a column.

    Raises:
        QuestionSetError: it is none, or not finite.
    """
    if not _is_number(text):
        raise QuestionSetError(Message("TREC 文件有误：{place}，{text} 不是数字", place=place, text=text))
    if not isfinite(float(text)):
        raise QuestionSetError(Message("TREC 文件有误：{place}，{text} 不是有限的数", place=place, text=text))
    return float(text)


def _wrong_columns(place: str, found: int, columns: tuple[int, ...]) -> QuestionSetError:
    wanted = reduce(lambda some, other: Message("{some} 或 {other}", some=some, other=other), map(str, columns))
    return QuestionSetError(
        Message("TREC 文件有误：{place}有 {found} 栏，应有 {wanted} 栏", place=place, found=found, wanted=wanted)
    )


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
