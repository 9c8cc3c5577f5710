"""Asking every question of a set."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qa.evaluation.questions import CorpusText, Question
from qa.index import AddProgress
from qa.library import Library
from qa.search import RankedPassage
from qa.types import Answer, Hit

Retriever = Literal["lexical", "dense"]
DEPTH = 100
"""how many passages are looked at"""


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
    """
    outcomes = []
    for question in questions:
        if stopped and stopped():
            break
        began = time.perf_counter()
        answer = library.ask(question.text, k=k, earlier=question.history, **question.filters)
        taken = time.perf_counter() - began
        outcomes.append(Outcome(question, answer, taken, _is_valid(library, answer)))
        if on_progress:
            on_progress()
    return outcomes


def retrieve_all(library: Library, questions: Sequence[Question]) -> dict[Retriever, list[Outcome]]:
    """What each of the two retrievers alone ranks first; nothing is said to be found."""
    outcomes: dict[Retriever, list[Outcome]] = {"lexical": [], "dense": []}
    for question in questions:
        ranking = library.ranking(question.text).passages
        for retriever, found in outcomes.items():
            found.append(Outcome(question, Answer(question.text, False, 0.0, None, _by(retriever, ranking))))
    return outcomes


def _by(retriever: Retriever, ranking: Sequence[RankedPassage]) -> tuple[Hit, ...]:
    scored = [(one.features.bm25 if retriever == "lexical" else one.features.dense, one.passage) for one in ranking]
    best = sorted(scored, key=lambda pair: -pair[0])[:DEPTH]
    return tuple(Hit(rank, score, one.text, one.citation) for rank, (score, one) in enumerate(best, start=1))


@contextmanager
def corpus_library(
    corpus: Sequence[CorpusText], on_progress: Callable[[AddProgress], None] | None = None
) -> Iterator[Library]:
    """A temporary library of the texts that came with the questions, each a file of that name."""
    with tempfile.TemporaryDirectory() as temporary:
        texts = Path(temporary) / "texts"
        texts.mkdir()
        for text in corpus:
            title = f"{text.title}\n" if text.title else ""
            (texts / text.name).write_text(f"{title}{text.text}", encoding="utf-8")
        with Library.open(Path(temporary) / "library") as library:
            library.add(texts, on_progress=on_progress)
            yield library


def _is_valid(library: Library, answer: Answer) -> bool:
    texts: dict[int, str] = {}
    quoted = [(hit.text, hit.citation) for hit in answer.passages]
    if answer.sentence:
        quoted.append((answer.sentence.text, answer.sentence.citation))
    for text, citation in quoted:
        document = citation.document_id
        if document not in texts:
            texts[document] = library.document_text(document)
        if texts[document][citation.start : citation.end] != text:
            return False
    return True
