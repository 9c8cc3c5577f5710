"""TREC run files: score the run of any system, and write the runs of this package."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from qa.errors import QuestionSetError
from qa.evaluation.outcomes import Outcome
from qa.evaluation.question_sets import CorpusText
from qa.evaluation.question_sets.qrels import read_qrels
from qa.evaluation.question_sets.trec_columns import column_rows, parse_number
from qa.evaluation.scores import Scores, rank_scores
from qa.messages import Message


def score_run(qrels: Path, run: Path) -> list[Scores]:
    """Score the run of any system.

    Args:
        qrels: judgements, as for :func:`read_qrels`. Blanks in the names of queries and documents count as ``_``,
            because a name in a run cannot contain blanks.
        run: lines ``query Q0 document rank score name``. The scores decide the order; of documents with equal scores,
            the one whose name sorts last comes first, as in ``trec_eval``. A query that the run lacks scores 0.

    Raises:
        QuestionSetError: a file is missing or malformed, or the files have no query in common.
    """
    relevant = {_token(query): _tokens(grades) for query, grades in read_qrels(qrels).items()}
    scored = _read_run(run)
    if not set(relevant) & set(scored):
        raise QuestionSetError(
            Message("run 里没有 qrels 的任何一个问题：{run}，{qrels}。请检查两个文件的问题编号", run=run, qrels=qrels)
        )
    ranked = {
        query: sorted(scores, key=lambda document: (scores[document], document), reverse=True)
        for query, scores in scored.items()
    }
    return rank_scores(relevant, ranked, "run")


def _read_run(run: Path) -> dict[str, dict[str, float]]:
    """Return the scores of a run file by query and document.

    Raises:
        QuestionSetError: the file is missing or malformed, or a document occurs twice for a query.
    """
    scored: dict[str, dict[str, float]] = {}
    for place, (query, _, document, _, score, _) in column_rows(run, (6,)):
        if document in scored.setdefault(query, {}):
            raise QuestionSetError(
                Message(
                    "TREC 文件有误：{place}，{query} 的 {document} 出现了两次",
                    place=place,
                    query=query,
                    document=document,
                )
            )
        scored[query][document] = parse_number(score, place)
    return scored


def run_lines(outcomes: Sequence[Outcome], corpus: Sequence[CorpusText] = ()) -> list[str]:
    """Return a run of this package as TREC lines, with each document at its first place in the ranking.

    The scores are descending integers, because TREC tools order documents with equal scores by name.

    Args:
        outcomes: the outcomes of the run.
        corpus: the texts of a set with its own corpus. A document made from such a text is named by the text's id,
            another document by its file name. Blanks in a name become ``_``, as in :func:`score_run`.
    """
    ids = {text.name: text.id or text.name for text in corpus}
    lines = []
    for outcome in outcomes:
        citations = (citation for hit in outcome.answer.passages for citation in (hit.citation, *hit.also))
        files = (PurePath(citation.source).name for citation in citations)
        documents = list(dict.fromkeys(_token(ids.get(file, file)) for file in files))
        query, last = _token(outcome.question.id), len(documents)
        lines += [f"{query} Q0 {name} {n} {last - n + 1} gongwen-qa" for n, name in enumerate(documents, start=1)]
    return lines


def _tokens(grades: Mapping[str, int]) -> dict[str, int]:
    return {_token(document): grade for document, grade in grades.items()}


def _token(text: str) -> str:
    return "_".join(text.split())
