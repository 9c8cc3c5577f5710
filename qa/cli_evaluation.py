"""The commands of the command line that measure: ``qa evaluate`` and ``qa questions``."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qa.errors import QaError

if TYPE_CHECKING:
    from qa.evaluation import Metric, Outcome, QuestionSet
    from qa.evaluation.compare import Comparison
    from qa.evaluation.result import Result
    from qa.library import Library

_INTERRUPTED = 130
_RETRIEVERS = ("lexical", "dense")


def run_evaluation(
    questions: Path,
    folder: Path | None,
    *,
    as_json: bool,
    output: Path | None,
    run: Path | None,
    report: Path | None,
    compare: str | None,
    gate: Path | None,
    margin: float,
) -> int:
    """Evaluate, print, and write what was asked for.

    Returns:
        The exit status: 1 where a metric fell below the gate, 130 after Ctrl-C, else 0.
    """
    from qa.evaluation import answer_all, read_question_set
    from qa.evaluation.result import Result
    from qa.progress import question_progress, stopping_on_interrupt

    asked = read_question_set(questions)
    with opened_for(asked, folder) as library, stopping_on_interrupt() as stopped:
        with question_progress(len(asked.questions)) as step:
            outcomes = answer_all(library, asked.questions, on_progress=step, stopped=stopped)
        complete = len(outcomes) == len(asked.questions)
        if not complete:
            click.echo(f"qa: 已停下，只问了 {len(outcomes)}/{len(asked.questions)} 题；下面是这些题的结果", err=True)
        if not outcomes:
            return _INTERRUPTED
        result = Result.of(outcomes, library, questions, complete)
        _print_result(result, as_json)
        if output:
            _write(output, json.dumps(result.record(), ensure_ascii=False))
        if run:
            _write_run(run, outcomes)
        if report:
            _write_report(report, result, outcomes, library)
        if compare:
            _print_comparisons(_compared(result, outcomes, library, compare))
        fell = gate is not None and _has_fallen(result, gate, margin)
    return _INTERRUPTED if not complete else int(fell)


def score_other(qrels: Path, run: Path, as_json: bool) -> None:
    """Score the run of another system, and print."""
    from qa.evaluation.trec import run_metrics, score_run

    metrics = run_metrics(score_run(qrels, run))
    if as_json:
        rows = {m.name: {"value": m.value, "low": m.low, "high": m.high, "questions": m.questions} for m in metrics}
        click.echo(json.dumps({"metrics": rows}, ensure_ascii=False))
    else:
        print_metrics(metrics)


def print_metrics(metrics: "Sequence[Metric]") -> None:
    """A line a metric: name, value, interval, number of questions, tab-separated."""
    for metric in metrics:
        value, low, high = (
            "-" if one is None or isnan(one) else f"{one:.4f}" for one in (metric.value, metric.low, metric.high)
        )
        click.echo(f"{metric.name}\t{value}\t{low}–{high}\t{metric.questions}")


@contextmanager
def opened_for(asked: "QuestionSet", folder: Path | None) -> "Iterator[Library]":
    """The library, or a temporary one of the texts that came with the questions."""
    from qa.evaluation import corpus_library
    from qa.library import Library
    from qa.progress import add_progress

    if not asked.corpus:
        with Library.open(folder) as library:
            yield library
        return
    with add_progress() as show, corpus_library(asked.corpus, show) as library:
        yield library


def _print_result(result: "Result", as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(result.record(), ensure_ascii=False))
    else:
        print_metrics(result.metrics)


def _write_run(run: Path, outcomes: "Sequence[Outcome]") -> None:
    from qa.evaluation.trec import trec_lines
    from qa.records import answer_record

    records = (answer_record(outcome.answer, outcome.question.id) for outcome in outcomes)
    _write(run, "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))
    _write(run.with_name(f"{run.name}.trec"), "".join(f"{line}\n" for line in trec_lines(outcomes)))


def _write_report(report: Path, result: "Result", outcomes: "Sequence[Outcome]", library: "Library") -> None:
    from qa.evaluation.failures import failures
    from qa.evaluation.report import report_html

    _write(report, report_html(result, outcomes, list(failures(outcomes, library))))


def _compared(
    result: "Result", outcomes: "Sequence[Outcome]", library: "Library", other: str
) -> "Sequence[Comparison]":
    from qa.evaluation.compare import compare
    from qa.evaluation.outcomes import retrieve_all
    from qa.evaluation.relevance import Relevance
    from qa.evaluation.result import read_scores
    from qa.evaluation.scores import RANKING_METRICS, question_scores

    if other not in _RETRIEVERS:
        return compare(result.scores, read_scores(Path(other)))
    alone = retrieve_all(library, [outcome.question for outcome in outcomes])
    scores = question_scores(alone["lexical" if other == "lexical" else "dense"], Relevance(library))
    return compare(result.scores, {one.name: one for one in scores if one.name in RANKING_METRICS})


def _has_fallen(result: "Result", gate: Path, margin: float) -> bool:
    """Whether a metric fell below a stored result; says which."""
    from qa.evaluation.compare import compare, has_fallen
    from qa.evaluation.result import read_scores

    fallen = [one for one in compare(result.scores, read_scores(gate)) if has_fallen(one, margin)]
    for one in fallen:
        click.echo(
            f"qa: {one.name} 从 {one.other:.4f} 变为 {one.ours:.4f}（差的 95 % 区间 {one.low:+.4f}–{one.high:+.4f}），"
            f"超出了允许的 {margin}",
            err=True,
        )
    return bool(fallen)


def _print_comparisons(comparisons: "Sequence[Comparison]") -> None:
    click.echo("指标\t现在\t对照\t差的 95 % 区间\tp（Holm）\t胜\t负\t题数")
    for one in comparisons:
        interval = f"{one.low:+.4f}–{one.high:+.4f}"
        click.echo(
            f"{one.name}\t{one.ours:.4f}\t{one.other:.4f}\t{interval}\t{one.p:.4f}\t"
            f"{one.wins}\t{one.losses}\t{one.questions}"
        )


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise QaError(f"结果写不了：{path}（{error.strerror}）。请换一个位置") from error
