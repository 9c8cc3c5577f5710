"""A job that evaluates a library with a question set."""

import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.errors import BusyError
from qa.library import Library
from qa.server.jobs.job import Job, JobKind
from qa.server.served_library import ServedLibrary
from qa.web.guards.fair_turns import Client

if TYPE_CHECKING:
    from collections.abc import Callable

    from qa.evaluation import Outcome, QuestionSet
    from qa.evaluation.result import Result

_BUSY_SECONDS = 1.0


def read_questions_of(file: Path) -> "QuestionSet":
    """Return the questions of an uploaded file.

    Raises:
        QuestionSetError: the file is not a question set, or no question states an answer, document or passage.
    """
    from qa.evaluation import read_question_set, refuse_unjudged

    questions = read_question_set(file)
    refuse_unjudged(questions, file)
    return questions


def evaluation_job(library: ServedLibrary, questions: "QuestionSet", folder: Path, client: Client, user: str) -> Job:
    """Return a job that asks the questions and whose result is the record that ``qa evaluate --json`` prints.

    The record does not name folders of the server; without any answer, it has no metrics. Questions that are too long
    for the library are skipped. If the question set brings its own documents, they are searched instead of the library.

    Args:
        library: the library to evaluate.
        questions: the question set.
        folder: holds only the file of the questions; it is deleted at the end of the job.
        client: the client; its questions take turns with those of other clients.
        user: name of the user who started the job.
    """
    service = library.service

    def work(job: Job) -> dict[str, Any]:
        from qa.evaluation import corpus_library

        if not questions.corpus:
            return _evaluated(service.library, questions, job, lambda ask: _in_turn(library, client, ask))
        with corpus_library(questions.corpus, lambda step: job.report(step.done / 2), job.stopped) as own:
            return _evaluated(own, questions, job, lambda ask: _in_turn(library, client, ask))

    return Job(JobKind.EVALUATE, work, user, folder)


def _in_turn(library: ServedLibrary, client: Client, ask: "Callable[[], Outcome | None]") -> "Outcome | None":
    """Ask a question when the client's turn comes; wait even if the queue is full."""
    while True:
        try:
            with library.service.turn(client):
                return ask()
        except BusyError:
            time.sleep(_BUSY_SECONDS)


def _evaluated(
    library: Library,
    question_set: "QuestionSet",
    job: Job,
    in_turn: "Callable[[Callable[[], Outcome | None]], Outcome | None]",
) -> dict[str, Any]:
    from qa.evaluation import Relevance, each_answer
    from qa.evaluation.result import Result

    question_set = question_set.within_limit(library.settings.question_characters)
    answers = each_answer(library, question_set.questions, stopped=job.stopped)
    outcomes: list[Outcome] = []
    total = len(question_set.questions)
    while (outcome := in_turn(lambda: next(answers, None))) is not None:
        outcomes.append(outcome)
        job.report(len(outcomes) / total, questions_done=len(outcomes), questions_total=total)
    if not outcomes:
        return {"metrics": {}, "complete": False}
    complete = len(outcomes) == total
    return _public(Result.of(outcomes, Relevance(library), question_set, complete=complete))


def _public(result: "Result") -> dict[str, Any]:
    """Return the JSON values of a result without the folders of the server."""
    names = {name: Path(result.made_by[name]).name for name in ("questions", "library")}
    settings = result.made_by["settings"]
    if settings.get("model"):
        settings = settings | {"model": Path(settings["model"]).name}
    return replace(result, made_by=result.made_by | names | {"settings": settings}).record()
