"""Runs and relevance judgements in the form of TREC, of whatever system."""

from collections.abc import Sequence
from pathlib import Path

from qa.errors import QuestionSetError
from qa.evaluation.evaluate import Metric, mean_metric
from qa.evaluation.outcomes import Outcome
from qa.evaluation.relevance import key_of
from qa.evaluation.scores import Scores, rank_scores


def score_run(qrels: Path, run: Path) -> list[Scores]:
    """The metrics of a run that anything else has made.

    Args:
        qrels: lines ``query 0 document relevance``.
        run: lines ``query Q0 document rank score name``; the scores decide, as in ``trec_eval``.

    Raises:
        QuestionSetError: a file is missing or malformed.
    """
    relevant: dict[str, set[str]] = {}
    for place, (query, _, document, relevance) in _rows(qrels, 4):
        relevant.setdefault(query, set())
        if _number(relevance, place) > 0:
            relevant[query].add(document)
    found: dict[str, list[tuple[float, str]]] = {}
    for place, (query, _, document, _, score, _) in _rows(run, 6):
        found.setdefault(query, []).append((_number(score, place), document))
    ranked = {query: [document for _, document in sorted(ones, reverse=True)] for query, ones in found.items()}
    return rank_scores({query: frozenset(ones) for query, ones in relevant.items()}, ranked, "run")


def run_metrics(scores: Sequence[Scores]) -> tuple[Metric, ...]:
    """The figures of such a run."""
    return tuple(mean_metric(one) for one in scores if one.by_question)


def trec_lines(outcomes: Sequence[Outcome]) -> list[str]:
    """A run of ours in this form; what is found is named ``document:start:end``."""
    return [
        f"{_token(outcome.question.id)} Q0 {key_of(hit.citation)} {hit.rank} {hit.score:.6f} gongwen-qa"
        for outcome in outcomes
        for hit in outcome.answer.passages
    ]


def _rows(path: Path, columns: int) -> list[tuple[str, list[str]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionSetError(f"TREC 文件读不了：{path}（{error}）。请检查路径和编码（UTF-8）") from error
    rows = []
    for number, line in enumerate(lines, start=1):
        row = line.split()
        if row and len(row) != columns:
            raise QuestionSetError(f"TREC 文件有误：{path} 第 {number} 行有 {len(row)} 栏，应有 {columns} 栏")
        if row:
            rows.append((f"{path} 第 {number} 行", row))
    if not rows:
        raise QuestionSetError(f"TREC 文件是空的：{path}")
    return rows


def _number(text: str, place: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise QuestionSetError(f"TREC 文件有误：{place}，{text} 不是数字") from error


def _token(text: str) -> str:
    return "_".join(text.split())
