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


def retrieve_all(library: Library, questions: Sequence[Question], retriever: Retriever) -> list[Outcome]:
    """What one of the two retrievers alone ranks first; nothing is said to be found."""
    outcomes = []
    for question in questions:
        ranking = library.ranking(question.text).passages
        by = (lambda one: one.features.bm25) if retriever == "lexical" else (lambda one: one.features.dense)
        ranked = sorted(ranking, key=by, reverse=True)[:DEPTH]
        hits = tuple(Hit(n, by(one), one.passage.text, one.passage.citation) for n, one in enumerate(ranked, start=1))
        outcomes.append(Outcome(question, Answer(question.text, False, 0.0, None, hits)))
    return outcomes


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
