"""The SQuAD format (SQuAD 1.1 and 2.0, CMRC 2018, DRCD): contexts with questions about them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qa.errors import QuestionSetError
from qa.evaluation.question_sets.question_set import CorpusText, Question, QuestionSet, corpus_file
from qa.messages import Message

_NAMES = (("query_id", "id"), ("query_text", "question"))
"""field names of CMRC 2018, each with its SQuAD name"""


def squad_set(articles: list[Any], path: Path) -> QuestionSet:
    """Return the question set of a parsed file; each context becomes a text of the corpus.

    Args:
        articles: the list under ``data``, or the flat list of the published CMRC 2018 files, whose items are contexts
            (``context_text``; ``query_text``, ``query_id`` and answers as strings in ``qas``).
        path: the file, for messages.

    Raises:
        QuestionSetError: a field is missing or has the wrong type.
    """
    corpus: list[CorpusText] = []
    questions: list[Question] = []
    try:
        for article in articles:
            for context, rows in _contexts(article):
                name = corpus_file(f"context-{len(corpus):06}")
                corpus.append(CorpusText(name, str(article.get("title") or ""), context))
                questions += [_question(row, name) for row in rows]
    except (TypeError, KeyError, AttributeError) as error:
        raise QuestionSetError(
            Message(
                "不是 SQuAD 格式：{path}（{error}）。data 里应是 paragraphs，其中有 context 和 qas",
                path=path,
                error=str(error),
            )
        ) from error
    return QuestionSet(tuple(questions), tuple(corpus))


def is_flat(whole: Any) -> bool:
    """Return whether a JSON value is a flat list of contexts, as in the published CMRC 2018 files."""
    return isinstance(whole, list) and bool(whole) and isinstance(whole[0], dict) and "context_text" in whole[0]


def _contexts(article: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Return the contexts of an article, each with the questions about it."""
    if "context_text" in article:
        yield str(article["context_text"]), article["qas"]
        return
    for paragraph in article["paragraphs"]:
        yield str(paragraph["context"]), paragraph["qas"]


def _question(row: dict[str, Any], context: str) -> Question:
    given = [answer if isinstance(answer, str) else str(answer["text"]) for answer in row.get("answers") or ()]
    answers = () if _is_true(row.get("is_impossible")) else tuple(dict.fromkeys(given))
    question_id, text = (row[cmrc] if cmrc in row else row[squad] for cmrc, squad in _NAMES)
    return Question(str(question_id), str(text or ""), answers, (context,) if answers else ())


def _is_true(value: Any) -> bool:
    """Return the truth of a value; some files write true and false as strings."""
    return value.strip().lower() in ("true", "1") if isinstance(value, str) else bool(value)
