"""Question sets in the form of SQuAD (1.1, 2.0; CMRC 2018, DRCD): contexts with questions about them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qa.errors import QuestionSetError
from qa.evaluation.questions import CorpusText, Question, QuestionSet, corpus_file
from qa.messages import Message

_NAMES = (("query_id", "id"), ("query_text", "question"))
"""what CMRC 2018 and what SQuAD calls it"""


def squad_set(articles: list[Any], path: Path) -> QuestionSet:
    """The questions of such a set; each context is a text of the corpus.

    Args:
        articles: what stands under ``data``, or the list that CMRC 2018 was published as, in which each context stands
            by itself (``context_text``; ``query_text``, ``query_id`` and answers as strings in ``qas``).
        path: names the file in messages.

    Raises:
        QuestionSetError: a field is missing or has not its form.
    """
    corpus: list[CorpusText] = []
    questions: list[Question] = []
    try:
        for article in articles:
            for context, asked in _contexts(article):
                name = corpus_file(f"context-{len(corpus):06}")
                corpus.append(CorpusText(name, str(article.get("title") or ""), context))
                questions += [_question(one, name) for one in asked]
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
    """Whether a JSON value is the list that CMRC 2018 was published as."""
    return isinstance(whole, list) and bool(whole) and isinstance(whole[0], dict) and "context_text" in whole[0]


def _contexts(article: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The contexts of an article, each with what is asked about it."""
    if "context_text" in article:
        yield str(article["context_text"]), article["qas"]
        return
    for paragraph in article["paragraphs"]:
        yield str(paragraph["context"]), paragraph["qas"]


def _question(asked: dict[str, Any], context: str) -> Question:
    given = [answer if isinstance(answer, str) else str(answer["text"]) for answer in asked.get("answers") or ()]
    answers = () if _is_true(asked.get("is_impossible")) else tuple(dict.fromkeys(given))
    id_, text = (asked[old] if old in asked else asked[name] for old, name in _NAMES)
    return Question(str(id_), str(text or ""), answers, (context,) if answers else ())


def _is_true(value: Any) -> bool:
    """Some write true and false as words."""
    return value.strip().lower() in ("true", "1") if isinstance(value, str) else bool(value)
