"""Runs and relevance judgements in the form of TREC, of whatever system."""

from collections.abc import Sequence
from math import isfinite
from pathlib import Path

from qa.errors import QuestionSetError
from qa.evaluation.outcomes import Outcome
from qa.evaluation.relevance import key_of
from qa.evaluation.scores import Scores, rank_scores


def score_run(qrels: Path, run: Path) -> list[Scores]:
    """The metrics of a run that anything else has made.

    Args:
        qrels: lines ``query 0 document relevance``.
        run: lines ``query Q0 document rank score name``; the scores decide, and of equals the names, as in
            ``trec_eval``. A query that it lacks scores 0.

    Raises:
        QuestionSetError: a file is missing or malformed, or they have no query in common.
    """
    relevant: dict[str, dict[str, int]] = {}
    for place, (query, _, document, grade) in _rows(qrels, 4):
        relevant.setdefault(query, {})[document] = int(_number(grade, place))
    found: dict[str, dict[str, float]] = {}
    for place, (query, _, document, _, score, _) in _rows(run, 6):
        if document in found.setdefault(query, {}):
            raise QuestionSetError(f"TREC 文件有误：{place}，{query} 的 {document} 出现了两次")
        found[query][document] = _number(score, place)
    if not set(relevant) & set(found):
        raise QuestionSetError(f"run 里没有 qrels 的任何一个问题：{run}，{qrels}。请检查两个文件的问题编号")
    ranked = {
        query: sorted(scored, key=lambda document: (scored[document], document), reverse=True)
        for query, scored in found.items()
    }
    return rank_scores(relevant, ranked, "run")


def trec_lines(outcomes: Sequence[Outcome]) -> list[str]:
    """A run of ours in this form; what is found is named ``document:start:end``."""
    return [
        f"{_token(outcome.question.id)} Q0 {key_of(hit.citation)} {hit.rank} {hit.score:.6f} gongwen-qa"
        for outcome in outcomes
        for hit in outcome.answer.passages
    ]


def looks_like_qrels(text: str) -> bool:
    """Whether a text begins as such judgements do."""
    first = next((line.split() for line in text.splitlines() if line.strip()), [])
    return len(first) == 4 and first[3].lstrip("-").isdecimal()


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
        number = float(text)
    except ValueError as error:
        raise QuestionSetError(f"TREC 文件有误：{place}，{text} 不是数字") from error
    if not isfinite(number):
        raise QuestionSetError(f"TREC 文件有误：{place}，{text} 不是有限的数")
    return number


def _token(text: str) -> str:
    return "_".join(text.split())
