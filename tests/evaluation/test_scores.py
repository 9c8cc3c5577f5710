"""Our figures are those of others."""

import json
from pathlib import Path

import numpy as np
import pytest
import pytrec_eval
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from qa.evaluation.calibration import (
    area_under_risk_coverage,
    auroc,
    expected_calibration_error,
    reliability,
    risk_coverage,
)
from qa.evaluation.overlap import character_f1, exact_match
from qa.evaluation.scores import rank_scores
from qa.evaluation.trec_runs import score_run

NAMES = st.sampled_from([f"d{n}" for n in range(15)])
GRADES = st.integers(0, 3)
judged = st.dictionaries(
    st.sampled_from(["q1", "q2", "q3"]),
    st.tuples(st.dictionaries(NAMES, GRADES, min_size=1), st.lists(NAMES, unique=True)),
    min_size=1,
)


@settings(deadline=None)
@given(judged)
def test_the_figures_of_rankings_are_those_of_trec_eval(
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
    for query, (_, found) in sets.items():
        # trec_eval leaves out a query that nothing was found for; it counts as 0.
        expected = theirs.get(query, {})
        assert ours["nDCG@10 x"][query] == pytest.approx(expected.get("ndcg_cut_10", 0.0), abs=1e-9)
        for k in (1, 5, 10, 100):
            assert ours[f"Recall@{k} x"][query] == pytest.approx(expected.get(f"recall_{k}", 0.0), abs=1e-9)
        within = expected.get("recip_rank", 0.0) if len(found) <= 10 else None
        if within is not None:
            assert ours["MRR@10 x"][query] == pytest.approx(within, abs=1e-9)


def test_the_figures_of_rankings_are_those_of_ranx() -> None:
    # ranx compiles itself for minutes, so its figures are kept: by version 0.3.21, of five questions in order.
    fixture = json.loads(Path(__file__).with_name("ranx.json").read_text())
    ours = {one.name: one.by_question for one in rank_scores(fixture["qrels"], fixture["run"], "x")}
    names = {"ndcg@10": "nDCG@10 x", "mrr@10": "MRR@10 x"} | {f"recall@{k}": f"Recall@{k} x" for k in (1, 5, 10, 100)}
    for theirs, name in names.items():
        expected = dict(zip(fixture["qrels"], fixture["expected"][theirs], strict=True))
        assert ours[name] == pytest.approx(expected, abs=1e-9)


@settings(deadline=None, max_examples=50)
@given(
    st.dictionaries(NAMES, GRADES, min_size=1), st.dictionaries(NAMES, st.sampled_from([0.5, 1.0, 2.25]), min_size=1)
)
def test_a_run_of_another_system_scores_as_with_trec_eval(
    tmp_path_factory: pytest.TempPathFactory, grades: dict[str, int], scored: dict[str, float]
) -> None:
    folder = tmp_path_factory.mktemp("trec")
    qrels = "".join(f"q 0 {name} {grade}\n" for name, grade in grades.items())
    run = "".join(f"q Q0 {name} 0 {score} x\n" for name, score in scored.items())
    (folder / "qrels").write_text(qrels)
    (folder / "run").write_text(run)
    ours = {one.name: one.by_question["q"] for one in score_run(folder / "qrels", folder / "run")}
    theirs = pytrec_eval.RelevanceEvaluator({"q": grades}, {"ndcg_cut.10", "recall.1,5,10,100", "recip_rank"})
    expected = theirs.evaluate({"q": scored})["q"]
    assert ours["nDCG@10 run"] == pytest.approx(expected["ndcg_cut_10"], abs=1e-9)
    for k in (1, 5, 10, 100):
        assert ours[f"Recall@{k} run"] == pytest.approx(expected[f"recall_{k}"], abs=1e-9)
    if expected["recip_rank"] >= 1 / 10:
        assert ours["MRR@10 run"] == pytest.approx(expected["recip_rank"], abs=1e-9)
    else:
        assert ours["MRR@10 run"] == 0


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=2))
def test_auroc_is_that_of_scikit_learn(answers: list[tuple[bool, float]]) -> None:
    positive = np.array([float(one) for one, _ in answers])
    confidence = np.array([one for _, one in answers])
    if 0 < positive.sum() < len(positive):
        assert auroc(positive, confidence) == pytest.approx(roc_auc_score(positive, confidence), abs=1e-9)
    else:
        assert np.isnan(auroc(positive, confidence))


def test_risk_and_coverage_by_hand() -> None:
    right, confidence = np.array([1.0, 0.0, 1.0, 0.0]), np.array([0.9, 0.8, 0.3, 0.1])
    assert risk_coverage(right, confidence).tolist() == pytest.approx([0, 1 / 2, 1 / 3, 1 / 2])
    assert area_under_risk_coverage(right, confidence) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


def test_answers_of_equal_confidence_have_no_order() -> None:
    right, confidence = np.array([1.0, 0.0, 1.0, 0.0, 0.0]), np.array([0.9, 0.5, 0.5, 0.5, 0.1])
    expected = [0, 1 / 3, 4 / 9, 1 / 2, 3 / 5]
    assert risk_coverage(right, confidence).tolist() == pytest.approx(expected)
    assert risk_coverage(right[::-1], confidence[::-1]).tolist() == pytest.approx(expected)


def test_the_calibration_error_by_hand() -> None:
    right, confidence = np.array([1.0, 1.0, 0.0, 0.0]), np.array([0.95, 0.85, 0.82, 1.0])
    assert [(one.answers, one.right) for one in reliability(right, confidence)] == [(2, 0.5), (2, 0.5)]
    assert expected_calibration_error(right, confidence) == pytest.approx((0.835 - 0.5 + 0.975 - 0.5) / 2)


def test_exact_match_and_f1_are_those_of_cmrc_2018() -> None:
    # Kept figures of the rules of cmrc2018_evaluate.py, taken one by one: its signs, its segments, its common stretch.
    for case in json.loads(Path(__file__).with_name("cmrc2018.json").read_text(encoding="utf-8")):
        assert exact_match(case["given"], case["answers"]) == case["exact"], case
        assert character_f1(case["given"], case["answers"]) == pytest.approx(case["f1"], abs=1e-9), case


@pytest.mark.parametrize(
    ("given_text", "answers", "f1", "exact"),
    [
        ("企业开办4天。", ["企业开办４天"], None, 1.0),
        ("缩短至4天", ["4天"], 2 * 2 / (5 + 2), 0.0),
        ("不是", ["4天"], 0.0, 0.0),
        ("", ["4天"], 0.0, 0.0),
        ("甲乙", ["丙", "乙甲乙"], 2 * 2 / (2 + 3), 0.0),
        ("use Python 3", ["Python 3"], 2 * 2 / (3 + 2), 0.0),
    ],
)
def test_f1_and_exact_match_of_marked_answers(
    given_text: str, answers: list[str], f1: float | None, exact: float
) -> None:
    if f1 is not None:
        assert character_f1(given_text, answers) == pytest.approx(f1)
    assert exact_match(given_text, answers) == exact
