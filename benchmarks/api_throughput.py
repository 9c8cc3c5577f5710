"""Ask the server over its HTTP API with many clients for some time: errors, waits, processor time and memory.

    python -m benchmarks.api_throughput --library DIR --questions FILE [--clients 100] [--seconds 60]

Starts the whole server, with its guards, on a copy of the library. Each client has its own address of this computer
(127.0.1.1 and up) and asks its next question when it has the reply to the last one. A sixth of the time is a warm-up.

Required on two cores: no other reply than an answer, the slowest answer at most three times the median, memory flat
(5 %).
"""

import argparse
import asyncio
import itertools
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from benchmarks.served_page import ServedPage, addresses, client_from, served_page
from qa.evaluation import read_questions

_WARM_UP = 1 / 6
_PAUSE = 1.0
"""seconds that a client waits after a refusal"""
_TIMEOUT = 120
_ANSWERED = "200"
_SLOWEST, _GROWTH = 3, 1.05


@dataclass
class Measured:
    """The replies to all clients after the warm-up."""

    seconds: list[float] = field(default_factory=list)
    """seconds until each answer"""
    others: Counter[str] = field(default_factory=Counter)
    """the replies that are no answers, by status code or error"""


async def _ask(client: httpx.AsyncClient, questions: Iterable[str], warm: float, end: float, into: Measured) -> None:
    """Ask one question after the other until a time; record the replies to those asked after the warm-up."""
    async with client:
        for question in questions:
            began = time.monotonic()
            if began > end:
                return
            try:
                outcome = str((await client.post("/api/v1/ask", json={"question": question})).status_code)
            except httpx.HTTPError as error:
                outcome = type(error).__name__
            if began > warm:
                into.seconds += [time.monotonic() - began] if outcome == _ANSWERED else []
                into.others.update([] if outcome == _ANSWERED else [outcome])
            if outcome != _ANSWERED:
                await asyncio.sleep(_PAUSE)


async def _measure(page: ServedPage, questions: list[str], clients: int, seconds: float) -> tuple[Measured, list[int]]:
    """Return the replies, and the memory of the server in MB at the end of the warm-up and after each sixth."""
    began, measured, memory = time.monotonic(), Measured(), list[int]()
    warm, end = began + seconds * _WARM_UP, began + seconds
    asking = asyncio.gather(
        *(
            _ask(client_from(source, page.address, _TIMEOUT), _from(questions, number), warm, end, measured)
            for number, source in enumerate(addresses(clients))
        )
    )
    for sixth in range(1, 7):
        await asyncio.sleep(began + seconds * sixth / 6 - time.monotonic())
        memory.append(page.megabytes)
    await asking
    return measured, memory


def _from(questions: list[str], number: int) -> Iterable[str]:
    """Return the questions in endless turns, from one of them on."""
    return itertools.islice(itertools.cycle(questions), number, None)


def main() -> int:
    """Ask, print what happened, one name and value per line, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    questions = [question.text for question in read_questions(options.questions)]
    with tempfile.TemporaryDirectory() as folder:
        library = shutil.copytree(options.library, Path(folder) / "library")
        with served_page(library) as page:
            used = page.processor_seconds
            measured, memory = asyncio.run(_measure(page, questions, options.clients, options.seconds))
            used = page.processor_seconds - used
    median, slowest = statistics.median(measured.seconds), max(measured.seconds)
    print(f"clients\t{options.clients}\nseconds\t{options.seconds:g}")
    print(f"answers after the warm-up\t{len(measured.seconds)}\nother replies\t{dict(measured.others)}")
    print(f"median ms\t{1000 * median:.0f}\nslowest / median\t{slowest / median:.2f}")
    print(f"processor seconds of the server\t{used:.1f}")
    print("memory of the server, MB, each sixth\t" + "\t".join(map(str, memory)))
    is_flat = memory[-1] <= memory[0] * _GROWTH
    return int(bool(measured.others) or slowest > _SLOWEST * median or not is_flat)


if __name__ == "__main__":
    sys.exit(main())
