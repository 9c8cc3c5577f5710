"""The BEIR format: a folder with ``corpus.jsonl``, ``queries.jsonl`` and ``qrels``."""

from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

from qa.errors import QuestionSetError
from qa.evaluation.question_sets.json_lines import line_rows, not_utf8, strings
from qa.evaluation.question_sets.qrels import read_qrels
from qa.evaluation.question_sets.question_set import CorpusText, Question, QuestionSet, corpus_file
from qa.messages import Message

_QRELS = ("qrels.tsv", "qrels", "qrels/test.tsv", "qrels/dev.tsv", "qrels/train.tsv")
"""possible paths of the judgements; the first file that exists is read"""


def read_beir(folder: Path) -> QuestionSet:
    """Read a folder in the BEIR format (https://github.com/beir-cellar/beir/wiki).

    The judgements are in the first of these files that exists: ``qrels.tsv``, ``qrels``, ``qrels/test.tsv``,
    ``qrels/dev.tsv``, ``qrels/train.tsv``. A query may also have ``answers`` (strings) and ``answerable``; ``false``
    means that the corpus has no answer. Queries without a relevant text are left out, except those marked as not
    answerable. Names of relevant texts that the corpus lacks are returned in ``unknown``.

    Raises:
        QuestionSetError: a file is missing or malformed.
    """
    corpus = _corpus(folder / "corpus.jsonl")
    grades = _grades(folder, corpus)
    questions = []
    for row, place in line_rows(_read_text(folder / "queries.jsonl"), folder / "queries.jsonl"):
        question = _question(row, place, grades)
        if question.answers == () or question.documents:
            questions.append(question)
    named = dict.fromkeys(name for question in questions for name in question.documents)
    unknown = tuple(name for name in named if name not in corpus)
    return QuestionSet(tuple(questions), tuple(corpus.values()), unknown=unknown)


def _question(row: dict[str, Any], place: str, grades: Mapping[str, Mapping[str, int]]) -> Question:
    query, text, answers = _id(row), row.get("text"), strings(row, "answers", place)
    if not isinstance(text, str):
        raise QuestionSetError(Message("没有问题：{place}。text 字段写问题", place=place))
    kind = str(row.get("type") or "")
    if row.get("answerable") is False:
        return Question(query, text, (), kind=kind)
    graded = grades.get(query, {})
    return Question(query, text, answers or None, tuple(graded), grades=graded, kind=kind)


def _corpus(path: Path) -> dict[str, CorpusText]:
    """Return the texts by the names of their files.

    Raises:
        QuestionSetError: the file is missing, malformed or empty, a row has no text, or an id occurs twice.
    """
    corpus: dict[str, CorpusText] = {}
    for row, place in line_rows(_read_text(path), path):
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
    return str(row["id"] if row.get("_id") in (None, "") else row["_id"])


def _grades(folder: Path, corpus: Container[str]) -> dict[str, dict[str, int]]:
    """Return the grades of the relevant texts: by query, then by file name.

    Raises:
        QuestionSetError: the file is missing or malformed, or none of its judgements names a text of the corpus.
    """
    path = next((folder / name for name in _QRELS if (folder / name).is_file()), folder / _QRELS[0])
    _read_text(path)
    grades: dict[str, dict[str, int]] = {}
    for query, judgements in read_qrels(path).items():
        relevant = {corpus_file(text_id): grade for text_id, grade in judgements.items() if grade > 0}
        if relevant:
            grades[query] = relevant
    if grades and not any(name in corpus for relevant in grades.values() for name in relevant):
        raise QuestionSetError(
            Message("qrels 里的 corpus-id 在 corpus.jsonl 里一个也没有：{path}。请检查编号", path=path)
        )
    return grades


def _read_text(path: Path) -> str:
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
