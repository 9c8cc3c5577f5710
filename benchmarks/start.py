"""How long ``python app.py`` takes until its page is there and until it answers.

``python benchmarks/start.py [RUNS]`` measures

- ``first``: from nothing (no library, no unpacked model, no caches) until ``seeds/`` is indexed and it answers;
- ``again``: on the library that the last of these made.

It prints a line for each, tab-separated: what, the median and every run, in seconds. Required on two cores without a
GPU: ``first answer`` at most 60, ``again answer`` at most 15.
"""

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
    """Seconds from the command to the page being served, and to the answer to a question asked at once."""

    page: float
    answer: float


def start(folder: Path) -> Start:
    """Start the app with its library and its caches in ``folder``, ask a question, and end it."""
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


def _print(what: str, seconds: list[float]) -> None:
    print(what, f"{statistics.median(seconds):.1f}", *(f"{run:.1f}" for run in seconds), sep="\t", flush=True)


def main(runs: int) -> None:
    """Measure and print."""
    folders = [tempfile.TemporaryDirectory() for _ in range(runs)]
    for name in ("first", "again"):
        starts = [start(Path(folder.name if name == "first" else folders[-1].name)) for folder in folders]
        _print(f"{name} page", [one.page for one in starts])
        _print(f"{name} answer", [one.answer for one in starts])
    for folder in folders:
        folder.cleanup()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
