"""The losses of a training are drawn."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from training.plot_log import drawn, losses_of, main

LOG = "Loading\nstep 25\tspan 5.0\torder 1.0\nstep 50\tspan 2.5\torder 0.5\ncail\t3\n"


def test_each_loss_has_its_steps() -> None:
    assert losses_of(LOG) == {"span": [(25, 5.0), (50, 2.5)], "order": [(25, 1.0), (50, 0.5)]}


def test_a_picture_has_a_line_for_each_loss_within_its_frame() -> None:
    picture = ElementTree.fromstring(drawn(losses_of(LOG)))
    lines = picture.findall("{*}polyline")
    assert len(lines) == 2
    places = [tuple(map(float, point.split(","))) for line in lines for point in line.get("points", "").split()]
    assert all(0 <= x <= 640 and 0 <= y <= 320 for x, y in places)


def test_a_log_without_losses_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "log").write_text("nothing\n")
    monkeypatch.setattr("sys.argv", ["plot_log", str(tmp_path / "log"), str(tmp_path / "picture.svg")])
    with pytest.raises(SystemExit, match="no line"):
        main()
