"""The work of ``qa evaluate``: ask the questions, compute the result, print and write it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qa.cli.comparison import RETRIEVERS, compare_results, passes_gate, read_stored_for
from qa.cli.evaluation_output import print_result, refuse_unwritable, write_report, write_result, write_run
from qa.cli.exit_status import INTERRUPTED, PROBLEMS_FOUND
from qa.cli.library_access import library_for
from qa.cli.question_set_notices import read_with_notices, within_limit_with_notice

if TYPE_CHECKING:
    from qa.evaluation import Outcome, QuestionSet, Relevance, Retriever
    from qa.evaluation.stored_result import StoredResult
    from qa.library import Library


@dataclass(frozen=True, slots=True)
class EvaluationOptions:
    """The options of ``qa evaluate``."""

    as_json: bool
    output: Path | None
    run: Path | None
    report: Path | None
    mix: "Retriever | None"
    compare: str | None
    """file of a stored result, or a key of :data:`qa.cli.comparison.RETRIEVERS`; ``None`` to compare with nothing"""
    gate: Path | None
    margin: float

    @property
    def compared_retriever(self) -> "Retriever | None":
        """The retriever to compare with; ``None`` if :attr:`compare` is a file or ``None``."""
        return RETRIEVERS.get(self.compare) if self.compare else None


@dataclass(frozen=True, slots=True)
class _StoredResults:
    """The stored results of ``--gate`` and ``--compare``."""

    gate: "StoredResult | None"
    compare: "StoredResult | None"


def run_evaluation(questions: Path, folder: Path | None, options: EvaluationOptions) -> int:
    """Evaluate a library, print the result, and write the requested files.

    Returns:
        The exit status: 130 after Ctrl-C, 1 if the result does not pass ``--gate``, else 0.

    Raises:
        QaError: the questions, an option or the library cannot be used, or a file cannot be written.
        Exception: an error that ended the run early. If a question was answered before it, the result so far is printed
            and written first.
    """
    from qa.evaluation import refuse_unjudged
    from qa.terminal_progress import stopping_on_interrupt

    question_set = read_with_notices(questions)
    # Mistakes in the options are reported before the questions are asked, which may take hours.
    refuse_unjudged(question_set, questions)
    for path in (options.output, options.run, options.report):
        refuse_unwritable(path)
    ids = {question.id for question in question_set.questions}
    stored = _read_stored(options, ids, question_set.sha256)
    with (
        stopping_on_interrupt("问完手上的这一题") as stopped,
        library_for(question_set, folder, stopped) as library,
    ):
        question_set = within_limit_with_notice(question_set, library)
        outcomes, error = _ask(library, question_set, options.mix, stopped)
        _report_incomplete(outcomes, question_set, error)
        if not outcomes:
            return INTERRUPTED
        fell = _conclude(library, question_set, outcomes, options, stored, stopped=stopped)
    if error:
        raise error
    if stopped():
        return INTERRUPTED
    return PROBLEMS_FOUND if fell else 0


def score_other_run(qrels: Path, run: Path, options: EvaluationOptions) -> int:
    """Score the run of another system, print the result, and write it to the file of ``--output``, if there is one.

    Args:
        qrels: file of the relevance judgements in TREC format.
        run: file of the run in TREC format.
        options: the options; :attr:`EvaluationOptions.compare` always names a file here.

    Returns:
        The exit status: 1 if the result does not pass ``--gate``, else 0.

    Raises:
        QaError: a file cannot be read or written, or the files have no query in common.
    """
    from qa.evaluation.result import Result
    from qa.evaluation.trec_runs import score_run

    refuse_unwritable(options.output)
    result = Result.of_run(score_run(qrels, run), qrels, run)
    ids, sha256 = {id_ for metric in result.scores for id_ in metric.by_question}, result.made_by["questions sha256"]
    baseline = read_stored_for(options.gate, ids, sha256) if options.gate else None
    if options.compare:
        other = read_stored_for(Path(options.compare), ids, sha256)
        result = result.compared(options.compare, compare_results(result, other))
    print_result(result, options.as_json)
    write_result(options.output, result)
    if baseline is None or passes_gate(result, baseline, options.margin):
        return 0
    return PROBLEMS_FOUND


def _read_stored(options: EvaluationOptions, ids: set[str], sha256: str) -> _StoredResults:
    is_file = options.compare is not None and options.compared_retriever is None
    return _StoredResults(
        gate=read_stored_for(options.gate, ids, sha256) if options.gate else None,
        compare=read_stored_for(Path(options.compare or ""), ids, sha256) if is_file else None,
    )


def _conclude(
    library: "Library",
    question_set: "QuestionSet",
    outcomes: "Sequence[Outcome]",
    options: EvaluationOptions,
    stored: _StoredResults,
    *,
    stopped: Callable[[], bool],
) -> bool:
    """Compute, print and write the result of a run; return whether it fails ``--gate``."""
    from qa.evaluation import Relevance
    from qa.evaluation.result import Result

    relevance = Relevance(library)
    complete = len(outcomes) == len(question_set.questions)
    result = Result.of(outcomes, relevance, question_set, complete=complete, mix=options.mix)
    other = stored.compare
    if options.compared_retriever and not stopped():
        other = _retriever_scores(options.compared_retriever, outcomes, relevance, stopped)
    if options.compare and other:
        result = result.compared(options.compare, compare_results(result, other))
    print_result(result, options.as_json)
    write_result(options.output, result)
    if options.run:
        write_run(options.run, outcomes, question_set.corpus)
    if options.report:
        write_report(options.report, result, outcomes, relevance, answered=not options.mix, stopped=stopped)
    return stored.gate is not None and not passes_gate(result, stored.gate, options.margin)


def _ask(
    library: "Library", question_set: "QuestionSet", mix: "Retriever | None", stopped: Callable[[], bool]
) -> "tuple[list[Outcome], Exception | None]":
    """Ask the questions; return the outcomes and the error that ended the run early, or ``None``.

    An error before the first outcome is raised.
    """
    from qa.evaluation import each_answer, each_ranking
    from qa.terminal_progress import question_progress

    outcomes: list[Outcome] = []
    with question_progress(len(question_set.questions)) as step:
        try:
            for outcome in (
                (by_retriever[mix] for by_retriever in each_ranking(library, question_set.questions, stopped))
                if mix
                else each_answer(library, question_set.questions, stopped=stopped)
            ):
                outcomes.append(outcome)
                step()
        except Exception as error:  # any error: the outcomes so far may have taken hours
            if not outcomes:
                raise
            return outcomes, error
    return outcomes, None


def _report_incomplete(outcomes: "Sequence[Outcome]", question_set: "QuestionSet", error: Exception | None) -> None:
    """Report on stderr if not all questions were asked, and why."""
    if len(outcomes) == len(question_set.questions):
        return
    why = f"问到这里出错了（{error}）" if error else "已停下"
    shown = "；下面是这些题的结果" if outcomes else ""
    click.echo(f"qa: {why}，只问了 {len(outcomes)}/{len(question_set.questions)} 题{shown}", err=True)


def _retriever_scores(
    retriever: "Retriever", outcomes: "Sequence[Outcome]", relevance: "Relevance", stopped: Callable[[], bool]
) -> "StoredResult | None":
    """Return the ranking metrics of a single retriever on the same questions; ``None`` if there are no scores.

    After a stop or an error, the metrics cover the questions searched until then. An error is reported on stderr; an
    error at the first question is raised.
    """
    from qa.evaluation import QuestionSet, question_scores
    from qa.evaluation.scores import RANKING_METRICS
    from qa.evaluation.stored_result import StoredResult

    same_questions = QuestionSet(tuple(outcome.question for outcome in outcomes))
    rankings, error = _ask(relevance.library, same_questions, retriever, stopped)
    if error:
        click.echo(f"qa: 对照的检索出错了（{error}），只对照 {len(rankings)}/{len(outcomes)} 题", err=True)
    scores = question_scores(rankings, relevance)
    ranking_scores = {metric.name: metric for metric in scores if metric.name in RANKING_METRICS}
    return StoredResult(ranking_scores) if scores else None
