"""The commands of the command line that measure: ``qa evaluate`` and ``qa questions``."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qa.errors import QaError

if TYPE_CHECKING:
    from qa.evaluation import Metric, Outcome, QuestionSet, Relevance, Retriever, Scores
    from qa.evaluation.compare import Comparison
    from qa.evaluation.result import Result
    from qa.library import Library

_INTERRUPTED = 130
_IDS_SHOWN = 10
_SETTINGS: "Mapping[str, Retriever]" = {
    "lexical": "lexical",
    "--mix lexical": "lexical",
    "dense": "dense",
    "--mix dense": "dense",
}
"""what ``--compare`` takes beside a file"""


def run_evaluation(
    questions: Path,
    folder: Path | None,
    *,
    as_json: bool,
    output: Path | None,
    run: Path | None,
    report: Path | None,
    mix: "Retriever | None",
    compare: str | None,
    gate: Path | None,
    margin: float,
) -> int:
    """Evaluate, print, and write what was asked for.

    Returns:
        The exit status: 1 where a metric fell below the gate, 130 after Ctrl-C, else 0.
    """
    from qa.evaluation import Relevance, refuse_unjudged
    from qa.evaluation.result import Result
    from qa.progress import stopping_on_interrupt

    asked = read_and_say(questions)
    # What is wrong with the options is said before the questions are asked, which may take long.
    refuse_unjudged(asked, questions)
    for path in (output, run, report):
        _refuse_unwritable(path)
    baseline = _stored(gate, asked) if gate else None
    other = _stored(Path(compare), asked) if compare and compare not in _SETTINGS else None
    with (
        stopping_on_interrupt("问完手上的这一题") as stopped,
        opened_for(asked, folder, stopped) as library,
    ):
        asked = fit_and_say(asked, library)
        outcomes, error = _asked(library, asked, mix, stopped)
        complete = len(outcomes) == len(asked.questions)
        if not outcomes:
            return _INTERRUPTED
        if not complete:
            why = f"问到这里出错了（{error}）" if error else "已停下"
            click.echo(f"qa: {why}，只问了 {len(outcomes)}/{len(asked.questions)} 题；下面是这些题的结果", err=True)
        relevance = Relevance(library)
        result = Result.of(outcomes, relevance, asked, complete=complete, mix=mix)
        if compare and (other or not stopped()):
            found = _compared(result, outcomes, relevance, stored=other, setting=compare, stopped=stopped)
            result = result.compared(compare, found)
        _print_result(result, as_json)
        if output:
            _write(output, json.dumps(result.record(), ensure_ascii=False))
        if run:
            _write_run(run, outcomes)
        if report:
            _write_report(report, result, outcomes, relevance)
        fell = baseline is not None and _has_fallen(result, baseline, margin)
    if error:
        raise error
    return _INTERRUPTED if stopped() else int(fell)


def read_and_say(path: Path) -> "QuestionSet":
    """The questions of a file; says which are passed over."""
    from qa.evaluation import read_question_set

    asked = read_question_set(path)
    if asked.blank:
        click.echo(f"qa: {path} 里有 {len(asked.blank)} 题没有写问题，跳过；编号：{_some(asked.blank)}", err=True)
    return asked


def fit_and_say(asked: "QuestionSet", library: "Library") -> "QuestionSet":
    """The questions that the library takes; says which are too long.

    Raises:
        QuestionSetError: all are.
    """
    from qa.errors import QuestionSetError

    longest = library.settings.question_characters
    fitting = asked.fitting(longest)
    if not fitting.questions:
        raise QuestionSetError(f"问题都太长：{asked.source}，每题最多 {longest} 个字符。请写短一些")
    if fitting.too_long:
        shown = _some(fitting.too_long)
        click.echo(f"qa: 有 {len(fitting.too_long)} 题超过 {longest} 个字符，跳过；编号：{shown}", err=True)
    return fitting


def _some(ids: Sequence[str]) -> str:
    return "、".join(ids[:_IDS_SHOWN]) + ("……" if len(ids) > _IDS_SHOWN else "")


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
def opened_for(
    asked: "QuestionSet", folder: Path | None, stopped: "Callable[[], bool] | None" = None
) -> "Iterator[Library]":
    """The library, or a temporary one of the texts that came with the questions."""
    from qa.evaluation import corpus_library
    from qa.library import Library
    from qa.progress import add_progress

    if not asked.corpus:
        with Library.open(folder) as library:
            yield library
        return
    with add_progress() as show, corpus_library(asked.corpus, show, stopped) as library:
        yield library


def _asked(
    library: "Library", asked: "QuestionSet", mix: "Retriever | None", stopped: "Callable[[], bool] | None" = None
) -> "tuple[list[Outcome], Exception | None]":
    """What was answered, and what went wrong before the last was."""
    from qa.evaluation import each_answer, each_ranking
    from qa.progress import question_progress

    outcomes: list[Outcome] = []
    with question_progress(len(asked.questions)) as step:
        try:
            for outcome in (
                (found[mix] for found in each_ranking(library, asked.questions, stopped))
                if mix
                else each_answer(library, asked.questions, stopped=stopped)
            ):
                outcomes.append(outcome)
                step()
        except Exception as error:  # whatever it is, what was asked until then may have taken hours
            if not outcomes:
                raise
            return outcomes, error
    return outcomes, None


def _stored(path: Path, asked: "QuestionSet") -> "dict[str, Scores]":
    """The scores of a stored result.

    Raises:
        QuestionSetError: it is none, or is of other questions.
    """
    from qa.errors import QuestionSetError
    from qa.evaluation.result import read_scores

    scores = read_scores(path)
    ids = {question.id for question in asked.questions}
    if not any(ids.intersection(one.by_question) for one in scores.values()):
        raise QuestionSetError(f"评测结果 {path} 里没有这些问题中的任何一个。请用同一个问题文件（编号要一致）")
    return scores


def _print_result(result: "Result", as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(result.record(), ensure_ascii=False))
        return
    print_metrics(result.metrics)
    if result.comparisons:
        _print_comparisons(result.comparisons)


def _write_run(run: Path, outcomes: "Sequence[Outcome]") -> None:
    from qa.evaluation.trec import trec_lines
    from qa.records import answer_record

    records = (answer_record(outcome.answer, outcome.question.id) for outcome in outcomes)
    _write(run, "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))
    _write(run.with_name(f"{run.name}.trec"), "".join(f"{line}\n" for line in trec_lines(outcomes)))


def _write_report(report: Path, result: "Result", outcomes: "Sequence[Outcome]", relevance: "Relevance") -> None:
    from qa.evaluation.failures import failures
    from qa.evaluation.report import report_html
    from qa.progress import question_progress

    with question_progress(len(outcomes)) as step:
        failed = list(failures(outcomes, relevance, step))
    _write(report, report_html(result, outcomes, failed, relevance))


def _compared(
    result: "Result",
    outcomes: "Sequence[Outcome]",
    relevance: "Relevance",
    *,
    stored: "dict[str, Scores] | None",
    setting: str,
    stopped: "Callable[[], bool]",
) -> "Sequence[Comparison]":
    """The comparison with a stored result, or else with another setting, until it is stopped."""
    from qa.evaluation import QuestionSet, question_scores
    from qa.evaluation.compare import compare
    from qa.evaluation.scores import RANKING_METRICS

    if stored is not None:
        return compare(result.scores, stored)
    same = QuestionSet(tuple(outcome.question for outcome in outcomes))
    scores = question_scores(_asked(relevance.library, same, _SETTINGS[setting], stopped)[0], relevance)
    if not scores:
        return ()
    return compare(result.scores, {one.name: one for one in scores if one.name in RANKING_METRICS})


def _has_fallen(result: "Result", baseline: "dict[str, Scores]", margin: float) -> bool:
    """Whether a metric fell below a stored result; says which."""
    from qa.evaluation.compare import compare, has_fallen

    fallen = [one for one in compare(result.scores, baseline) if has_fallen(one, margin)]
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
            f"{len(one.won)}\t{len(one.lost)}\t{one.questions}"
        )


def _refuse_unwritable(path: Path | None) -> None:
    if path and (path.is_dir() or not path.absolute().parent.is_dir()):
        raise QaError(f"结果写不了：{path}（{'这是文件夹' if path.is_dir() else '没有这个文件夹'}）。请换一个位置")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise QaError(f"结果写不了：{path}（{error.strerror}）。请换一个位置") from error
