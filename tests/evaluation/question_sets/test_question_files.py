"""Question sets of every format: recognition, blank questions and malformed files."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.errors import QuestionSetError
from qa.evaluation import Question, QuestionSet, read_question_set, read_questions, refuse_unjudged


def _write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "blank"),
    [
        ("q.csv", "问题,答案\n甲?,四天\n,四天\n", "3"),
        ("q.jsonl", '{"question": "甲?"}\n{"id": "b", "question": " "}\n', "b"),
        ("q.jsonl", '{"question": "甲?"}\n{"question": null}\n', "2"),
        (
            "q.json",
            '{"data": [{"paragraphs": [{"context": "乙", '
            '"qas": [{"id": 1, "question": "甲?"}, {"id": 2, "question": ""}]}]}]}',
            "2",
        ),
    ],
)
def test_questions_without_text_are_listed_as_blank(tmp_path: Path, name: str, content: str, blank: str) -> None:
    found = read_question_set(_write(tmp_path, name, content))
    assert [question.text for question in found.questions] == ["甲?"]
    assert found.blank == (blank,)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("q.csv", "问,答\n几天?,四天\n", "没有“问题”这一列"),
        ("q.csv", "问题\n", "没有问题"),
        ("q.csv", "问题,答案\n甲,乙,四天\n", "格子比表头多.*第 2 行"),
        ("q.csv", "问题,答案\n甲?,四天\n乙?\n", "格子比表头少.*第 3 行"),
        ("q.csv", "编号,问题\n1,甲?\n1,乙?\n", "编号重复"),
        ("q.xlsx", b"PK\x03\x04 broken", "打不开"),
        ("q.json", '{"data": [{"paragraphs": [{"qas": []}]}]}', "SQuAD"),
        ("q.jsonl", '{"question": "甲?", "filters": {"x": 1}}', "filters"),
        ("q.jsonl", '{"question": "甲?", "filters": {"since": "昨天"}}', "日期"),
        ("q.jsonl", '{"question": "甲?", "passages": [1]}', "passages"),
        ("q.csv", b"\x00\x01\x02\xff\xfe", "q.csv"),
    ],
)
def test_a_malformed_file_is_refused_with_its_name(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    with pytest.raises(QuestionSetError, match=message) as raised:
        read_questions(_write(tmp_path, name, content))
    assert name in str(raised.value)


@settings(deadline=None, max_examples=200)
@given(content=st.binary() | st.text().map(str.encode) | st.text('{}[]":,qustion问题\n| 1').map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("q") / "q"
    path.write_bytes(content)
    with suppress(QuestionSetError):
        assert read_questions(path)


def test_qrels_without_a_run_are_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match="--score"):
        read_question_set(_write(tmp_path, "qrels", "q1 0 d1 1\n"))


def test_a_set_without_any_judgement_cannot_be_evaluated() -> None:
    unjudged, judged = Question("1", "甲?"), Question("2", "乙?", documents=("函.txt",))
    refuse_unjudged(QuestionSet((unjudged, judged)), Path("q.jsonl"))
    with pytest.raises(QuestionSetError, match=r"无法评测：q\.jsonl"):
        refuse_unjudged(QuestionSet((unjudged,)), Path("q.jsonl"))
