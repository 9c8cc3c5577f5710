"""Files of questions with their gold answers, one JSON object a line."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from qa.errors import QuestionSetError


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what is known of its answer."""

    id: str
    text: str
    answers: tuple[str, ...] | None = None
    """strings of the documents, any one of which answers; empty: the documents do not say; ``None``: not known"""
    documents: tuple[str, ...] = ()
    """file names of the documents that answer, if known"""


def in_tuned_half(question: Question) -> bool:
    """Whether a question belongs to the half of its set that is fitted on, the other half being for the report.

    Questions about the same documents are in the same half.
    """
    key = "|".join(question.documents) or question.id
    return hashlib.sha256(key.encode()).digest()[0] % 2 == 0


def read_questions(path: Path) -> tuple[Question, ...]:
    """Read a question file: JSON lines with ``question`` and optionally ``id``, ``answers``, ``documents``.

    A question without an ``id`` is named after its line.

    Raises:
        QuestionSetError: the file is missing, not UTF-8, empty, or a line is not such an object.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # splitlines also cuts at U+2028 inside a string
    except OSError as error:
        raise QuestionSetError(f"问题文件读不了：{path}（{error.strerror}）。请检查路径") from error
    except UnicodeDecodeError as error:
        raise QuestionSetError(f"问题文件不是 UTF-8：{path}。请转存为 UTF-8 编码的 JSON Lines") from error
    questions = tuple(_question(line, number, path) for number, line in enumerate(lines, start=1) if line.strip())
    if not questions:
        raise QuestionSetError(f"问题文件里没有问题：{path}。每行写一个 JSON 对象，至少有 question 字段")
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise QuestionSetError(f"问题文件里编号重复：{path}，编号 {question.id}。请给每个问题不同的 id")
        seen.add(question.id)
    return questions


def _question(line: str, number: int, path: Path) -> Question:
    place = f"{path} 第 {number} 行"
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise QuestionSetError(f"不是 JSON：{place}（{error.msg}）。每行应是一个 JSON 对象") from error
    text = row.get("question") if isinstance(row, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise QuestionSetError(f"没有问题：{place}。每行应是一个 JSON 对象，question 字段写问题")
    return Question(
        id=str(row.get("id", number)),
        text=text,
        answers=_strings(row, "answers", place) if "answers" in row else None,
        documents=_strings(row, "documents", place),
    )


def _strings(row: dict[str, object], field: str, place: str) -> tuple[str, ...]:
    value = row.get(field, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise QuestionSetError(f'{field} 不是字符串的列表：{place}。请写成 ["…"]')
    return tuple(value)
