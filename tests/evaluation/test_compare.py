"""Comparing two runs, and the gate."""

import pytest

from qa.evaluation.compare import compare, compare_whole_runs, has_fallen
from qa.evaluation.scores import Scores
from qa.evaluation.whole_run import QuestionFacts


def _scores(name: str, values: list[float]) -> Scores:
    return Scores(name, {str(n): value for n, value in enumerate(values)})


def _compared(ours: list[float], other: list[float], name: str = "answer@1") -> tuple[float, int, int, bool]:
    (comparison,) = compare([_scores(name, ours)], {name: _scores(name, other)})
    return comparison.p, len(comparison.won), len(comparison.lost), has_fallen(comparison, 0.01)


def test_a_run_does_not_differ_from_itself() -> None:
    p, wins, losses, fell = _compared([1, 0, 1, 0] * 10, [1, 0, 1, 0] * 10)
    assert (p, wins, losses, fell) == (1.0, 0, 0, False)


def test_a_clear_fall_is_significant_and_fails_the_gate() -> None:
    p, wins, losses, fell = _compared([0.0] * 40, [1.0] * 40)
    assert p < 0.001
    assert (wins, losses, fell) == (0, 40, True)


def test_a_fall_within_chance_passes_the_gate() -> None:
    p, _, _, fell = _compared([1, 1, 1, 0], [1, 1, 1, 1])
    assert p == 1.0
    assert not fell


def test_a_rise_of_a_lower_is_better_metric_is_a_fall() -> None:
    _, wins, losses, fell = _compared([1.0] * 40, [0.0] * 40, "refused, answerable")
    assert (wins, losses, fell) == (0, 40, True)


def test_the_randomisation_test_is_exact_on_a_small_case() -> None:
    # Five questions, all better by 1: two of the 32 sign patterns are as extreme.
    p, *_ = _compared([1.0] * 5, [0.0] * 5)
    assert p == pytest.approx(2 / 32, abs=0.01)


def test_p_values_of_several_metrics_are_holm_corrected() -> None:
    better, same = _scores("a", [1.0] * 5), _scores("b", [1.0] * 5)
    alone = compare([better], {"a": _scores("a", [0.0] * 5)})[0].p
    both = compare([better, same], {"a": _scores("a", [0.0] * 5), "b": same})
    assert both[0].p == pytest.approx(2 * alone)
    assert both[1].p == 1.0


def test_a_comparison_names_the_questions_won_and_lost() -> None:
    (comparison,) = compare([_scores("answer@1", [1, 0, 1, 1])], {"answer@1": _scores("answer@1", [0, 1, 1, 0])})
    assert (comparison.won, comparison.lost) == (("0", "3"), ("1",))


def test_only_common_questions_are_compared() -> None:
    (comparison,) = compare([_scores("a", [1, 1, 1])], {"a": Scores("a", {"1": 0.0, "7": 1.0})})
    assert comparison.questions == 1


def test_a_few_questions_that_agree_are_not_significant() -> None:
    # The bootstrap interval of a constant difference has no width.
    for questions in (1, 2, 3, 5):
        p, _, losses, fell = _compared([0.0] * questions, [1.0] * questions)
        assert losses == questions
        assert p > 0.05
        assert not fell


def _facts(*, separating: bool, seconds: float = 0.1, questions: int = 60) -> dict[str, QuestionFacts]:
    """Return the facts of a run whose confidence separates answerable questions, or fails to."""
    return {
        str(n): QuestionFacts(
            seconds,
            answerable=n % 2 == 0,
            right=n % 2 == 0,
            confidence=0.1 + 0.001 * n + (0.8 if (n % 2 == 0) == separating else 0),
            refused=(n % 2 == 1) == separating,
        )
        for n in range(questions)
    }


def test_metrics_of_the_whole_run_are_compared() -> None:
    found = {
        comparison.name: comparison
        for comparison in compare_whole_runs(_facts(separating=False), _facts(separating=True))
    }
    assert found.keys() == {"AUROC", "refusal precision", "AURC", "calibration error", "seconds p50", "seconds p95"}
    assert (found["AUROC"].ours, found["AUROC"].other) == (0.0, 1.0)
    for name in ("AUROC", "refusal precision", "AURC", "calibration error"):
        assert found[name].p < 0.001
        assert has_fallen(found[name], 0.01)
    assert not has_fallen(found["seconds p50"], 0.01)


def test_a_whole_run_does_not_differ_from_itself() -> None:
    found = compare_whole_runs(_facts(separating=True), _facts(separating=True))
    assert [(comparison.p, comparison.low, comparison.high) for comparison in found] == [(1.0, 0.0, 0.0)] * 6


@pytest.mark.parametrize(("seconds", "fell"), [(0.14, False), (0.16, True), (0.05, False)])
def test_a_time_may_grow_by_half(seconds: float, fell: bool) -> None:
    slower = compare_whole_runs(_facts(separating=True, seconds=seconds), _facts(separating=True))
    names = {comparison.name for comparison in slower if has_fallen(comparison, 0.01)}
    assert names == ({"seconds p50", "seconds p95"} if fell else set())


def test_rankings_without_answers_are_compared_in_time_only() -> None:
    found = compare_whole_runs({"a": QuestionFacts(0.1)}, {"a": QuestionFacts(0.1), "b": QuestionFacts(0.2)})
    assert [(comparison.name, comparison.questions) for comparison in found] == [("seconds p50", 1), ("seconds p95", 1)]
