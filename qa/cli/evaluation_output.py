"""Print and write the result of an evaluation."""

import json
from collections.abc import Callable, Sequence
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qa.answer_words import UNCALIBRATED
from qa.cli.comparison import print_comparisons
from qa.cli.printing import print_json
from qa.errors import QaError

if TYPE_CHECKING:
    from qa.evaluation import Metric, Outcome, Relevance
    from qa.evaluation.question_sets import CorpusText
    from qa.evaluation.result import Result


def print_result(result: "Result", as_json: bool) -> None:
    """Print a result on stdout, and on stderr a notice if its confidences are uncalibrated."""
    if not result.is_calibrated:
        click.echo(f"qa: {UNCALIBRATED}", err=True)
    if as_json:
        print_json(result.record())
        return
    _print_metrics(result.metrics)
    if result.comparisons:
        print_comparisons(result.comparisons)


def write_result(output: Path | None, result: "Result") -> None:
    """Write a result as JSON, if a file was given.

    Raises:
        QaError: the file cannot be written.
    """
    if output:
        _write(output, json.dumps(result.record(), ensure_ascii=False))


def write_run(run: Path, outcomes: "Sequence[Outcome]", corpus: "Sequence[CorpusText]") -> None:
    """Write the answers as JSON Lines, and the ranked documents as a TREC run to a second file.

    Args:
        run: the file for the answers; the name of the second file is this name with ``.trec`` appended.
        outcomes: the outcomes of the run.
        corpus: the texts of a question set with its own corpus; the TREC run names them by their ids.

    Raises:
        QaError: a file cannot be written.
    """
    from qa.evaluation.trec_runs import run_lines
    from qa.json_output import answer_record

    records = (answer_record(outcome.answer, outcome.question.id) for outcome in outcomes)
    _write(run, "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))
    _write(run.with_name(f"{run.name}.trec"), "".join(f"{line}\n" for line in run_lines(outcomes, corpus)))


def write_report(
    report: Path,
    result: "Result",
    outcomes: "Sequence[Outcome]",
    relevance: "Relevance",
    *,
    answered: bool,
    stopped: Callable[[], bool],
) -> None:
    """Write the HTML report.

    Args:
        report: the file to write.
        result: the result of the run.
        outcomes: the outcomes of the run.
        relevance: judges the passages.
        answered: whether the run has answers; False for rankings of a single retriever.
        stopped: returns whether the user has asked to stop; failures are then listed without the ranks of retrievers.

    Raises:
        QaError: the file cannot be written.
    """
    from qa.evaluation.failures import failures
    from qa.evaluation.report import report_html
    from qa.terminal_progress import question_progress

    with question_progress(len(outcomes)) as step:
        failed = list(failures(outcomes, relevance, step, stopped, answered=answered))
    _write(report, report_html(result, outcomes, failed, relevance))


def refuse_unwritable(path: Path | None) -> None:
    """Refuse an output path that is a folder or lies in a missing folder.

    Raises:
        QaError: the path cannot be written.
    """
    if path and (path.is_dir() or not path.absolute().parent.is_dir()):
        raise QaError(f"结果写不了：{path}（{'这是文件夹' if path.is_dir() else '没有这个文件夹'}）。请换一个位置")


def _print_metrics(metrics: "Sequence[Metric]") -> None:
    """Print one line per metric: name, value, interval and number of questions, tab-separated."""
    for metric in metrics:
        value, low, high = (
            "-" if number is None or isnan(number) else f"{number:.4f}"
            for number in (metric.value, metric.low, metric.high)
        )
        click.echo(f"{metric.name}\t{value}\t{low}–{high}\t{metric.questions}")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise QaError(f"结果写不了：{path}（{error.strerror}）。请换一个位置") from error
