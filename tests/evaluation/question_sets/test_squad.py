"""Question sets in the SQuAD format."""

import json
from pathlib import Path

import pytest

from qa.evaluation import read_question_set


def _write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_the_contexts_of_squad_become_the_corpus(tmp_path: Path) -> None:
    asked = [
        {"id": "a", "question": "几天?", "answers": [{"text": "四天", "answer_start": 0}] * 2},
        {"id": "b", "question": "几点?", "answers": [], "is_impossible": True},
    ]
    data = {"version": "v2.0", "data": [{"title": "函", "paragraphs": [{"context": "四天。", "qas": asked}]}]}
    found = read_question_set(_write(tmp_path, "q.json", json.dumps(data, indent=1)))
    assert [(q.id, q.answers) for q in found.questions] == [("a", ("四天",)), ("b", ())]
    assert found.corpus[0].text == "四天。"


def test_the_flat_list_of_cmrc_2018_is_read(tmp_path: Path) -> None:
    asked = [{"query_id": "T_1", "query_text": "几天?", "answers": ["四天", "四天", "4天"]}]
    contexts = [{"context_id": "T", "context_text": "四天。", "title": "函", "qas": asked}]
    found = read_question_set(_write(tmp_path, "q.json", json.dumps(contexts)))
    assert [(q.id, q.text, q.answers) for q in found.questions] == [("T_1", "几天?", ("四天", "4天"))]
    assert [(text.title, text.text) for text in found.corpus] == [("函", "四天。")]


@pytest.mark.parametrize(("word", "answers"), [("false", ("四天",)), ("True", ()), (False, ("四天",)), (True, ())])
def test_is_impossible_may_be_a_string(tmp_path: Path, word: str | bool, answers: tuple[str, ...]) -> None:
    asked = [{"id": "a", "question": "几天?", "answers": [{"text": "四天"}], "is_impossible": word}]
    data = {"data": [{"paragraphs": [{"context": "四天。", "qas": asked}]}]}
    (question,) = read_question_set(_write(tmp_path, "q.json", json.dumps(data))).questions
    assert question.answers == answers
