"""What ``qa evaluate`` says of two runs: ``--compare`` and ``--gate``."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from qa.evaluation import Retriever
    from qa.evaluation.compare import Comparison
    from qa.evaluation.result import Result, Stored

SETTINGS: "Mapping[str, Retriever]" = {
    "lexical": "lexical",
    "--mix lexical": "lexical",
    "dense": "dense",
    "--mix dense": "dense",
}
"""what ``--compare`` takes beside a file"""


def read_for(path: Path, ids: set[str], sha256: str) -> "Stored":
    """A stored result; says if it may be of other questions.

    Args:
        path: of it.
        ids: of the questions that are to be compared.
        sha256: of their file.

    Raises:
        QuestionSetError: it is none, or has none of these questions.
    """
    from qa.errors import QuestionSetError
    from qa.evaluation.result import read_stored

    stored = read_stored(path)
    if not any(ids.intersection(one.by_question) for one in stored.scores.values()):
        raise QuestionSetError(f"评测结果 {path} 里没有这些问题中的任何一个。请用同一个问题文件（编号要一致）")
    if stored.questions_sha256 not in ("", sha256):
        click.echo(f"qa: 评测结果 {path} 用的问题文件内容不同：编号相同的题按同一题对照，请确认", err=True)
    return stored


def compared(result: "Result", other: "Stored") -> "Sequence[Comparison]":
    """The comparison of a result with another."""
    from qa.evaluation.compare import compare, compare_whole_runs

    return compare(result.scores, other.scores, compare_whole_runs(result.facts, other.facts))


def passes(result: "Result", baseline: "Stored", margin: float) -> bool:
    """Whether no metric fell below a stored result; says which did, and what was not looked at."""
    from qa.evaluation.compare import NO_QUALITY, SLOWER, has_fallen

    found = compared(result, baseline)
    fallen = [one for one in found if has_fallen(one, margin)]
    for one in fallen:
        allowed = f"{SLOWER:.0%}" if one.name.startswith("seconds") else margin
        click.echo(
            f"qa: {one.name} 从 {one.other:.4f} 变为 {one.ours:.4f}（差的 95 % 区间 {one.low:+.4f}–{one.high:+.4f}），"
            f"超出了允许的 {allowed}",
            err=True,
        )
    figures = {metric.name: metric.value for metric in result.metrics}
    is_valid = (figures.get("citation validity") or 0.0) == 1 or "citation validity" not in figures
    if not is_valid:
        click.echo(f"qa: citation validity 是 {figures['citation validity']:.4f}，必须是 1", err=True)
    ours = {id_ for one in result.scores for id_ in one.by_question}
    theirs = {id_ for one in baseline.scores.values() for id_ in one.by_question}
    missing = sorted({*figures, *baseline.scores} - {one.name for one in found} - set(NO_QUALITY))
    click.echo(f"qa: 对照了 {len(ours)} 题中的 {len(ours & theirs)} 题", err=True)
    if missing:
        click.echo(f"qa: 没有对照的指标：{'、'.join(missing)}", err=True)
    return is_valid and not fallen


def print_comparisons(comparisons: "Sequence[Comparison]") -> None:
    """A line a metric, tab-separated."""
    click.echo("指标\t现在\t对照\t差的 95 % 区间\tp（Holm）\t胜\t负\t题数")
    for one in comparisons:
        interval = f"{one.low:+.4f}–{one.high:+.4f}"
        click.echo(
            f"{one.name}\t{one.ours:.4f}\t{one.other:.4f}\t{interval}\t{one.p:.4f}\t"
            f"{len(one.won)}\t{len(one.lost)}\t{one.questions}"
        )
