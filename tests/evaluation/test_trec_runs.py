"""TREC run files."""

from pathlib import Path

import pytest
import pytrec_eval
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.errors import QuestionSetError
from qa.evaluation.trec_runs import score_run

NAMES = st.sampled_from([f"d{n}" for n in range(15)])
GRADES = st.integers(0, 3)


@settings(deadline=None, max_examples=50)
@given(
    st.dictionaries(NAMES, GRADES, min_size=1), st.dictionaries(NAMES, st.sampled_from([0.5, 1.0, 2.25]), min_size=1)
)
def test_the_scores_of_a_run_equal_those_of_trec_eval(
    tmp_path_factory: pytest.TempPathFactory, grades: dict[str, int], scored: dict[str, float]
) -> None:
    folder = tmp_path_factory.mktemp("trec")
    qrels = "".join(f"q 0 {name} {grade}\n" for name, grade in grades.items())
    run = "".join(f"q Q0 {name} 0 {score} x\n" for name, score in scored.items())
    (folder / "qrels").write_text(qrels)
    (folder / "run").write_text(run)
    ours = {metric.name: metric.by_question["q"] for metric in score_run(folder / "qrels", folder / "run")}
    theirs = pytrec_eval.RelevanceEvaluator({"q": grades}, {"ndcg_cut.10", "recall.1,5,10,100", "recip_rank"})
    expected = theirs.evaluate({"q": scored})["q"]
    assert ours["nDCG@10 run"] == pytest.approx(expected["ndcg_cut_10"], abs=1e-9)
    for k in (1, 5, 10, 100):
        assert ours[f"Recall@{k} run"] == pytest.approx(expected[f"recall_{k}"], abs=1e-9)
    if expected["recip_rank"] >= 1 / 10:
        assert ours["MRR@10 run"] == pytest.approx(expected["recip_rank"], abs=1e-9)
    else:
        assert ours["MRR@10 run"] == 0


@pytest.mark.parametrize(
    ("run", "message"),
    [
        ("q Q0 d 1 2.0 x\nq Q0 d 2 1.0 x\n", "出现了两次"),
        ("q Q0 d 1 high x\n", "不是数字"),
        ("q Q0 d 1 inf x\n", "不是有限的数"),
        ("other Q0 d 1 2.0 x\n", "没有 qrels 的任何一个问题"),
        ("\n", "是空的"),
    ],
)
def test_a_malformed_run_is_refused(tmp_path: Path, run: str, message: str) -> None:
    (tmp_path / "qrels").write_text("q 0 d 1\n")
    (tmp_path / "run").write_text(run)
    with pytest.raises(QuestionSetError, match=message):
        score_run(tmp_path / "qrels", tmp_path / "run")
