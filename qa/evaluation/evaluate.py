"""How well a library answers a set of questions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from statistics import fmean

from qa.errors import QuestionSetError
from qa.evaluation.questions import Question
from qa.language import letters
from qa.library import Library
from qa.types import Answer

DEPTHS = (1, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question and what the library answered."""

    question: Question
    answer: Answer


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure: its value between 0 and 1 (``None`` where it has no meaning) and over how many questions."""

    name: str
    value: float | None
    questions: int


def answer_all(
    library: Library, questions: Sequence[Question], k: int, on_progress: Callable[[], None] | None = None
) -> list[Outcome]:
    """Ask every question; ``on_progress`` is called after each."""
    outcomes = []
    for question in questions:
        outcomes.append(Outcome(question, library.ask(question.text, k=k)))
        if on_progress:
            on_progress()
    return outcomes


def evaluate(outcomes: Sequence[Outcome]) -> tuple[Metric, ...]:
    """The metrics of a run whose answers hold at least ten passages each.

    ``answer@k``: a gold answer stands in one of the first k passages, compared without punctuation and width.
    ``MRR@10``: mean of 1 / rank of the first such passage among ten (Voorhees, TREC-8, 1999).
    ``document@1``: the first passage is of a document that answers.
    ``sentence``: an answering sentence is given and holds a gold answer.
    ``refused`` and ``AUROC``: how well questions that the documents do not answer are told from the others; the latter
    by confidence (Fawcett, Pattern Recognition Letters 27, 2006).

    Raises:
        QuestionSetError: no question says what its answers are.
    """
    judged = [outcome for outcome in outcomes if outcome.question.answers is not None]
    if not judged:
        raise QuestionSetError("问题文件里没有 answers 字段，无法评测。请给每个问题写上 answers（没有答案写 []）")
    answerable = [outcome for outcome in judged if outcome.question.answers]
    unanswerable = [outcome for outcome in judged if not outcome.question.answers]
    with_documents = [outcome for outcome in answerable if outcome.question.documents]
    ranks = [_first_rank(outcome) for outcome in answerable]
    return (
        *(Metric(f"answer@{k}", _mean([rank <= k for rank in ranks]), len(ranks)) for k in DEPTHS),
        Metric("MRR@10", _mean([1 / rank if rank <= 10 else 0.0 for rank in ranks]), len(ranks)),
        Metric("document@1", _mean([_right_document(o) for o in with_documents]), len(with_documents)),
        Metric("sentence", _mean([_right_sentence(o) for o in answerable]), len(answerable)),
        Metric("refused, answerable", _mean([not o.answer.found for o in answerable]), len(answerable)),
        Metric("refused, unanswerable", _mean([not o.answer.found for o in unanswerable]), len(unanswerable)),
        Metric("AUROC", _auroc(answerable, unanswerable), len(judged)),
    )


def contains_answer(text: str, answers: Sequence[str]) -> bool:
    """Whether ``text`` holds one of ``answers``, both reduced to their normalised letters and digits."""
    reduced = letters(text)
    return any(wanted in reduced for wanted in map(letters, answers) if wanted)


def _first_rank(outcome: Outcome) -> float:
    answers = outcome.question.answers or ()
    ranks = (hit.rank for hit in outcome.answer.passages if contains_answer(hit.text, answers))
    return next(ranks, float("inf"))


def _right_document(outcome: Outcome) -> bool:
    passages = outcome.answer.passages
    return bool(passages) and PurePath(passages[0].citation.source).name in outcome.question.documents


def _right_sentence(outcome: Outcome) -> bool:
    sentence = outcome.answer.sentence
    return sentence is not None and contains_answer(sentence.text, outcome.question.answers or ())


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


def _auroc(answerable: Sequence[Outcome], unanswerable: Sequence[Outcome]) -> float | None:
    if not answerable or not unanswerable:
        return None
    from sklearn.metrics import roc_auc_score

    labels = [1] * len(answerable) + [0] * len(unanswerable)
    return float(roc_auc_score(labels, [outcome.answer.confidence for outcome in (*answerable, *unanswerable)]))
