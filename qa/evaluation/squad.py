"""Question sets in the form of SQuAD (1.1, 2.0; CMRC 2018, DRCD): contexts with questions about them."""

from pathlib import Path
from typing import Any

from qa.errors import QuestionSetError
from qa.evaluation.questions import CorpusText, Question, QuestionSet, corpus_file


def squad_set(articles: list[Any], path: Path) -> QuestionSet:
    """The questions of such a set; each context is a text of the corpus.

    Args:
        articles: what stands under ``data``.
        path: names the file in messages.

    Raises:
        QuestionSetError: a field is missing or has not its form.
    """
    corpus: list[CorpusText] = []
    questions: list[Question] = []
    try:
        for article in articles:
            for paragraph in article["paragraphs"]:
                name = corpus_file(f"context-{len(corpus):06}")
                corpus.append(CorpusText(name, str(article.get("title") or ""), str(paragraph["context"])))
                questions += [_question(asked, name) for asked in paragraph["qas"]]
    except (TypeError, KeyError, AttributeError) as error:
        raise QuestionSetError(
            f"不是 SQuAD 格式：{path}（{error}）。data 里应是 paragraphs，其中有 context 和 qas"
        ) from error
    return QuestionSet(tuple(questions), tuple(corpus))


def _question(asked: dict[str, Any], context: str) -> Question:
    answers = tuple(dict.fromkeys(str(answer["text"]) for answer in asked.get("answers") or ()))
    answerable = not asked.get("is_impossible") and bool(answers)
    return Question(
        str(asked["id"]), str(asked["question"] or ""), answers if answerable else (), (context,) if answerable else ()
    )
