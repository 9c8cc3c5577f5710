"""Question sets in the BEIR format."""

from pathlib import Path

import pytest

from qa.errors import QuestionSetError
from qa.evaluation import read_question_set
from qa.evaluation.question_sets.question_set import corpus_file


def _write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_beir_folder_has_its_own_corpus(tmp_path: Path) -> None:
    _write(tmp_path, "corpus.jsonl", '{"_id": "p/1", "title": "函", "text": "四天。"}\n')
    rows = (
        '{"_id": "a", "text": "几天?"}\n{"_id": "b", "text": "几点?", "answerable": false}\n{"_id": "c", "text": "?"}\n'
        '{"_id": "d", "text": ""}\n'
    )
    _write(tmp_path, "queries.jsonl", rows)
    (tmp_path / "qrels").mkdir()
    _write(tmp_path, "qrels/test.tsv", "query-id\tcorpus-id\tscore\na\tp/1\t1\nc\tp/1\t0\nd\tp/1\t1\n")
    found = read_question_set(tmp_path)
    assert [(q.id, q.answers, q.documents) for q in found.questions] == [
        ("a", None, (corpus_file("p/1"),)),
        ("b", (), ()),
    ]
    assert found.blank == ("d",)
    (text,) = found.corpus
    assert (text.name, text.title, text.text) == (corpus_file("p/1"), "函", "四天。")
    assert "/" not in text.name


@pytest.mark.parametrize(
    ("name", "qrels"),
    [
        ("qrels.tsv", "query-id\tcorpus-id\tscore\na\tp 1\t2.0\n\na\tp2\t1\nb\tp2\t0\n"),
        ("qrels", "a\t0\tp 1\t2\na\t0\tp2\t1\nb\t0\tp2\t0\n"),
    ],
)
def test_qrels_are_read_in_beir_and_trec_format(tmp_path: Path, name: str, qrels: str) -> None:
    _write(tmp_path, "corpus.jsonl", '{"_id": "p 1", "text": "四天。"}\n{"_id": "p2", "text": "五天。"}\n')
    _write(tmp_path, "queries.jsonl", '{"_id": "a", "text": "几天?"}\n{"_id": "b", "text": "几点?"}\n')
    _write(tmp_path, name, qrels)
    (question,) = read_question_set(tmp_path).questions
    assert question.grades == {corpus_file("p 1"): 2, corpus_file("p2"): 1}
    assert set(question.documents) == set(question.grades)


def test_a_text_without_an_id_is_named_by_its_line(tmp_path: Path) -> None:
    _write(tmp_path, "corpus.jsonl", '{"_id": null, "text": "四天。"}\n{"text": "五天。"}\n')
    _write(tmp_path, "queries.jsonl", '{"_id": "a", "text": "几天?"}\n')
    _write(tmp_path, "qrels.tsv", "query-id\tcorpus-id\tscore\na\t1\t1\n")
    (question,) = read_question_set(tmp_path).questions
    assert question.documents == (corpus_file("1"),)


@pytest.mark.parametrize(
    ("corpus", "qrels", "message"),
    [
        ("", "a\tp1\t1\n", "是空的"),
        ('{"_id": "p1"}\n', "a\tp1\t1\n", "没有文字"),
        ('{"_id": "p1", "text": "甲"}\n', "a\tp9\t1\n", "一个也没有"),
        ('{"_id": "p1", "text": "甲"}\n', "a\tp1\n", "栏"),
    ],
)
def test_a_malformed_beir_folder_is_refused(tmp_path: Path, corpus: str, qrels: str, message: str) -> None:
    _write(tmp_path, "corpus.jsonl", corpus)
    _write(tmp_path, "queries.jsonl", '{"_id": "a", "text": "几天?"}\n')
    _write(tmp_path, "qrels.tsv", qrels)
    with pytest.raises(QuestionSetError, match=message):
        read_question_set(tmp_path)


def test_judged_texts_that_the_corpus_lacks_are_listed(tmp_path: Path) -> None:
    _write(tmp_path, "corpus.jsonl", '{"_id": "p1", "text": "四天。"}\n')
    _write(tmp_path, "queries.jsonl", '{"_id": "a", "text": "几天?"}\n')
    _write(tmp_path, "qrels.tsv", "a\tp1\t1\na\tp9\t1\n")
    assert read_question_set(tmp_path).unknown == (corpus_file("p9"),)


def test_a_folder_without_a_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionSetError, match=r"corpus\.jsonl"):
        read_question_set(tmp_path)
