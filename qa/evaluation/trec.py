"""Runs and relevance judgements in the form of TREC, of whatever system."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from qa.errors import QuestionSetError
from qa.evaluation.outcomes import Outcome
from qa.evaluation.qrels import column_rows, number, read_qrels
from qa.evaluation.questions import CorpusText
from qa.evaluation.scores import Scores, rank_scores
from qa.messages import Message


def score_run(qrels: Path, run: Path) -> list[Scores]:
    """The metrics of a run that anything else has made.

    Args:
        qrels: as :func:`read_qrels` takes them; blanks in a name count as ``_``, since a run cannot have any.
        run: lines ``query Q0 document rank score name``; the scores decide, and of equals the names, as in
            ``trec_eval``. A query that it lacks scores 0.

    Raises:
        QuestionSetError: a file is missing or malformed, or they have no query in common.
    """
    relevant = {_token(query): _tokens(grades) for query, grades in read_qrels(qrels).items()}
    found: dict[str, dict[str, float]] = {}
    for place, (query, _, document, _, score, _) in column_rows(run, (6,)):
        if document in found.setdefault(query, {}):
            raise QuestionSetError(
                Message(
                    "TREC 文件有误：{place}，{query} 的 {document} 出现了两次",
                    place=place,
                    query=query,
                    document=document,
                )
            )
        found[query][document] = number(score, place)
    if not set(relevant) & set(found):
        raise QuestionSetError(
            Message("run 里没有 qrels 的任何一个问题：{run}，{qrels}。请检查两个文件的问题编号", run=run, qrels=qrels)
        )
    ranked = {
        query: sorted(scored, key=lambda document: (scored[document], document), reverse=True)
        for query, scored in found.items()
    }
    return rank_scores(relevant, ranked, "run")


def trec_lines(outcomes: Sequence[Outcome], corpus: Sequence[CorpusText] = ()) -> list[str]:
    """A run of ours in this form: the documents found, each once, at their first place.

    The scores are those of the places: of scores that are equal, or equal as written, the names would decide.

    Args:
        outcomes: of the run.
        corpus: what the documents were made of, where they came with the questions: they are named as there. Others are
            named by their files. Blanks in a name become ``_``, as in :func:`score_run`.
    """
    ids = {text.name: text.id or text.name for text in corpus}
    lines = []
    for outcome in outcomes:
        places = (one for hit in outcome.answer.passages for one in (hit.citation, *hit.also))
        files = (PurePath(one.source).name for one in places)
        documents = list(dict.fromkeys(_token(ids.get(file, file)) for file in files))
        query, last = _token(outcome.question.id), len(documents)
        lines += [f"{query} Q0 {name} {n} {last - n + 1} gongwen-qa" for n, name in enumerate(documents, start=1)]
    return lines


def looks_like_qrels(text: str) -> bool:
    """Whether a text begins as such judgements do."""
    first = next((line.split() for line in text.splitlines() if line.strip()), [])
    return len(first) == 4 and first[3].lstrip("-").isdecimal()


def _tokens(grades: Mapping[str, int]) -> dict[str, int]:
    return {_token(document): grade for document, grade in grades.items()}


def _token(text: str) -> str:
    return "_".join(text.split())
