"""The steps from a question to its answer.

1. Understand: the forms of the question that stand alone (:func:`qa.question.standalone_forms`), and the filters that
   a form names (:func:`qa.question.named_filters`).
2. Find candidates and rank them (:func:`qa.search.rank`).
3. Judge the ranking: confidence and sentence (:func:`qa.answering.judge.judge`).
4. Correct the spelling by the passages found (:func:`qa.question.correct_spelling`). If that changes the question, find
   its filters, rank and judge again, and keep the attempt with the higher confidence.
5. Answer with the first form for which an answer is found, else with the first form.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from qa.answering.judge import Judgement, judge
from qa.index import Engine
from qa.question import NamedFilters, correct_spelling, named_filters, standalone_forms
from qa.search import Ranking, hits, rank
from qa.types import NO_FILTERS, Answer, Filters

_SPELLING_PASSAGES = 50
"""number of best passages from which the spelling of words is taken"""


@dataclass(frozen=True, slots=True)
class AskRequest:
    """A question with its filters and conversation."""

    question: str
    """as typed"""
    k: int
    """how many passages to return"""
    earlier: tuple[str, ...] = ()
    """the questions searched for before in the same conversation, oldest first"""
    may_name_filters: bool = True
    """whether filters named in the question apply"""
    filters: Filters = NO_FILTERS
    """which documents may answer"""


@dataclass(frozen=True, slots=True)
class AskContext:
    """The engine, the model and the issuers that answering needs."""

    engine: Engine
    encoder: Encoder
    issuers: Callable[[], Iterable[str]]
    """returns the issuers of the library's documents"""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One form of the question, searched and judged."""

    searched: str
    named: NamedFilters
    ranking: Ranking
    judgement: Judgement

    @property
    def is_found(self) -> bool:
        return self.judgement.sentence is not None

    @property
    def confidence(self) -> float:
        return self.judgement.confidence.value


def ask(request: AskRequest, context: AskContext) -> Answer:
    """Answer a question by the steps in the module's docstring.

    Raises:
        EmbeddingsError: the model cannot be loaded.
        LibraryError: the library cannot be read.
    """
    forms = standalone_forms(request.question, request.earlier)
    attempts = (_attempt_with_spelling(form, request, context) for form in forms)
    return _answer(request, _first_found(attempts))


def rank_passages(question: str, filters: Filters, context: AskContext) -> tuple[NDArray[np.float32], Ranking]:
    """Return a question's unit vector, shape (dimension,), and the ranking of the passages for it.

    Raises:
        EmbeddingsError: the model cannot be loaded.
        LibraryError: the library cannot be read.
    """
    vector = context.encoder.encode_queries([question])[0]
    with context.engine.snapshot() as snapshot:
        return vector, rank(question, vector, snapshot, filters)


def _attempt_with_spelling(form: str, request: AskRequest, context: AskContext) -> _Attempt:
    attempt = _attempt(form, request, context)
    passages = [ranked.passage for ranked in attempt.ranking.passages[:_SPELLING_PASSAGES]]
    corrected = correct_spelling(form, [f"{passage.citation.title}\n{passage.text}" for passage in passages])
    if corrected == form:
        return attempt
    again = _attempt(corrected, request, context)
    return again if again.confidence > attempt.confidence else attempt


def _attempt(searched: str, request: AskRequest, context: AskContext) -> _Attempt:
    named = NamedFilters(NO_FILTERS, searched)
    if request.may_name_filters and not request.filters:
        named = named_filters(searched, context.issuers)
    vector, ranking = rank_passages(named.question, named.filters or request.filters, context)
    if named.filters and not ranking.passages:
        # No document passes the named filters: answer from all documents.
        named = NamedFilters(NO_FILTERS, searched)
        vector, ranking = rank_passages(searched, request.filters, context)
    return _Attempt(searched, named, ranking, judge(named.question, vector, ranking, context.encoder))


def _first_found(attempts: Iterator[_Attempt]) -> _Attempt:
    first = next(attempts)
    return first if first.is_found else next((attempt for attempt in attempts if attempt.is_found), first)


def _answer(request: AskRequest, attempt: _Attempt) -> Answer:
    return Answer(
        question=request.question,
        found=attempt.is_found,
        confidence=attempt.confidence,
        sentence=attempt.judgement.sentence,
        passages=hits(attempt.ranking.passages[: request.k]),
        searched=attempt.searched if attempt.searched != request.question else "",
        filters=attempt.named.filters or request.filters,
        filters_from_question=bool(attempt.named.filters),
        calibrated=attempt.judgement.confidence.calibrated,
    )
