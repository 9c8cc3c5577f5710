"""Rows of the TREC file formats: columns separated by tabs or blanks."""

from functools import reduce
from math import isfinite
from pathlib import Path

from qa.errors import QuestionSetError
from qa.messages import Message


def column_rows(path: Path, columns: tuple[int, ...]) -> list[tuple[str, list[str]]]:
    """Return the rows of a file, each with its place for messages; blank lines are skipped.

    Args:
        path: the file.
        columns: the allowed numbers of columns.

    Raises:
        QuestionSetError: the file is missing, empty or not UTF-8, or a row has another number of columns.
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


def parse_number(text: str, place: str) -> float:
    """Return the number in a cell.

    Raises:
        QuestionSetError: the cell holds no finite number.
    """
    if not is_number(text):
        raise QuestionSetError(Message("TREC 文件有误：{place}，{text} 不是数字", place=place, text=text))
    if not isfinite(float(text)):
        raise QuestionSetError(Message("TREC 文件有误：{place}，{text} 不是有限的数", place=place, text=text))
    return float(text)


def is_number(text: str) -> bool:
    """Return whether Python reads a cell as a number, infinity and NaN included."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def _wrong_columns(place: str, found: int, columns: tuple[int, ...]) -> QuestionSetError:
    wanted = reduce(lambda some, other: Message("{some} 或 {other}", some=some, other=other), map(str, columns))
    return QuestionSetError(
        Message("TREC 文件有误：{place}有 {found} 栏，应有 {wanted} 栏", place=place, found=found, wanted=wanted)
    )
