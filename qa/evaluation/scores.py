"""What each question scores in each metric."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import ir_measures
from ir_measures import RR, Qrel, R, ScoredDoc, nDCG

from qa.evaluation.outcomes import Outcome
from qa.evaluation.overlap import character_f1, contains_answer, exact_match
from qa.evaluation.relevance import Relevance, first_rank, key_of, ranked_documents

DEPTHS = (1, 3, 5, 10)
RANK_MEASURES = (nDCG @ 10, RR @ 10, R @ 1, R @ 5, R @ 10, R @ 100)
RANKING_METRICS = frozenset(
    {
        *(f"answer@{k}" for k in DEPTHS),
        *("MRR@10", "document@1"),
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


def rank_scores(relevant: dict[str, frozenset[str]], ranked: Mapping[str, Sequence[str]], suffix: str) -> list[Scores]:
    """nDCG@10 (Järvelin & Kekäläinen, TOIS 20, 2002), MRR@10 and recall of rankings, by ``ir-measures``.

    Args:
        relevant: what is relevant to each question; without anything relevant a question is not scored.
        ranked: what was found for it, best first.
        suffix: what is ranked, for the names.
    """
    qrels = [Qrel(id_, one, 1) for id_, ones in relevant.items() for one in sorted(ones)]
    run = [
        ScoredDoc(id_, one, -rank) for id_ in relevant if relevant[id_] for rank, one in enumerate(ranked.get(id_, ()))
    ]
    found: dict[str, dict[str, float]] = {str(measure): {} for measure in RANK_MEASURES}
    if qrels:
        for metric in ir_measures.iter_calc(RANK_MEASURES, qrels, run):
            found[str(metric.measure)][metric.query_id] = float(metric.value)
    return [Scores(f"{_shown(name)} {suffix}", by_question) for name, by_question in found.items()]


def question_scores(outcomes: Sequence[Outcome], relevance: Relevance | None) -> list[Scores]:
    """The metrics that are means over questions.

    Args:
        outcomes: of a run.
        relevance: of the library's documents and passages; without it the metrics on these are left out.
    """
    answerable = [outcome for outcome in outcomes if outcome.question.answers]
    ranks = {outcome.question.id: first_rank(outcome, outcome.question.answers or ()) for outcome in answerable}
    with_documents = [outcome for outcome in outcomes if outcome.question.documents]
    unanswerable = [outcome for outcome in outcomes if outcome.question.answers == ()]
    scores = [
        *(Scores(f"answer@{k}", {id_: float(rank <= k) for id_, rank in ranks.items()}) for k in DEPTHS),
        Scores("MRR@10", {id_: 1 / rank if rank <= 10 else 0.0 for id_, rank in ranks.items()}),
        _scored("document@1", with_documents, _right_document),
        _scored("sentence", answerable, _right_sentence),
        _scored("sentence length", [o for o in answerable if o.answer.sentence], lambda o: float(len(_sentence(o)))),
        _scored("exact match", answerable, lambda o: exact_match(_sentence(o), o.question.answers or ())),
        _scored("character F1", answerable, lambda o: character_f1(_sentence(o), o.question.answers or ())),
        _scored("refused, answerable", answerable, lambda o: float(not o.answer.found)),
        _scored("refused, unanswerable", unanswerable, lambda o: float(not o.answer.found)),
        _scored("citation validity", outcomes, lambda o: float(o.valid)),
    ]
    if relevance:
        ids = {outcome.question.id: outcome for outcome in outcomes}
        documents = {id_: relevance.documents(outcome.question) for id_, outcome in ids.items()}
        passages = {id_: relevance.passages(outcome.question) for id_, outcome in ids.items() if _has_gold(outcome)}
        cited = {id_: [key_of(hit.citation) for hit in outcome.answer.passages] for id_, outcome in ids.items()}
        scores += rank_scores(documents, {id_: ranked_documents(o) for id_, o in ids.items()}, "documents")
        scores += rank_scores(passages, cited, "passages")
    return [one for one in scores if one.by_question]


def is_right(outcome: Outcome) -> bool:
    """Whether the first passage answers: what the confidence is about."""
    return first_rank(outcome, outcome.question.answers or ()) == 1


def _scored(name: str, outcomes: Sequence[Outcome], score: Callable[[Outcome], float]) -> Scores:
    return Scores(name, {outcome.question.id: score(outcome) for outcome in outcomes})


def _has_gold(outcome: Outcome) -> bool:
    return bool(outcome.question.answers or outcome.question.passages)


def _right_document(outcome: Outcome) -> float:
    return float(ranked_documents(outcome)[:1] != () and ranked_documents(outcome)[0] in outcome.question.documents)


def _right_sentence(outcome: Outcome) -> float:
    sentence = outcome.answer.sentence
    return float(sentence is not None and contains_answer(sentence.text, outcome.question.answers or ()))


def _sentence(outcome: Outcome) -> str:
    return outcome.answer.sentence.text if outcome.answer.sentence else ""


def _shown(measure: str) -> str:
    """``RR`` and ``R`` of ``ir-measures`` by their usual names."""
    kind, _, depth = measure.partition("@")
    return f"{ {'RR': 'MRR', 'R': 'Recall'}.get(kind, kind) }@{depth}"
