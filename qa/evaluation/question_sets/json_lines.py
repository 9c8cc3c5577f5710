"""The JSON Lines format of gongwen-qa: one question per line as a JSON object."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, cast

from qa.errors import QuestionSetError
from qa.evaluation.question_sets.question_set import GoldPassage, Question
from qa.library import FilterArguments
from qa.messages import Message, listed, message_of

_FILTERS = ("issuer", "since", "until", "document_number", "status")
_DAYS = ("since", "until")


def parsed(text: str) -> Any:
    """Parse a JSON text.

    Raises:
        ValueError: the text is not JSON, is nested too deeply, or has a lone surrogate in a string, which no file can
            store.
    """
    try:
        value = json.loads(text)
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except RecursionError as error:
        raise ValueError(Message("嵌套太深")) from error
    return value


def not_utf8(path: Path) -> QuestionSetError:
    """Return the error for a question file in an encoding other than UTF-8."""
    return QuestionSetError(Message("问题文件不是 UTF-8：{path}。请转存为 UTF-8 编码", path=path))


def line_rows(text: str, path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the objects of a JSON Lines file, each with its path and line number for messages; skip blank lines.

    An object without an ``id`` gets its line number.

    Raises:
        QuestionSetError: a line is not a JSON object.
    """
    for number, line in enumerate(text.split("\n"), start=1):  # splitlines would also split at U+2028 inside a string
        if not line.strip():
            continue
        place = Message("{path} 第 {number} 行", path=path, number=number)
        try:
            row = parsed(line)
        except ValueError as error:
            raise QuestionSetError(
                Message("不是 JSON：{place}（{error}）。每行应是一个 JSON 对象", place=place, error=message_of(error))
            ) from error
        if not isinstance(row, dict):
            raise _no_question(place)
        yield row | {"id": number if row.get("id") in (None, "") else row["id"]}, place


def question_from(row: dict[str, Any], place: str) -> Question:
    """Return the question in a JSON object; its text may be empty.

    Args:
        row: ``question``, and optionally ``id, answers, documents, passages, filters, history, type``.
        place: the object's place, for messages.

    Raises:
        QuestionSetError: ``question`` is missing, or a field has the wrong type or an invalid value.
    """
    text = row.get("question", 0)
    if not isinstance(text, str | None):
        raise _no_question(place)
    return Question(
        id=str(row["id"]),
        text=text or "",
        answers=strings(row, "answers", place) if row.get("answers") is not None else None,
        documents=strings(row, "documents", place),
        passages=tuple(_passage(passage, place) for passage in _list(row, "passages", place)),
        filters=_filters({} if row.get("filters") is None else row["filters"], place),
        history=strings(row, "history", place),
        kind=str(row.get("type") or ""),
    )


def _no_question(place: str) -> QuestionSetError:
    return QuestionSetError(Message("没有问题：{place}。每行应是一个 JSON 对象，question 字段写问题", place=place))


def _list(row: dict[str, Any], field: str, place: str) -> list[Any]:
    value = [] if row.get(field) is None else row[field]
    if not isinstance(value, list):
        raise QuestionSetError(Message("{field} 不是列表：{place}。请写成 […]", field=field, place=place))
    return value


def strings(row: dict[str, Any], field: str, place: str) -> tuple[str, ...]:
    """Return a field that is a list of strings; empty if the field is missing or null.

    Raises:
        QuestionSetError: the field is not a list of strings.
    """
    value = [] if row.get(field) is None else row[field]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise QuestionSetError(Message('{field} 不是字符串的列表：{place}。请写成 ["…"]', field=field, place=place))
    return tuple(value)


def _passage(value: Any, place: str) -> GoldPassage:
    try:
        passage = GoldPassage(str(value["document"]), int(value["start"]), int(value["end"]))
        if not 0 <= passage.start < passage.end:
            raise ValueError(f"{passage.start}–{passage.end}")
    except (TypeError, KeyError, ValueError, OverflowError) as error:
        raise QuestionSetError(
            Message('passages 有误：{place}。请写成 [{{"document": "文件名", "start": 0, "end": 10}}]', place=place)
        ) from error
    return passage


def _filters(value: Any, place: str) -> FilterArguments:
    if not isinstance(value, dict) or not set(value) <= set(_FILTERS):
        raise QuestionSetError(
            Message("filters 有误：{place}。可以写的字段：{fields}", place=place, fields=listed(_FILTERS))
        )
    try:
        days = {name: date.fromisoformat(value[name]) for name in _DAYS if value.get(name)}
    except (TypeError, ValueError) as error:
        raise QuestionSetError(
            Message("filters 里的日期有误：{place}（{error}）。请写成 2019-12-31", place=place, error=str(error))
        ) from error
    texts = {name: str(value[name]) for name in _FILTERS if name not in _DAYS and value.get(name)}
    return cast(FilterArguments, texts | days)
