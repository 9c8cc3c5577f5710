"""Read a question set; its format is recognised from the content."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from qa.errors import QuestionSetError, ReadingError
from qa.evaluation.question_sets.beir import read_beir
from qa.evaluation.question_sets.json_lines import line_rows, not_utf8, parsed, question_from
from qa.evaluation.question_sets.qrels import looks_like_qrels
from qa.evaluation.question_sets.question_set import Question, QuestionSet
from qa.evaluation.question_sets.question_tables import refuse_uncalculated, table_questions, workbook_questions
from qa.evaluation.question_sets.squad import is_flat, squad_set
from qa.messages import Message, message_of
from qa.reading import csv_rows, decode, excel_sheets

_ZIP = b"PK\x03\x04"


def read_questions(path: Path) -> tuple[Question, ...]:
    """Return the questions of a file, as :func:`read_question_set` reads them."""
    return read_question_set(path).questions


def read_question_set(path: Path) -> QuestionSet:
    """Read a question set, in a format described in ``docs/evaluation.md``.

    Formats: JSON Lines, a table (CSV or xlsx) with a header, a BEIR folder (Thakur et al., NeurIPS 2021), and SQuAD
    JSON (Rajpurkar et al., ACL 2018). Questions without text are left out and their ids returned in ``blank``.

    Raises:
        QuestionSetError: the file is missing or malformed, has none of these formats, holds no question, or has the
            same id twice.
    """
    read = read_beir(path) if path.is_dir() else _read_file(path)
    _refuse_duplicate_ids(read.questions, path)
    question_set = replace(
        read,
        questions=tuple(question for question in read.questions if question.text.strip()),
        blank=tuple(question.id for question in read.questions if not question.text.strip()),
        source=str(path),
        sha256=checksum(path),
    )
    if not question_set.questions:
        raise QuestionSetError(
            Message(
                "问题文件里没有问题：{path}。每行写一个 JSON 对象，至少有 question 字段；或用有表头的表格", path=path
            )
        )
    return question_set


def refuse_unjudged(question_set: QuestionSet, path: Path) -> None:
    """Refuse a question set that cannot be evaluated, before its questions are asked.

    Raises:
        QuestionSetError: no question has a known answer, document or passage.
    """
    if not any(question.is_judged for question in question_set.questions):
        raise QuestionSetError(
            Message(
                "问题文件里没有答案，也没有文件名，无法评测：{path}。"
                "请给每个问题写上 answers（没有答案写 []）或 documents",
                path=path,
            )
        )


def _read_file(path: Path) -> QuestionSet:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise QuestionSetError(
            Message("问题文件读不了：{path}（{error}）。请检查路径", path=path, error=error.strerror)
        ) from error
    try:
        if content.startswith(_ZIP):
            sheets = excel_sheets(content, str(path))
            refuse_uncalculated(content, path)
            return QuestionSet(workbook_questions(sheets, path))
        return _read_text(content, path)
    except ReadingError as error:
        raise QuestionSetError(Message("问题文件读不了：{error}", error=message_of(error))) from error


def _read_text(content: bytes, path: Path) -> QuestionSet:
    if not content.strip():
        return QuestionSet(())
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return _read_json(content, path)
    text = decode(content, str(path))[0]
    if text.lstrip().startswith(("{", "[")):
        raise not_utf8(path)
    if looks_like_qrels(text):
        raise QuestionSetError(Message("这是 TREC qrels，要和一个 run 一起评测：{path}。请加 --score RUN", path=path))
    return QuestionSet(table_questions(csv_rows(text, str(path)), path, is_exact=True))


def _read_json(content: bytes, path: Path) -> QuestionSet:
    try:
        text = content.decode("utf-8-sig")  # JSON is UTF-8 (RFC 8259)
    except UnicodeDecodeError as error:
        raise not_utf8(path) from error
    try:
        whole = parsed(text)
    except ValueError:
        whole = None
    if isinstance(whole, dict) and isinstance(whole.get("data"), list):
        return squad_set(whole["data"], path)
    if is_flat(whole):
        return squad_set(whole, path)
    if isinstance(whole, list) or (isinstance(whole, dict) and "\n" in text.strip()):
        raise QuestionSetError(
            Message(
                "整个文件是一个 JSON 值：{path}。请每行写一个 JSON 对象（JSON Lines），"
                "或用 SQuAD 格式（data、paragraphs、qas）",
                path=path,
            )
        )
    return QuestionSet(tuple(question_from(row, place) for row, place in line_rows(text, path)))


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file; for a folder, the SHA-256 of the checksums of its files, sorted by path and joined.

    Both are hexadecimal.
    """
    if path.is_dir():
        inside = "".join(checksum(file) for file in sorted(path.rglob("*")) if file.is_file())
        return hashlib.sha256(inside.encode()).hexdigest()
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _refuse_duplicate_ids(questions: Iterable[Question], path: Path) -> None:
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise QuestionSetError(
                Message("问题文件里编号重复：{path}，编号 {id}。请给每个问题不同的 id", path=path, id=question.id)
            )
        seen.add(question.id)
