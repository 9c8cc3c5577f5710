"""Asking every question of a set."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import Literal

from qa.errors import QuestionSetError
from qa.evaluation.questions import CorpusText, Question
from qa.index import AddProgress
from qa.library import Library
from qa.search import RankedPassage, hits, searched_forms
from qa.types import Answer, Hit

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


def answer_all(
    library: Library,
    questions: Sequence[Question],
    k: int = DEPTH,
    on_progress: Callable[[], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> list[Outcome]:
    """Ask every question.

    Args:
        library: that answers.
        questions: with their filters and what was asked before them.
        k: how many passages each answer has.
        on_progress: called after each.
        stopped: asked before each; once it says true, the outcomes so far are all.

    Raises:
        QuestionSetError: a question is longer than the library takes.
    """
    _refuse_too_long(library, questions)
    quotations = Quotations(library)
    outcomes = []
    for question in _until(questions, stopped):
        began = time.perf_counter()
        answer = library.ask(question.text, k=k, earlier=question.history, **question.filters)
        taken = time.perf_counter() - began
        outcomes.append(Outcome(question, answer, taken, quotations.are_valid(answer)))
        if on_progress:
            on_progress()
    return outcomes


def retrieve_all(
    library: Library,
    questions: Sequence[Question],
    on_progress: Callable[[], None] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> dict[Retriever, list[Outcome]]:
    """What each of the two retrievers alone ranks first; nothing is said to be found.

    Args:
        library: that is searched.
        questions: with their filters and what was asked before them.
        on_progress: called after each.
        stopped: asked before each; once it says true, the outcomes so far are all.

    Raises:
        QuestionSetError: a question is longer than the library takes.
    """
    _refuse_too_long(library, questions)
    quotations = Quotations(library)
    outcomes: dict[Retriever, list[Outcome]] = {"lexical": [], "dense": []}
    for question in _until(questions, stopped):
        began = time.perf_counter()
        searched = searched_forms(question.text, question.history)[0]
        ranking = library.ranking(searched, **question.filters).passages
        taken = time.perf_counter() - began
        for retriever, found in outcomes.items():
            answer = Answer(question.text, False, 0.0, None, _by(retriever, ranking))
            found.append(Outcome(question, answer, taken, quotations.are_valid(answer)))
        if on_progress:
            on_progress()
    return outcomes


def _refuse_too_long(library: Library, questions: Sequence[Question]) -> None:
    """Before the first is asked: what was asked until then would be lost."""
    longest = library.settings.question_characters
    for question in questions:
        if len(question.text.strip()) > longest:
            raise QuestionSetError(
                f"问题太长：编号 {question.id}，{len(question.text)} 个字符，最多 {longest} 个。请写短一些或去掉"
            )


def _until(questions: Sequence[Question], stopped: Callable[[], bool] | None) -> Iterator[Question]:
    return takewhile(lambda _: not (stopped and stopped()), questions)


def _by(retriever: Retriever, ranking: Sequence[RankedPassage]) -> tuple[Hit, ...]:
    def score(one: RankedPassage) -> float:
        return one.features.bm25 if retriever == "lexical" else one.features.dense

    best = sorted(ranking, key=lambda one: -score(one))[:DEPTH]
    return tuple(replace(hit, score=score(one)) for hit, one in zip(hits(best), best, strict=True))


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
