"""Passage sets in the form of BEIR: a folder with ``corpus.jsonl``, ``queries.jsonl`` and ``qrels``."""

import csv
from pathlib import Path
from typing import Any

from qa.errors import QuestionSetError
from qa.evaluation.json_lines import line_rows, strings
from qa.evaluation.questions import CorpusText, Question, QuestionSet, corpus_file

_SPLITS = ("qrels.tsv", "qrels/test.tsv", "qrels/dev.tsv", "qrels/train.tsv")


def read_passage_set(folder: Path) -> QuestionSet:
    """Read a BEIR folder (https://github.com/beir-cellar/beir/wiki); of several qrels the first of test, dev, train.

    A query may also have ``answers`` (strings) and ``answerable``; where that is false, the passages do not say.
    Queries without a relevant passage are left out unless they say that they are not answerable.

    Raises:
        QuestionSetError: a file is missing or malformed.
    """
    path = folder / "corpus.jsonl"
    corpus: dict[str, CorpusText] = {}
    for row, place in line_rows(_text(path), path):
        name = corpus_file(_id(row))
        if name in corpus:
            raise QuestionSetError(f"编号重复：{place}，编号 {_id(row)}。请给每段文字不同的 _id")
        corpus[name] = CorpusText(name, str(row.get("title") or ""), str(row.get("text") or ""))
    relevant = _qrels(folder)
    questions = []
    for row, place in line_rows(_text(folder / "queries.jsonl"), folder / "queries.jsonl"):
        id_, text, answers = _id(row), row.get("text"), strings(row, "answers", place)
        if not isinstance(text, str):
            raise QuestionSetError(f"没有问题：{place}。text 字段写问题")
        if row.get("answerable") is False:
            questions.append(Question(id_, text, (), kind=str(row.get("type") or "")))
        elif id_ in relevant:
            questions.append(Question(id_, text, answers or None, relevant[id_], kind=str(row.get("type") or "")))
    return QuestionSet(tuple(questions), tuple(corpus.values()))


def _id(row: dict[str, Any]) -> str:
    return str(row.get("_id", row["id"]))


def _qrels(folder: Path) -> dict[str, tuple[str, ...]]:
    path = next((folder / name for name in _SPLITS if (folder / name).is_file()), folder / _SPLITS[0])
    relevant: dict[str, tuple[str, ...]] = {}
    for row in csv.reader(_text(path).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) < 3:
            raise QuestionSetError(f"qrels 有误：{path}。每行应是 query-id、corpus-id、score，用制表符分开")
        query, passage, score = row[:3]
        if score.lstrip("-").isdecimal() and int(score) > 0:
            relevant[query] = (*relevant.get(query, ()), corpus_file(passage))
    return relevant


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise QuestionSetError(
            f"问题文件夹里缺文件：{path}（{error.strerror}）。应有 corpus.jsonl、queries.jsonl 和 qrels.tsv"
        ) from error
    except UnicodeDecodeError as error:
        raise QuestionSetError(f"问题文件不是 UTF-8：{path}。请转存为 UTF-8 编码") from error
