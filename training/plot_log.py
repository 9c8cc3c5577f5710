"""Draw the losses that a training printed, as an SVG picture.

    python -m training.plot_log LOG FILE.svg

LOG is the output of ``training.reader``, ``training.passage_layers`` or ``training.query_layers``: lines such as
``step 25 <tab> span 5.077 <tab> order 0.982``. Other lines are left out. Each loss is drawn relative to its highest
value.
"""

import argparse
import re
from html import escape
from pathlib import Path

_WIDTH, _HEIGHT, _MARGIN = 640, 320, 40
_COLOURS = ("#1f5fbf", "#c0392b", "#2e7d32", "#7b1fa2")
_STEP = re.compile(r"step (\d+)\t(.+)")


def main() -> None:
    """Read the log and write the picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("log", type=Path)
    parser.add_argument("picture", type=Path)
    arguments = parser.parse_args()
    losses = losses_of(arguments.log.read_text(encoding="utf-8"))
    if not losses:
        raise SystemExit(f"{arguments.log}: no line 'step N <tab> NAME VALUE'")
    arguments.picture.write_text(drawn(losses), encoding="utf-8")


def losses_of(log: str) -> dict[str, list[tuple[int, float]]]:
    """Return the steps and values of each loss in a log, by its name."""
    losses: dict[str, list[tuple[int, float]]] = {}
    for match in _STEP.finditer(log):
        for name, value in (part.split() for part in match[2].split("\t")):
            losses.setdefault(name, []).append((int(match[1]), float(value)))
    return losses


def drawn(losses: dict[str, list[tuple[int, float]]]) -> str:
    """Return an SVG picture of losses: a line for each, and below it the last step and the first and last values."""
    last = max(step for points in losses.values() for step, _ in points)
    width, height = _WIDTH - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN
    parts = [f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>']
    for place, (name, points) in enumerate(losses.items()):
        colour, highest = _COLOURS[place % len(_COLOURS)], max(value for _, value in points) or 1.0
        line = " ".join(
            f"{_MARGIN + width * step / last:.1f},{_MARGIN + height * (1 - value / highest):.1f}"
            for step, value in points
        )
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        label = escape(f"{name}: {points[0][1]:.2f} → {points[-1][1]:.2f}")
        parts.append(f'<text x="{_MARGIN + 150 * place}" y="24" fill="{colour}">{label}</text>')
    parts.append(f'<text x="{_MARGIN}" y="{_HEIGHT - 12}">0</text>')
    parts.append(f'<text x="{_WIDTH - _MARGIN}" y="{_HEIGHT - 12}" text-anchor="end">{last} steps</text>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif">'
    return "\n".join((head, *parts, "</svg>", ""))


if __name__ == "__main__":
    main()
