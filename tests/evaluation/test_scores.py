"""Rank metrics, compared with trec_eval and ranx."""

import json
from pathlib import Path

import pytest
import pytrec_eval
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.evaluation.scores import rank_scores

NAMES = st.sampled_from([f"d{n}" for n in range(15)])
GRADES = st.integers(0, 3)
judged = st.dictionaries(
    st.sampled_from(["q1", "q2", "q3"]),
    st.tuples(st.dictionaries(NAMES, GRADES, min_size=1), st.lists(NAMES, unique=True)),
    min_size=1,
)


@settings(deadline=None)
@given(judged)
def test_rank_metrics_equal_those_of_trec_eval(
    sets: dict[str, tuple[dict[str, int], list[str]]],
) -> None:
    ours = {
        scores.name: scores.by_question
        for scores in rank_scores({q: r for q, (r, _) in sets.items()}, {q: f for q, (_, f) in sets.items()}, "x")
    }
    qrels = {q: relevant for q, (relevant, _) in sets.items()}
    run = {q: {name: -float(rank) for rank, name in enumerate(found)} for q, (_, found) in sets.items()}
    measures = {"ndcg_cut.10", "recall.1,5,10,100", "recip_rank"}
    theirs = pytrec_eval.RelevanceEvaluator(qrels, measures).evaluate(run)
    for query in sets:
        # trec_eval omits queries without results; we score them 0.
        expected = theirs.get(query, {})
        assert ours["nDCG@10 x"][query] == pytest.approx(expected.get("ndcg_cut_10", 0.0), abs=1e-9)
        for k in (1, 5, 10, 100):
            assert ours[f"Recall@{k} x"][query] == pytest.approx(expected.get(f"recall_{k}", 0.0), abs=1e-9)
        reciprocal = expected.get("recip_rank", 0.0)
        within_ten = reciprocal if reciprocal >= 1 / 10 else 0.0
        assert ours["MRR@10 x"][query] == pytest.approx(within_ten, abs=1e-9)


def test_rank_metrics_equal_those_of_ranx() -> None:
    # Importing ranx compiles code for minutes, so the file stores the values of version 0.3.21 for five questions.
    fixture = json.loads(Path(__file__).with_name("ranx.json").read_text())
    ours = {scores.name: scores.by_question for scores in rank_scores(fixture["qrels"], fixture["run"], "x")}
    names = {"ndcg@10": "nDCG@10 x", "mrr@10": "MRR@10 x"} | {f"recall@{k}": f"Recall@{k} x" for k in (1, 5, 10, 100)}
    for theirs, name in names.items():
        expected = dict(zip(fixture["qrels"], fixture["expected"][theirs], strict=True))
        assert ours[name] == pytest.approx(expected, abs=1e-9)
