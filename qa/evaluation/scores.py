"""What each question scores in each metric."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import ir_measures
from ir_measures import RR, Qrel, R, ScoredDoc, nDCG

from qa.evaluation.outcomes import Outcome
from qa.evaluation.overlap import character_f1, contains_answer, exact_match
from qa.evaluation.relevance import Relevance, first_rank, key_of, number_of, ranking

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
"""the metrics that a ranking alone has, without an answer"""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the questions score in one metric: a number for each question that it is defined for, by question id."""

    name: str
    by_question: dict[str, float]


def rank_scores(
    relevant: Mapping[str, Mapping[str, int]], ranked: Mapping[str, Sequence[str]], suffix: str
) -> list[Scores]:
    """nDCG@10 (Järvelin & Kekäläinen, TOIS 20, 2002), MRR@10 and recall of rankings, by ``ir-measures``.

    Args:
        relevant: how relevant each thing is to each question (0: not); a question of which nothing is known is not
            scored.
        ranked: what was found for it, best first; where nothing was, it scores 0.
        suffix: what is ranked, for the names.
    """
    scored = [id_ for id_, grades in relevant.items() if grades]
    qrels = [Qrel(id_, one, grade) for id_ in scored for one, grade in sorted(relevant[id_].items())]
    run = [ScoredDoc(id_, one, -rank) for id_ in scored for rank, one in enumerate(ranked.get(id_, ()))]
    found: dict[str, dict[str, float]] = {str(measure): {} for measure in RANK_MEASURES}
    if qrels:
        for metric in ir_measures.iter_calc(RANK_MEASURES, qrels, run):
            found[str(metric.measure)][metric.query_id] = float(metric.value)
    return [Scores(f"{_shown(name)} {suffix}", by_question) for name, by_question in found.items()]


def question_scores(outcomes: Sequence[Outcome], relevance: Relevance) -> list[Scores]:
    """The metrics that are means over questions.

    Args:
        outcomes: of a run.
        relevance: of the library's documents and passages.
    """
    with_answers = [outcome for outcome in outcomes if outcome.question.answers]
    ranks = {outcome.question.id: first_rank(outcome) for outcome in with_answers}
    answerable = [outcome for outcome in outcomes if outcome.question.is_answerable]
    unanswerable = [outcome for outcome in outcomes if outcome.question.answers == ()]
    documents = {o.question.id: ranking(o, relevance.documents(o.question), number_of) for o in outcomes}
    passages = {o.question.id: ranking(o, relevance.passages(o.question), key_of) for o in outcomes}
    scores = [
        *(Scores(f"answer@{k}", {id_: float(rank <= k) for id_, rank in ranks.items()}) for k in DEPTHS),
        Scores("MRR@10", {id_: 1 / rank if rank <= 10 else 0.0 for id_, rank in ranks.items()}),
        Scores(
            "document@1",
            {
                id_: float(bool(relevant.intersection(found[:1])))
                for id_, (found, relevant) in documents.items()
                if relevant
            },
        ),
        _scored("sentence", with_answers, _right_sentence),
        _scored("sentence length", [o for o in with_answers if o.answer.sentence], lambda o: float(len(_sentence(o)))),
        _scored("exact match", with_answers, lambda o: exact_match(_sentence(o), o.question.answers or ())),
        _scored("character F1", with_answers, lambda o: character_f1(_sentence(o), o.question.answers or ())),
        _scored("refused, answerable", answerable, lambda o: float(not o.answer.found)),
        _scored("refusal recall", unanswerable, lambda o: float(not o.answer.found)),
        _scored("citation validity", outcomes, lambda o: float(o.valid)),
    ]
    graded = {outcome.question.id: relevance.grades(outcome.question) for outcome in outcomes}
    for suffix, rankings in (("documents", documents), ("passages", passages)):
        grades = {id_: {one: graded[id_].get(one, 1) for one in relevant} for id_, (_, relevant) in rankings.items()}
        scores += rank_scores(grades, {id_: found for id_, (found, _) in rankings.items()}, suffix)
    return [one for one in scores if one.by_question]


def _scored(name: str, outcomes: Sequence[Outcome], score: Callable[[Outcome], float]) -> Scores:
    return Scores(name, {outcome.question.id: score(outcome) for outcome in outcomes})


def _right_sentence(outcome: Outcome) -> float:
    sentence = outcome.answer.sentence
    return float(sentence is not None and contains_answer(sentence.text, outcome.question.answers or ()))


def _sentence(outcome: Outcome) -> str:
    return outcome.answer.sentence.text if outcome.answer.sentence else ""


def _shown(measure: str) -> str:
    """``RR`` and ``R`` of ``ir-measures`` by their usual names."""
    kind, _, depth = measure.partition("@")
    return f"{ {'RR': 'MRR', 'R': 'Recall'}.get(kind, kind) }@{depth}"
