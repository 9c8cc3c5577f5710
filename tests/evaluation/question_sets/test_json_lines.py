"""Question files in JSON Lines."""

import json
from datetime import date
from pathlib import Path

import pytest

from qa.errors import QuestionSetError
from qa.evaluation import read_questions
from qa.evaluation.question_sets import GoldPassage


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "questions.jsonl"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_answers_are_given_or_empty_or_unknown(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        '\ufeff{"id": "a", "question": "甲?", "answers": ["乙"], "documents": ["d.txt"]}\n\n'
        '{"question": "丙?", "answers": []}\n{"question": "丁?"}\n',
    )
    first, second, third = read_questions(path)
    assert (first.id, first.answers, first.documents) == ("a", ("乙",), ("d.txt",))
    assert (second.id, second.answers) == ("3", ())
    assert third.answers is None


def test_history_filters_and_passages_are_read(tmp_path: Path) -> None:
    row = {
        "question": "那2020年呢?",
        "history": ["2019年几天?"],
        "filters": {"issuer": "深圳", "since": "2019-01-01"},
        "passages": [{"document": "函.txt", "start": 3, "end": 9}],
    }
    (question,) = read_questions(write(tmp_path, json.dumps(row)))
    assert question.history == ("2019年几天?",)
    assert question.filters == {"issuer": "深圳", "since": date(2019, 1, 1)}
    assert question.passages == (GoldPassage("函.txt", 3, 9),)


def test_a_line_separator_inside_a_string_does_not_end_the_line(tmp_path: Path) -> None:
    (question,) = read_questions(write(tmp_path, '{"question": "甲\u2028乙?"}\n'))
    assert question.text == "甲\u2028乙?"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "没有问题"),
        ("\n\n", "没有问题"),
        ('{"question": "甲?"}\n{"question"', "第 2 行"),
        ('["甲?"]', "JSON Lines"),
        ('[\n{"question": "甲?"}\n]', "JSON Lines"),
        ('{\n"question": "甲?"\n}', "JSON Lines"),
        ('{"question": "甲?"}\n["乙?"]', "第 2 行"),
        ('{"frage": "甲?"}', "question"),
        ('{"question": " "}', "没有问题"),
        ('{"question": "甲?", "answers": "乙"}', "answers"),
        ('{"question": "甲?", "answers": ""}', "answers"),
        ('{"question": "甲?", "documents": false}', "documents"),
        ('{"question": "甲?", "passages": 0}', "passages"),
        ('{"question": "甲?", "filters": []}', "filters"),
        ('{"id": 1, "question": "甲?"}\n{"id": 1, "question": "乙?"}', "编号重复"),
        ('{"question": "甲?"}'.encode("gbk"), "UTF-8"),
        ('{"question": "甲?"}'.encode("utf-16"), "UTF-8"),
    ],
)
def test_a_malformed_file_is_refused_with_its_name(tmp_path: Path, content: str | bytes, message: str) -> None:
    with pytest.raises(QuestionSetError, match=rf"{message}") as raised:
        read_questions(write(tmp_path, content))
    assert "questions.jsonl" in str(raised.value)


def test_a_missing_file_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match=r"gone\.jsonl"):
        read_questions(tmp_path / "gone.jsonl")
