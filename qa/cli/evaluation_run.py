"""The commands of the command line that measure: ``qa evaluate`` and ``qa questions``."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qa.cli.comparison import SETTINGS, compared, passes, print_comparisons, read_for
from qa.errors import QaError

if TYPE_CHECKING:
    from qa.evaluation import Metric, Outcome, QuestionSet, Relevance, Retriever
    from qa.evaluation.questions import CorpusText
    from qa.evaluation.result import Result, Stored
    from qa.library import Library

_INTERRUPTED = 130
_IDS_SHOWN = 10


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
    from qa.terminal_progress import stopping_on_interrupt

    asked = read_and_say(questions)
    # What is wrong with the options is said before the questions are asked, which may take long.
    refuse_unjudged(asked, questions)
    for path in (output, run, report):
        _refuse_unwritable(path)
    ids = {question.id for question in asked.questions}
    baseline = read_for(gate, ids, asked.sha256) if gate else None
    other = read_for(Path(compare), ids, asked.sha256) if compare and compare not in SETTINGS else None
    with (
        stopping_on_interrupt("问完手上的这一题") as stopped,
        opened_for(asked, folder, stopped) as library,
    ):
        asked = fit_and_say(asked, library)
        outcomes, error = _asked(library, asked, mix, stopped)
        complete = _say_how_far(outcomes, asked, error)
        if not outcomes:
            return _INTERRUPTED
        relevance = Relevance(library)
        result = Result.of(outcomes, relevance, asked, complete=complete, mix=mix)
        if compare and compare in SETTINGS and not stopped():
            other = _of_setting(SETTINGS[compare], outcomes, relevance, stopped)
        if compare and other:
            result = result.compared(compare, compared(result, other))
        _print_result(result, as_json)
        _write_result(output, result)
        if run:
            _write_run(run, outcomes, asked.corpus)
        if report:
            _write_report(report, result, outcomes, relevance, answered=not mix, stopped=stopped)
        fell = baseline is not None and not passes(result, baseline, margin)
    if error:
        raise error
    return _INTERRUPTED if stopped() else int(fell)


def score_run_of_another(
    qrels: Path,
    run: Path,
    *,
    as_json: bool,
    output: Path | None,
    compare: Path | None,
    gate: Path | None,
    margin: float,
) -> int:
    """Score the run of another system, print, and write what was asked for.

    Returns:
        The exit status: 1 where a metric fell below the gate, else 0.
    """
    from qa.evaluation.result import Result
    from qa.evaluation.trec import score_run

    _refuse_unwritable(output)
    result = Result.of_run(score_run(qrels, run), qrels, run)
    ids, sha256 = {id_ for one in result.scores for id_ in one.by_question}, result.made_by["questions sha256"]
    baseline = read_for(gate, ids, sha256) if gate else None
    if compare:
        result = result.compared(str(compare), compared(result, read_for(compare, ids, sha256)))
    _print_result(result, as_json)
    _write_result(output, result)
    return int(baseline is not None and not passes(result, baseline, margin))


def read_and_say(path: Path) -> "QuestionSet":
    """The questions of a file; says which are passed over."""
    from qa.evaluation import read_question_set

    asked = read_question_set(path)
    if asked.blank:
        click.echo(f"qa: {path} 里有 {len(asked.blank)} 题没有写问题，跳过；编号：{_some(asked.blank)}", err=True)
    if asked.unknown:
        shown = _some(asked.unknown)
        click.echo(f"qa: 问题指的文字有 {len(asked.unknown)} 段不在 corpus 里，算作没有找到：{shown}", err=True)
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
    from qa.evaluation import corpus_library, not_indexed
    from qa.terminal_progress import add_progress

    if not asked.corpus:
        with existing_library(folder) as library:
            yield library
        return
    with add_progress() as show, corpus_library(asked.corpus, show, stopped) as library:
        missing = not_indexed(asked.corpus, library)
        if missing:
            click.echo(
                f"qa: 随问题来的文字有 {len(missing)} 段没有编入，算作没有找到；编号：{_some(missing)}", err=True
            )
        yield library


@contextmanager
def existing_library(folder: Path | None) -> "Iterator[Library]":
    """A library that has documents; it is not made if it is not there.

    Raises:
        LibraryError: there is none.
    """
    from qa.errors import LibraryError
    from qa.library import Library
    from qa.settings import default_library_path
    from qa.terminal_progress import refresh

    path = (folder or default_library_path()).expanduser()
    if path.exists():
        with Library.open(path) as library:
            if library.statistics().documents:
                refresh(library)
                yield library
                return
    raise LibraryError(f"资料库里没有文件：{path}。请检查 --library 或 QA_LIBRARY，或先用 qa add 加入文件")


def _asked(
    library: "Library", asked: "QuestionSet", mix: "Retriever | None", stopped: "Callable[[], bool] | None" = None
) -> "tuple[list[Outcome], Exception | None]":
    """What was answered, and what went wrong before the last was."""
    from qa.evaluation import each_answer, each_ranking
    from qa.terminal_progress import question_progress

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


def _say_how_far(outcomes: "Sequence[Outcome]", asked: "QuestionSet", error: Exception | None) -> bool:
    """Whether all was asked; says if not."""
    if len(outcomes) == len(asked.questions):
        return True
    why = f"问到这里出错了（{error}）" if error else "已停下"
    shown = "；下面是这些题的结果" if outcomes else ""
    click.echo(f"qa: {why}，只问了 {len(outcomes)}/{len(asked.questions)} 题{shown}", err=True)
    return False


def _of_setting(
    setting: "Retriever", outcomes: "Sequence[Outcome]", relevance: "Relevance", stopped: "Callable[[], bool]"
) -> "Stored | None":
    """What the same questions score with another setting, until it is stopped."""
    from qa.evaluation import QuestionSet, question_scores
    from qa.evaluation.result import Stored
    from qa.evaluation.scores import RANKING_METRICS

    same = QuestionSet(tuple(outcome.question for outcome in outcomes))
    found, error = _asked(relevance.library, same, setting, stopped)
    if error:
        click.echo(f"qa: 对照的检索出错了（{error}），只对照 {len(found)}/{len(outcomes)} 题", err=True)
    scores = question_scores(found, relevance)
    return Stored({one.name: one for one in scores if one.name in RANKING_METRICS}) if scores else None


def _print_result(result: "Result", as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(result.record(), ensure_ascii=False))
        return
    print_metrics(result.metrics)
    if result.comparisons:
        print_comparisons(result.comparisons)


def _write_result(output: Path | None, result: "Result") -> None:
    if output:
        _write(output, json.dumps(result.record(), ensure_ascii=False))


def _write_run(run: Path, outcomes: "Sequence[Outcome]", corpus: "Sequence[CorpusText]") -> None:
    from qa.evaluation.trec import trec_lines
    from qa.json_output import answer_record

    records = (answer_record(outcome.answer, outcome.question.id) for outcome in outcomes)
    _write(run, "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))
    _write(run.with_name(f"{run.name}.trec"), "".join(f"{line}\n" for line in trec_lines(outcomes, corpus)))


def _write_report(
    report: Path,
    result: "Result",
    outcomes: "Sequence[Outcome]",
    relevance: "Relevance",
    *,
    answered: bool,
    stopped: "Callable[[], bool]",
) -> None:
    from qa.evaluation.failures import failures
    from qa.evaluation.report import report_html
    from qa.terminal_progress import question_progress

    with question_progress(len(outcomes)) as step:
        failed = list(failures(outcomes, relevance, step, stopped, answered=answered))
    _write(report, report_html(result, outcomes, failed, relevance))


def _refuse_unwritable(path: Path | None) -> None:
    if path and (path.is_dir() or not path.absolute().parent.is_dir()):
        raise QaError(f"结果写不了：{path}（{'这是文件夹' if path.is_dir() else '没有这个文件夹'}）。请换一个位置")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise QaError(f"结果写不了：{path}（{error.strerror}）。请换一个位置") from error
