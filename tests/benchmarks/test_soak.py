"""The verdict on a simulated day."""

from collections import Counter

import pytest

from benchmarks.soak import report


@pytest.mark.parametrize(
    ("memory", "done", "status"),
    [
        ([300, 400, 410, 405, 412, 408, 411, 409], {"question": 9}, 0),
        ([300, 400, 410, 420, 430, 440, 450, 460], {"question": 9}, 1),
        ([300, 400, 410, 405, 412, 408, 411, 409], {"question": 9, "failed upload ValueError()": 1}, 1),
    ],
    ids=["flat after the warm-up", "growing", "a failed upload"],
)
def test_a_day_is_good_if_the_memory_stays_flat_and_nothing_fails(
    memory: list[int], done: dict[str, int], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(memory, Counter(done)) == status
    assert "ratio 1." in capsys.readouterr().out
