"""Compare the result of ``qa evaluate`` with another: ``--compare`` and ``--gate``."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from qa.evaluation import Retriever
    from qa.evaluation.compare import Comparison
    from qa.evaluation.result import Result
    from qa.evaluation.stored_result import StoredResult

RETRIEVERS: "Mapping[str, Retriever]" = {
    "lexical": "lexical",
    "--mix lexical": "lexical",
    "dense": "dense",
    "--mix dense": "dense",
}
"""maps each value of ``--compare`` that names a retriever to it; any other value is the path of a stored result"""
_CITATION_VALIDITY = "citation validity"


def read_stored_for(path: Path, ids: set[str], sha256: str) -> "StoredResult":
    """Read a stored result; report on stderr if it was made with a question file of other content.

    Args:
        path: file of the stored result.
        ids: ids of the questions to compare.
        sha256: SHA-256 checksum of the question file with these questions.

    Raises:
        QuestionSetError: the file is missing, is not a stored result, or has none of these questions.
    """
    from qa.errors import QuestionSetError
    from qa.evaluation.stored_result import read_stored_result

    stored = read_stored_result(path)
    if not any(ids.intersection(metric.by_question) for metric in stored.scores.values()):
        raise QuestionSetError(f"评测结果 {path} 里没有这些问题中的任何一个。请用同一个问题文件（编号要一致）")
    if stored.questions_sha256 != sha256:
        click.echo(f"qa: 评测结果 {path} 用的问题文件内容不同：编号相同的题按同一题对照，请确认", err=True)
    return stored


def compare_results(result: "Result", other: "StoredResult") -> "Sequence[Comparison]":
    """Compare a result with a stored one in all metrics that both have.

    Raises:
        QuestionSetError: the results have no question in common.
    """
    from qa.evaluation.compare import compare, compare_whole_runs

    return compare(result.scores, other.scores, compare_whole_runs(result.facts, other.facts))


def passes_gate(result: "Result", baseline: "StoredResult", margin: float) -> bool:
    """Return whether all citations are valid and no metric is worse than in a stored result by more than ``margin``.

    :func:`qa.evaluation.compare.has_fallen` judges each metric. The metrics that fell, invalid citations, the number of
    compared questions and the metrics that could not be compared are reported on stderr.

    Raises:
        QuestionSetError: the results have no question in common.
    """
    from qa.evaluation.compare import has_fallen

    comparisons = compare_results(result, baseline)
    fallen = [comparison for comparison in comparisons if has_fallen(comparison, margin)]
    _report_fallen(fallen, margin)
    is_valid = _citations_are_valid(result)
    _report_coverage(result, baseline, comparisons)
    return is_valid and not fallen


def _report_fallen(fallen: "Sequence[Comparison]", margin: float) -> None:
    from qa.evaluation.compare import ALLOWED_SLOWDOWN

    for comparison in fallen:
        allowed = f"{ALLOWED_SLOWDOWN:.0%}" if comparison.name.startswith("seconds") else margin
        click.echo(
            f"qa: {comparison.name} 从 {comparison.other:.4f} 变为 {comparison.ours:.4f}"
            f"（差的 95 % 区间 {comparison.low:+.4f}–{comparison.high:+.4f}），超出了允许的 {allowed}",
            err=True,
        )


def _citations_are_valid(result: "Result") -> bool:
    """Return whether all citations are valid; report on stderr if not.

    The run of another system has no citations and counts as valid.
    """
    for metric in result.metrics:
        if metric.name == _CITATION_VALIDITY and metric.value != 1:
            click.echo(f"qa: {_CITATION_VALIDITY} 是 {metric.value or 0.0:.4f}，必须是 1", err=True)
            return False
    return True


def _report_coverage(result: "Result", baseline: "StoredResult", comparisons: "Sequence[Comparison]") -> None:
    from qa.evaluation.compare import DESCRIPTIVE_METRICS

    ours = {id_ for metric in result.scores for id_ in metric.by_question}
    theirs = {id_ for metric in baseline.scores.values() for id_ in metric.by_question}
    click.echo(f"qa: 对照了 {len(ours)} 题中的 {len(ours & theirs)} 题", err=True)
    names = {metric.name for metric in result.metrics} | set(baseline.scores)
    missing = sorted(names - {comparison.name for comparison in comparisons} - set(DESCRIPTIVE_METRICS))
    if missing:
        click.echo(f"qa: 没有对照的指标：{'、'.join(missing)}", err=True)


def print_comparisons(comparisons: "Sequence[Comparison]") -> None:
    """Print a heading and one line per metric, tab-separated."""
    click.echo("指标\t现在\t对照\t差的 95 % 区间\tp（Holm）\t胜\t负\t题数")
    for comparison in comparisons:
        interval = f"{comparison.low:+.4f}–{comparison.high:+.4f}"
        click.echo(
            f"{comparison.name}\t{comparison.ours:.4f}\t{comparison.other:.4f}\t{interval}\t{comparison.p:.4f}\t"
            f"{len(comparison.won)}\t{len(comparison.lost)}\t{comparison.questions}"
        )
