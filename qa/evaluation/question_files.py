"""Question files: which form one has is told from its content."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from qa.errors import QuestionSetError, ReadingError
from qa.evaluation.json_lines import line_rows, question_from
from qa.evaluation.passage_sets import read_passage_set
from qa.evaluation.questions import Question, QuestionSet
from qa.evaluation.squad import squad_set
from qa.evaluation.tables import table_questions
from qa.reading import csv_rows, decode, excel_sheets

_ZIP = b"PK\x03\x04"


def read_questions(path: Path) -> tuple[Question, ...]:
    """The questions of a file: see :func:`read_question_set`."""
    return read_question_set(path).questions


def read_question_set(path: Path) -> QuestionSet:
    """Read a question file.

    It may be JSON lines, a table (CSV or xlsx) with a header, a folder in the form of BEIR (Thakur et al., NeurIPS
    2021), or JSON in the form of SQuAD (Rajpurkar et al., ACL 2018). Documentation: ``docs/evaluation.md``.

    Raises:
        QuestionSetError: it is missing, has none of these forms, is malformed, or holds no question or an id twice.
    """
    found = read_passage_set(path) if path.is_dir() else _read_file(path)
    if not found.questions:
        raise QuestionSetError(
            f"问题文件里没有问题：{path}。每行写一个 JSON 对象，至少有 question 字段；或用有表头的表格"
        )
    _refuse_doubles(found.questions, path)
    return found


def _read_file(path: Path) -> QuestionSet:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise QuestionSetError(f"问题文件读不了：{path}（{error.strerror}）。请检查路径") from error
    try:
        if content.startswith(_ZIP):
            return QuestionSet(
                table_questions((row for _, rows in excel_sheets(content, str(path)) for row in rows), path)
            )
        return _read_text(content, path)
    except ReadingError as error:
        raise QuestionSetError(f"问题文件读不了：{error}") from error


def _read_text(content: bytes, path: Path) -> QuestionSet:
    if not content.strip():
        return QuestionSet(())
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        try:
            text = content.decode("utf-8-sig")  # JSON is UTF-8 (RFC 8259)
        except UnicodeDecodeError as error:
            raise QuestionSetError(f"问题文件不是 UTF-8：{path}。请转存为 UTF-8 编码") from error
        whole = _json(text)
        if isinstance(whole, dict) and isinstance(whole.get("data"), list):
            return squad_set(whole["data"], path)
        return QuestionSet(tuple(question_from(row, place) for row, place in line_rows(text, path)))
    return QuestionSet(table_questions(csv_rows(decode(content, str(path))[0], str(path)), path))


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _refuse_doubles(questions: Iterable[Question], path: Path) -> None:
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise QuestionSetError(f"问题文件里编号重复：{path}，编号 {question.id}。请给每个问题不同的 id")
        seen.add(question.id)
