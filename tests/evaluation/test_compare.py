"""Whether one run is better than another."""

import pytest

from qa.evaluation.compare import compare, has_fallen
from qa.evaluation.scores import Scores


def _scores(name: str, values: list[float]) -> Scores:
    return Scores(name, {str(n): value for n, value in enumerate(values)})


def _compared(ours: list[float], other: list[float], name: str = "answer@1") -> tuple[float, int, int, bool]:
    (found,) = compare([_scores(name, ours)], {name: _scores(name, other)})
    return found.p, len(found.won), len(found.lost), has_fallen(found, 0.01)


def test_a_run_equals_itself() -> None:
    p, wins, losses, fell = _compared([1, 0, 1, 0] * 10, [1, 0, 1, 0] * 10)
    assert (p, wins, losses, fell) == (1.0, 0, 0, False)


def test_a_clear_fall_is_significant_and_fails_the_gate() -> None:
    p, wins, losses, fell = _compared([0.0] * 40, [1.0] * 40)
    assert p < 0.001
    assert (wins, losses, fell) == (0, 40, True)


def test_a_fall_that_may_be_chance_passes() -> None:
    p, _, _, fell = _compared([1, 1, 1, 0], [1, 1, 1, 1])
    assert p == 1.0
    assert not fell


def test_where_lower_is_better_more_is_a_fall() -> None:
    _, wins, losses, fell = _compared([1.0] * 40, [0.0] * 40, "refused, answerable")
    assert (wins, losses, fell) == (0, 40, True)


def test_the_randomisation_test_is_exact_on_a_small_case() -> None:
    # Five questions, all better by 1: of the 32 signs two are as extreme.
    p, *_ = _compared([1.0] * 5, [0.0] * 5)
    assert p == pytest.approx(2 / 32, abs=0.01)


def test_several_metrics_are_corrected_after_holm() -> None:
    better, same = _scores("a", [1.0] * 5), _scores("b", [1.0] * 5)
    alone = compare([better], {"a": _scores("a", [0.0] * 5)})[0].p
    both = compare([better, same], {"a": _scores("a", [0.0] * 5), "b": same})
    assert both[0].p == pytest.approx(2 * alone)
    assert both[1].p == 1.0


def test_it_says_which_questions_are_better_and_which_worse() -> None:
    (found,) = compare([_scores("answer@1", [1, 0, 1, 1])], {"answer@1": _scores("answer@1", [0, 1, 1, 0])})
    assert (found.won, found.lost) == (("0", "3"), ("1",))


def test_only_common_questions_are_compared() -> None:
    (found,) = compare([_scores("a", [1, 1, 1])], {"a": Scores("a", {"1": 0.0, "7": 1.0})})
    assert found.questions == 1
