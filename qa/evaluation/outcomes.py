"""Ask a library the questions of a set, or search it with one retriever."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any, Literal, cast

from qa.evaluation.question_sets import Question
from qa.evaluation.quotations import QuotationChecker
from qa.library import Library
from qa.question import standalone_forms
from qa.search import RankedPassage, hits
from qa.types import Answer, Citation, Filters, Hit

Retriever = Literal["lexical", "dense"]
DEPTH = 100
"""number of passages of each ranking that are evaluated"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question and the library's answer."""

    question: Question
    answer: Answer
    seconds: float = 0.0
    """time to answer, or to rank the passages"""
    valid: bool = True
    """whether the sentence and each passage equal the document slices that they cite"""


def each_answer(
    library: Library, questions: Sequence[Question], k: int = DEPTH, stopped: Callable[[], bool] | None = None
) -> Iterator[Outcome]:
    """Ask the questions one after the other and yield the outcomes; answers that people have pinned are not used.

    Args:
        library: the library to ask.
        questions: the questions, each with its filters and history.
        k: maximum number of passages per answer.
        stopped: checked before each question; once it returns true, no more questions are asked.

    Raises:
        QuestionError: a question exceeds the library's limit; see :meth:`QuestionSet.within_limit`.
    """
    quotations, passages = QuotationChecker(library), _PassageCache()
    for question in _until(questions, stopped):
        began = time.perf_counter()
        answer = library.ask(question.text, k=k, earlier=question.history, pinned=False, **question.filters)
        seconds = time.perf_counter() - began
        yield Outcome(question, passages.shared(answer), seconds, quotations.are_valid(answer))


def answer_all(
    library: Library,
    questions: Sequence[Question],
    k: int = DEPTH,
    on_progress: Callable[[], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> list[Outcome]:
    """Return the outcomes of :func:`each_answer` as a list; call ``on_progress`` after each question."""
    outcomes = []
    for outcome in each_answer(library, questions, k, stopped):
        outcomes.append(outcome)
        if on_progress:
            on_progress()
    return outcomes


def each_ranking(
    library: Library, questions: Sequence[Question], stopped: Callable[[], bool] | None = None
) -> Iterator[dict[Retriever, Outcome]]:
    """Rank the passages for each question with each retriever alone; the outcomes have no answer sentence.

    One search runs both retrievers, so both outcomes of a question have the same ``seconds``. A follow-up question is
    completed from its history; only the first of its forms (:func:`qa.question.standalone_forms`) is searched for.

    Args:
        library: the library to search.
        questions: the questions, each with its filters and history.
        stopped: checked before each question; once it returns true, no more questions are searched for.

    Raises:
        QuestionError: a question exceeds the library's limit; see :meth:`QuestionSet.within_limit`.
    """
    quotations, passages = QuotationChecker(library), _PassageCache()
    retrievers: tuple[Retriever, ...] = ("lexical", "dense")
    for question in _until(questions, stopped):
        began = time.perf_counter()
        searched = standalone_forms(question.text, question.history)[0]
        ranking = library.ranking(searched, **question.filters)
        seconds = time.perf_counter() - began
        outcomes: dict[Retriever, Outcome] = {}
        for retriever in retrievers:
            answer = Answer(
                question=question.text,
                found=False,
                confidence=0.0,
                sentence=None,
                passages=_ranked_by(retriever, ranking.passages),
                searched=searched if searched != question.text else "",
                filters=Filters(**cast(dict[str, Any], question.filters)),
                also_searched=ranking.also_searched,
            )
            outcomes[retriever] = Outcome(question, passages.shared(answer), seconds, quotations.are_valid(answer))
        yield outcomes


def retrieve_all(
    library: Library,
    questions: Sequence[Question],
    on_progress: Callable[[], None] | None = None,
) -> dict[Retriever, list[Outcome]]:
    """Return the outcomes of :func:`each_ranking` by retriever; call ``on_progress`` after each question."""
    outcomes: dict[Retriever, list[Outcome]] = {"lexical": [], "dense": []}
    for by_retriever in each_ranking(library, questions):
        for retriever, outcome in by_retriever.items():
            outcomes[retriever].append(outcome)
        if on_progress:
            on_progress()
    return outcomes


def _until(questions: Sequence[Question], stopped: Callable[[], bool] | None) -> Iterator[Question]:
    return takewhile(lambda _: not (stopped and stopped()), questions)


class _PassageCache:
    """Keeps each passage in memory only once, because a run holds a hundred passages per question, often the same."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._citations: dict[Citation, Citation] = {}

    def shared(self, answer: Answer) -> Answer:
        """Return an equal answer made of the cached passages."""
        return replace(answer, passages=tuple(map(self._hit, answer.passages)))

    def _hit(self, hit: Hit) -> Hit:
        text = self._texts.setdefault(hit.text, hit.text)
        citation, *also = (self._citations.setdefault(cited, cited) for cited in (hit.citation, *hit.also))
        return replace(hit, text=text, citation=citation, also=tuple(also))


def _ranked_by(retriever: Retriever, ranking: Sequence[RankedPassage]) -> tuple[Hit, ...]:
    """Return the first 100 passages that a single retriever found, in its order, with reciprocal ranks as scores."""
    ranks = ((passage.lexical_rank if retriever == "lexical" else passage.dense_rank, passage) for passage in ranking)
    found = sorted(((rank, passage) for rank, passage in ranks if rank is not None), key=lambda ranked: ranked[0])
    return tuple(replace(hit, score=1 / hit.rank) for hit in hits([passage for _, passage in found][:DEPTH]))
