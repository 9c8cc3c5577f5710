"""The score of each question in each metric."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import ir_measures
from ir_measures import RR, Qrel, R, ScoredDoc, nDCG

from qa.evaluation.outcomes import Outcome
from qa.evaluation.overlap import character_f1, contains_answer, exact_match
from qa.evaluation.question_sets import Question
from qa.evaluation.relevance import Relevance, deduplicated_ranking, document_key, first_answer_rank, passage_key
from qa.types import Citation

_Ranking = tuple[tuple[str, ...], frozenset[str]]
"""ranked keys and relevant keys, as :func:`deduplicated_ranking` returns them"""
DEPTHS = (1, 3, 5, 10)
RANK_MEASURES = (nDCG @ 10, RR @ 10, R @ 1, R @ 5, R @ 10, R @ 100)
RANKING_METRICS = frozenset(
    {
        *(f"answer@{k}" for k in DEPTHS),
        *("MRR@10", "document@1", "citation validity", "seconds p50", "seconds p95"),
        *(f"{name}@10 {of}" for name in ("nDCG", "MRR") for of in ("documents", "passages")),
        *(f"Recall@{k} {of}" for k in (1, 5, 10, 100) for of in ("documents", "passages")),
    }
)
"""the metrics that are kept for a run that ranked passages without answering"""


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one metric by question id, for the questions that the metric is defined for."""

    name: str
    by_question: dict[str, float]


def rank_scores(
    relevant: Mapping[str, Mapping[str, int]], ranked: Mapping[str, Sequence[str]], suffix: str
) -> list[Scores]:
    """Return nDCG@10 (Järvelin & Kekäläinen, TOIS 20, 2002), MRR@10 and recall of rankings, by ``ir-measures``.

    Args:
        relevant: grades by question and item (0: not relevant); questions without grades are not scored.
        ranked: the items found for each question, best first; a question without items scores 0.
        suffix: ``documents``, ``passages`` or ``run``; appended to the metrics' names.
    """
    judged = [question for question, grades in relevant.items() if grades]
    qrels = [Qrel(question, item, grade) for question in judged for item, grade in sorted(relevant[question].items())]
    run = [
        ScoredDoc(question, item, -rank) for question in judged for rank, item in enumerate(ranked.get(question, ()))
    ]
    by_measure: dict[str, dict[str, float]] = {str(measure): {} for measure in RANK_MEASURES}
    if qrels:
        for metric in ir_measures.iter_calc(RANK_MEASURES, qrels, run):
            by_measure[str(metric.measure)][metric.query_id] = float(metric.value)
    return [Scores(f"{_usual_name(name)} {suffix}", by_question) for name, by_question in by_measure.items()]


def question_scores(outcomes: Sequence[Outcome], relevance: Relevance) -> list[Scores]:
    """Return the scores in all metrics that are means over questions; metrics without questions are left out.

    Args:
        outcomes: the outcomes of a run.
        relevance: relevance in the library that answered.
    """
    documents = _rankings(outcomes, relevance.documents, document_key)
    passages = _rankings(outcomes, relevance.passages, passage_key)
    scores = [
        *_answer_rank_scores(outcomes),
        Scores(
            "document@1", {id_: float(bool(gold & {*found[:1]})) for id_, (found, gold) in documents.items() if gold}
        ),
        *_sentence_scores(outcomes),
        *_refusal_scores(outcomes),
        _scored("citation validity", outcomes, lambda outcome: float(outcome.valid)),
    ]
    grades = {outcome.question.id: relevance.grades(outcome.question) for outcome in outcomes}
    for suffix, rankings in (("documents", documents), ("passages", passages)):
        graded = {id_: {key: grades[id_].get(key, 1) for key in gold} for id_, (_, gold) in rankings.items()}
        scores += rank_scores(graded, {id_: found for id_, (found, _) in rankings.items()}, suffix)
    return [metric for metric in scores if metric.by_question]


def _rankings(
    outcomes: Sequence[Outcome], relevant: Callable[[Question], frozenset[str]], key: Callable[[Citation], str]
) -> dict[str, _Ranking]:
    return {outcome.question.id: deduplicated_ranking(outcome, relevant(outcome.question), key) for outcome in outcomes}


def _answer_rank_scores(outcomes: Sequence[Outcome]) -> list[Scores]:
    ranks = {outcome.question.id: first_answer_rank(outcome) for outcome in _with_answers(outcomes)}
    return [
        *(Scores(f"answer@{k}", {id_: float(rank <= k) for id_, rank in ranks.items()}) for k in DEPTHS),
        Scores("MRR@10", {id_: 1 / rank if rank <= 10 else 0.0 for id_, rank in ranks.items()}),
    ]


def _sentence_scores(outcomes: Sequence[Outcome]) -> list[Scores]:
    with_answers = _with_answers(outcomes)
    with_sentence = [outcome for outcome in with_answers if outcome.answer.found]
    return [
        _scored("sentence", with_answers, _sentence_is_correct),
        _scored("sentence length", with_sentence, lambda o: float(len(_sentence(o)))),
        _scored("exact match", with_answers, lambda o: exact_match(_sentence(o), o.question.answers or ())),
        _scored("character F1", with_answers, lambda o: character_f1(_sentence(o), o.question.answers or ())),
    ]


def _refusal_scores(outcomes: Sequence[Outcome]) -> list[Scores]:
    answerable = [outcome for outcome in outcomes if outcome.question.is_answerable]
    unanswerable = [outcome for outcome in outcomes if outcome.question.answers == ()]
    return [
        _scored("refused, answerable", answerable, lambda outcome: float(not outcome.answer.found)),
        _scored("refusal recall", unanswerable, lambda outcome: float(not outcome.answer.found)),
    ]


def _with_answers(outcomes: Sequence[Outcome]) -> list[Outcome]:
    return [outcome for outcome in outcomes if outcome.question.answers]


def _scored(name: str, outcomes: Sequence[Outcome], score: Callable[[Outcome], float]) -> Scores:
    return Scores(name, {outcome.question.id: score(outcome) for outcome in outcomes})


def _sentence_is_correct(outcome: Outcome) -> float:
    return float(outcome.answer.found and contains_answer(_sentence(outcome), outcome.question.answers or ()))


def _sentence(outcome: Outcome) -> str:
    """Return the answering sentence; empty if the answer does not count as found, even if a sentence is shown."""
    answer = outcome.answer
    return answer.sentence.text if answer.found and answer.sentence else ""


def _usual_name(measure: str) -> str:
    """Return the usual name of a measure of ``ir-measures``: ``MRR`` for ``RR``, ``Recall`` for ``R``, else its own."""
    kind, _, depth = measure.partition("@")
    return f"{ {'RR': 'MRR', 'R': 'Recall'}.get(kind, kind) }@{depth}"
