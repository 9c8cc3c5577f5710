"""Measure how long ``python app.py`` takes until its page is served and until it answers.

    python -m benchmarks.startup [RUNS]

Measures RUNS starts (3 by default) of each kind:

- ``first``: without a library, an unpacked model or caches, until ``seeds/`` is indexed and a question is answered;
- ``again``: with the library and the caches of the last ``first`` start.

Prints for each kind, tab-separated, the median and every run in seconds: until the page is served (``page``) and until
a question asked at once is answered (``answer``). Required on two cores without a GPU: ``first answer`` at most 60,
``again answer`` at most 15.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

APP = Path(__file__).parent.parent / "app.py"
QUESTION = "深圳企业开办时间缩短到几天?"
EXPECTED = "从9天缩短至4天"
LONGEST_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Start:
    """The seconds of a start, counted from the command."""

    page: float
    """seconds until the page is served"""
    answer: float
    """seconds until a question that was asked immediately is answered"""


def start(folder: Path) -> Start:
    """Start the page with its library and its caches in ``folder``, ask a question, stop the page; return the times."""
    for name in ("cache", "temporary"):
        (folder / name).mkdir(exist_ok=True)
    environment = {
        "QA_LIBRARY": str(folder / "library"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "TMPDIR": str(folder / "temporary"),
        "BROWSER": "true",
    }
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, str(APP)], env=os.environ | environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout
            address = process.stdout.readline().split("：")[1].split("（")[0]
            with urlopen(address) as reply:
                reply.read()
            page = time.perf_counter() - began
            assert EXPECTED in _ask(address)["answer"]["text"]
            return Start(page, time.perf_counter() - began)
        finally:
            process.terminate()


def _ask(address: str) -> dict[str, dict[str, str]]:
    body = json.dumps({"data": [QUESTION]}).encode()
    request = Request(f"{address}gradio_api/run/ask", body, {"Content-Type": "application/json"})
    with urlopen(request, timeout=LONGEST_SECONDS) as reply:
        return json.load(reply)["data"][0]


def _print(name: str, seconds: list[float]) -> None:
    print(name, f"{statistics.median(seconds):.1f}", *(f"{run:.1f}" for run in seconds), sep="\t", flush=True)


def main(runs: int) -> None:
    """Measure and print."""
    folders = [tempfile.TemporaryDirectory() for _ in range(runs)]
    for kind in ("first", "again"):
        starts = [start(Path(folder.name if kind == "first" else folders[-1].name)) for folder in folders]
        _print(f"{kind} page", [run.page for run in starts])
        _print(f"{kind} answer", [run.answer for run in starts])
    for folder in folders:
        folder.cleanup()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=int, nargs="?", default=3)
    main(parser.parse_args().runs)
