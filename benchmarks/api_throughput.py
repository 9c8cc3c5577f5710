"""Measure the errors, waits, processor time and memory of a server that many clients ask over its HTTP API.

    python -m benchmarks.api_throughput --library DIR --questions FILE [--clients 100] [--seconds 60] [--warm-up 60]
        [--addresses 100]

Starts the whole server, with the guards of ``qa/web/guards``, on a copy of the library. The clients use the given
number of addresses of this computer in turn (127.0.1.1 and up); with ``--addresses 0`` all use 127.0.0.1, like an
office behind one address. Each client asks its next question when it has the reply to the last one. Give more questions
than are answered, because a repeated question costs less. A warm-up comes first: during it, the server's memory grows
until its bounded caches are filled and the model has encoded texts of each length.

Required on two cores: no other reply than an answer, the slowest answer at most three times the median, memory flat
(5 %).
"""

import argparse
import asyncio
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

import httpx

from benchmarks.served_page import ServedPage, addresses, client_from, served_page
from qa.evaluation import read_questions

_PARTS = 8
_PAUSE = 1.0
"""seconds that a client waits after a refusal"""
_TIMEOUT = 120
_ANSWERED = "200"
_SAME = "127.0.0.1"
_SLOWEST, _GROWTH = 3, 1.05


@dataclass
class Measured:
    """The replies to all clients after the warm-up."""

    seconds: list[float] = field(default_factory=list)
    """seconds until each answer"""
    others: Counter[str] = field(default_factory=Counter)
    """the replies that are no answers, by status code or error"""


async def _ask(client: httpx.AsyncClient, questions: Iterable[str], warm: float, end: float, into: Measured) -> None:
    """Ask one question after the other until ``end``; add the replies to questions asked after ``warm`` to ``into``.

    ``warm`` and ``end`` are values of ``time.monotonic``.
    """
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


async def _measure(
    page: ServedPage, questions: list[str], sources: list[str], seconds: float, warm_up: float
) -> tuple[Measured, list[int]]:
    """Ask with one client for each entry of ``sources``, the address from which it connects.

    Return the replies after the warm-up, and the server's memory in MB after the warm-up and after each eighth of the
    time.
    """
    measured, memory = Measured(), list[int]()
    warm = time.monotonic() + warm_up
    end = warm + seconds
    clients = [client_from(source, page.address, _TIMEOUT) for source in sources]
    shares = [islice(cycle(questions), number, None, len(sources)) for number in range(len(sources))]
    asking = asyncio.gather(
        *(_ask(client, share, warm, end, measured) for client, share in zip(clients, shares, strict=True))
    )
    for part in range(_PARTS + 1):
        await asyncio.sleep(warm + seconds * part / _PARTS - time.monotonic())
        memory.append(page.megabytes)
    await asking
    return measured, memory


def main() -> int:
    """Run the benchmark, print a name and a value per line, and return the exit status: 1 if a requirement fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--warm-up", type=float, default=60)
    parser.add_argument("--addresses", type=int, default=100)
    options = parser.parse_args()
    questions = [question.text for question in read_questions(options.questions)]
    sources = list(islice(cycle(addresses(options.addresses) or [_SAME]), options.clients))
    with tempfile.TemporaryDirectory() as folder:
        library = shutil.copytree(options.library, Path(folder) / "library")
        with served_page(library) as page:
            used = page.processor_seconds
            measured, memory = asyncio.run(_measure(page, questions, sources, options.seconds, options.warm_up))
            used = page.processor_seconds - used
    median, slowest = statistics.median(measured.seconds), max(measured.seconds)
    print(f"clients\t{options.clients}\nseconds\t{options.seconds:g}")
    print(f"answers after the warm-up\t{len(measured.seconds)}\nother replies\t{dict(measured.others)}")
    print(f"median ms\t{1000 * median:.0f}\nslowest / median\t{slowest / median:.2f}")
    print(f"processor seconds of the server\t{used:.1f}")
    print("memory of the server, MB, after the warm-up and each eighth\t" + "\t".join(map(str, memory)))
    is_flat = memory[-1] <= memory[0] * _GROWTH
    return int(bool(measured.others) or slowest > _SLOWEST * median or not is_flat)


if __name__ == "__main__":
    sys.exit(main())
