"""Command-line arguments, question sets and libraries that several benchmarks share."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from qa.evaluation import Question, QuestionSet, read_question_set
from qa.library import Library
from qa.settings import Settings
from qa.terminal_progress import add_progress, question_progress

_T = TypeVar("_T")


def question_parser(documentation: str | None, limit: int | None = None) -> argparse.ArgumentParser:
    """Return a parser for ``QUESTIONS --library DIR``, with ``--limit N`` if a default limit is given.

    Args:
        documentation: the script's docstring, which is the help text.
        limit: the default of ``--limit``; 0 stands for all questions.
    """
    parser = argparse.ArgumentParser(description=documentation, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path, help="a question set in any form that `qa evaluate` reads")
    parser.add_argument("--library", type=Path, required=True, help="a library that holds the documents of the set")
    if limit is not None:
        parser.add_argument("--limit", type=int, default=limit, help="number of questions; 0: all")
    return parser


def askable_set(path: Path) -> QuestionSet:
    """Read a question set and leave out the questions that are too long to be asked."""
    return read_question_set(path).within_limit(Settings().question_characters)


def evenly_spaced(items: Sequence[_T], limit: int) -> list[_T]:
    """Return ``limit`` evenly spaced items, or all items if ``limit`` is 0 or not below their number."""
    if not limit or len(items) <= limit:
        return list(items)
    return [items[int(place)] for place in np.linspace(0, len(items) - 1, limit)]


def distinct(questions: Sequence[Question]) -> list[Question]:
    """Return the questions without repetitions, because a repeated question would be answered from warm caches."""
    first: dict[str, Question] = {}
    for question in questions:
        first.setdefault(question.text.strip(), question)
    return list(first.values())


def for_each_question(questions: Sequence[Question], measure: Callable[[Question], _T]) -> list[_T]:
    """Return the result of ``measure`` for each question, with a progress bar."""
    results = []
    with question_progress(len(questions)) as step:
        for question in questions:
            results.append(measure(question))
            step()
    return results


def fill_library(library: Library, documents: Path, question_set: QuestionSet) -> None:
    """Add the documents of a question set to a library; continue where an interrupted run stopped.

    Args:
        library: the library to fill.
        documents: the folder of the documents. If the set brings its own texts, they are written there first.
        question_set: the question set.
    """
    if question_set.corpus:
        documents.mkdir(parents=True, exist_ok=True)
    for text in question_set.corpus:
        title = f"{text.title}\n" if text.title else ""
        if not (file := documents / text.name).exists():
            file.write_text(f"{title}{text.text}", encoding="utf-8")
    with add_progress() as show:
        library.add(documents, on_progress=show)
