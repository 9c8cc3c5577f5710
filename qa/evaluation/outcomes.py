"""Asking every question of a set."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile
from pathlib import Path, PurePath
from typing import Literal

from qa.evaluation.questions import CorpusText, Question
from qa.index import AddProgress
from qa.library import Library
from qa.question import standalone_forms
from qa.search import RankedPassage, hits
from qa.types import Answer, Citation, Hit

Retriever = Literal["lexical", "dense"]
DEPTH = 100
"""how many passages are looked at"""
_TEXTS_KEPT = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question and what the library answered."""

    question: Question
    answer: Answer
    seconds: float = 0.0
    """how long the answer took"""
    valid: bool = True
    """whether every text given is the slice of its document that its citation names"""


def each_answer(
    library: Library, questions: Sequence[Question], k: int = DEPTH, stopped: Callable[[], bool] | None = None
) -> Iterator[Outcome]:
    """Ask one question after the other.

    Args:
        library: that answers.
        questions: with their filters and what was asked before them.
        k: how many passages each answer has.
        stopped: asked before each; once it says true, no more are asked.

    Raises:
        QuestionError: a question is longer than the library takes: see :meth:`QuestionSet.fitting`.
    """
    quotations, passages = Quotations(library), _Passages()
    for question in _until(questions, stopped):
        began = time.perf_counter()
        answer = library.ask(question.text, k=k, earlier=question.history, **question.filters)
        taken = time.perf_counter() - began
        yield Outcome(question, passages.once(answer), taken, quotations.are_valid(answer))


def answer_all(
    library: Library,
    questions: Sequence[Question],
    k: int = DEPTH,
    on_progress: Callable[[], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> list[Outcome]:
    """Ask every question, as :func:`each_answer`; ``on_progress`` is called after each."""
    outcomes = []
    for outcome in each_answer(library, questions, k, stopped):
        outcomes.append(outcome)
        if on_progress:
            on_progress()
    return outcomes


def each_ranking(
    library: Library, questions: Sequence[Question], stopped: Callable[[], bool] | None = None
) -> Iterator[dict[Retriever, Outcome]]:
    """What each of the two retrievers alone ranks first; nothing is said to be found.

    Args:
        library: that is searched.
        questions: with their filters and what was asked before them.
        stopped: asked before each; once it says true, no more are searched for.

    Raises:
        QuestionError: a question is longer than the library takes: see :meth:`QuestionSet.fitting`.
    """
    quotations, passages = Quotations(library), _Passages()
    retrievers: tuple[Retriever, ...] = ("lexical", "dense")
    for question in _until(questions, stopped):
        began = time.perf_counter()
        searched = standalone_forms(question.text, question.history)[0]
        ranking = library.ranking(searched, **question.filters).passages
        taken = time.perf_counter() - began
        found: dict[Retriever, Outcome] = {}
        for retriever in retrievers:
            said = searched if searched != question.text else ""
            answer = Answer(question.text, False, 0.0, None, _by(retriever, ranking), said)
            found[retriever] = Outcome(question, passages.once(answer), taken, quotations.are_valid(answer))
        yield found


def retrieve_all(
    library: Library,
    questions: Sequence[Question],
    on_progress: Callable[[], None] | None = None,
) -> dict[Retriever, list[Outcome]]:
    """Search for every question, as :func:`each_ranking`; ``on_progress`` is called after each."""
    outcomes: dict[Retriever, list[Outcome]] = {"lexical": [], "dense": []}
    for found in each_ranking(library, questions):
        for retriever, outcome in found.items():
            outcomes[retriever].append(outcome)
        if on_progress:
            on_progress()
    return outcomes


def _until(questions: Sequence[Question], stopped: Callable[[], bool] | None) -> Iterator[Question]:
    return takewhile(lambda _: not (stopped and stopped()), questions)


class _Passages:
    """Holds each passage once, however many answers give it: a run keeps a hundred of them a question."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._citations: dict[Citation, Citation] = {}

    def once(self, answer: Answer) -> Answer:
        """The same answer, made of the passages that are held."""
        return replace(answer, passages=tuple(map(self._hit, answer.passages)))

    def _hit(self, hit: Hit) -> Hit:
        text = self._texts.setdefault(hit.text, hit.text)
        citation, *also = (self._citations.setdefault(one, one) for one in (hit.citation, *hit.also))
        return replace(hit, text=text, citation=citation, also=tuple(also))


def _by(retriever: Retriever, ranking: Sequence[RankedPassage]) -> tuple[Hit, ...]:
    """What the retriever itself found, in its order; the scores are those of the places."""
    places = ((one.lexical_rank if retriever == "lexical" else one.dense_rank, one) for one in ranking)
    found = sorted(((place, one) for place, one in places if place is not None), key=lambda placed: placed[0])
    return tuple(replace(hit, score=1 / hit.rank) for hit in hits([one for _, one in found][:DEPTH]))


@contextmanager
def corpus_library(
    corpus: Sequence[CorpusText],
    on_progress: Callable[[AddProgress], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Iterator[Library]:
    """A temporary library of the texts that came with the questions, each a file of that name.

    Args:
        corpus: the texts.
        on_progress: called while they are indexed.
        stopped: asked again and again; once it says true, the library holds what was indexed until then.
    """
    with tempfile.TemporaryDirectory() as temporary:
        texts = Path(temporary) / "texts"
        texts.mkdir()
        for text in corpus:
            title = f"{text.title}\n" if text.title else ""
            (texts / text.name).write_text(f"{title}{text.text}", encoding="utf-8")
        with Library.open(Path(temporary) / "library") as library:
            library.add(texts, on_progress=on_progress, stopped=stopped)
            yield library


def not_indexed(corpus: Sequence[CorpusText], library: Library) -> tuple[str, ...]:
    """What the set calls the texts that its library did not take, or has not taken yet."""
    held = {PurePath(source).name for document in library.documents() for source in document.sources}
    return tuple(text.id or text.name for text in corpus if text.name not in held)


class Quotations:
    """Compares what is quoted with the documents.

    Args:
        library: that quotes.
    """

    def __init__(self, library: Library) -> None:
        # A document keeps its text as long as it has its number, and the same ones are quoted again and again.
        self._text = lru_cache(maxsize=_TEXTS_KEPT)(library.document_text)

    def are_valid(self, answer: Answer) -> bool:
        """Whether every text that an answer gives is the slice of its document that its citation names."""
        quoted = [(hit.text, hit.citation) for hit in answer.passages]
        if answer.sentence:
            quoted.append((answer.sentence.text, answer.sentence.citation))
        return all(self._text(cited.document_id)[cited.start : cited.end] == text for text, cited in quoted)
