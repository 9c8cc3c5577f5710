"""Passage sets in the form of BEIR: a folder with ``corpus.jsonl``, ``queries.jsonl`` and ``qrels``."""

from collections.abc import Container
from pathlib import Path
from typing import Any

from qa.errors import QuestionSetError
from qa.evaluation.json_lines import line_rows, not_utf8, strings
from qa.evaluation.qrels import read_qrels
from qa.evaluation.questions import CorpusText, Question, QuestionSet, corpus_file
from qa.messages import Message

_SPLITS = ("qrels.tsv", "qrels", "qrels/test.tsv", "qrels/dev.tsv", "qrels/train.tsv")


def read_passage_set(folder: Path) -> QuestionSet:
    """Read a BEIR folder (https://github.com/beir-cellar/beir/wiki); of several qrels the first of test, dev, train.

    A query may also have ``answers`` (strings) and ``answerable``; where that is false, the passages do not say.
    Queries without a relevant passage are left out unless they say that they are not answerable.

    Raises:
        QuestionSetError: a file is missing or malformed.
    """
    corpus = _corpus(folder / "corpus.jsonl")
    graded = _qrels(folder, corpus)
    questions = []
    for row, place in line_rows(_text(folder / "queries.jsonl"), folder / "queries.jsonl"):
        id_, text, answers = _id(row), row.get("text"), strings(row, "answers", place)
        if not isinstance(text, str):
            raise QuestionSetError(Message("没有问题：{place}。text 字段写问题", place=place))
        kind = str(row.get("type") or "")
        if row.get("answerable") is False:
            questions.append(Question(id_, text, (), kind=kind))
        elif id_ in graded:
            grades = graded[id_]
            questions.append(Question(id_, text, answers or None, tuple(grades), grades=grades, kind=kind))
    named = dict.fromkeys(name for question in questions for name in question.documents)
    return QuestionSet(tuple(questions), tuple(corpus.values()), unknown=tuple(n for n in named if n not in corpus))


def _corpus(path: Path) -> dict[str, CorpusText]:
    """The texts by the names of their files."""
    corpus: dict[str, CorpusText] = {}
    for row, place in line_rows(_text(path), path):
        name, text = corpus_file(_id(row)), row.get("text")
        if name in corpus:
            raise QuestionSetError(
                Message("编号重复：{place}，编号 {id}。请给每段文字不同的 _id", place=place, id=_id(row))
            )
        if not isinstance(text, str):
            raise QuestionSetError(Message("没有文字：{place}。text 字段写这段文字", place=place))
        corpus[name] = CorpusText(name, str(row.get("title") or ""), text, _id(row))
    if not corpus:
        raise QuestionSetError(Message("文件是空的：{path}。每行应是一段文字：_id、title、text", path=path))
    return corpus


def _id(row: dict[str, Any]) -> str:
    return str(row.get("_id", row["id"]))


def _qrels(folder: Path, corpus: Container[str]) -> dict[str, dict[str, int]]:
    """The files of the relevant texts with their grades, by query."""
    path = next((folder / name for name in _SPLITS if (folder / name).is_file()), folder / _SPLITS[0])
    _text(path)
    graded: dict[str, dict[str, int]] = {}
    for query, grades in read_qrels(path).items():
        relevant = {corpus_file(id_): grade for id_, grade in grades.items() if grade > 0}
        if relevant:
            graded[query] = relevant
    if graded and not any(name in corpus for grades in graded.values() for name in grades):
        raise QuestionSetError(
            Message("qrels 里的 corpus-id 在 corpus.jsonl 里一个也没有：{path}。请检查编号", path=path)
        )
    return graded


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QuestionSetError(
            Message(
                "问题文件夹里缺文件：{path}（{error}）。应有 corpus.jsonl、queries.jsonl 和 qrels.tsv",
                path=path,
                error=error.strerror,
            )
        ) from error
    except UnicodeDecodeError as error:
        raise not_utf8(path) from error
