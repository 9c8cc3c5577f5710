"""Measure the time that the HTTP API adds to an answer: the time of the request minus the time in the library.

    python -m benchmarks.api_overhead --library DIR --questions FILE [--clients 8] [--limit 400]

The clients run in another process, as they do for a real server. Waiting for a turn counts as time in the library,
because only two questions are answered at the same time. Prints, tab-separated, the numbers of requests and clients,
and three percentiles of the added time in milliseconds.
"""

import argparse
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.routing import Mount

from qa.evaluation import read_questions
from qa.library import Library
from qa.server.api.api_application import PREFIX, api_application
from qa.server.gate import Gate
from qa.server.rights import RightsOfAll
from qa.server.served_library import ServedLibrary
from qa.types import Answer
from qa.web.page_server import address_of, bound_socket, run_in_thread
from qa.web.service import Service


def main() -> None:
    """Ask the questions with several clients and print the percentiles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--limit", type=int, default=400)
    options = parser.parse_args()
    questions = [question.text for question in read_questions(options.questions)][: options.limit]
    with api_server(options.library) as (service, address):
        inside = _timed_by_question(service)
        with ProcessPoolExecutor(1, get_context("spawn")) as clients:
            whole = clients.submit(_seconds_of_requests, address, questions, options.clients).result()
    overhead = [1000 * (seconds - inside[question]) for question, seconds in whole.items()]
    print(f"requests\t{len(overhead)}\nclients\t{options.clients}")
    cuts = statistics.quantiles(overhead, n=100)
    for name, value in (("p50", cuts[49]), ("p95", cuts[94]), ("p99", cuts[98])):
        print(f"{name} ms\t{value:.2f}")


@contextmanager
def api_server(folder: Path) -> Iterator[tuple[Service, str]]:
    """Serve the HTTP API of a library in this process; yield the ready service and the URL for questions."""
    with Library.open(folder, create=False) as library, tempfile.TemporaryDirectory() as temporary:
        service = Service(library, Path("none"), read_only=True)
        service.start()
        service.wait(None)
        gate = Gate({"library": ServedLibrary("library", service)}, RightsOfAll(read_only=True, stores_feedback=False))
        bound = bound_socket("127.0.0.1", [0])
        application = Starlette(routes=[Mount(PREFIX, api_application(gate, Path(temporary)))])
        run_in_thread(application, bound)  # type: ignore[arg-type]
        yield service, f"{address_of(bound)}{PREFIX[1:]}/ask"


def _timed_by_question(service: Service) -> dict[str, float]:
    """Wrap the ``ask`` of a service to measure each answer; return the dictionary that receives seconds by question."""
    seconds: dict[str, float] = {}
    ask: Callable[..., Answer] = service.ask

    def timed(question: str, *arguments: Any, **options: Any) -> Answer:
        began = time.perf_counter()
        answer = ask(question, *arguments, **options)
        seconds[question] = time.perf_counter() - began
        return answer

    service.ask = timed  # type: ignore[method-assign]
    return seconds


def _seconds_of_requests(address: str, questions: list[str], clients: int) -> dict[str, float]:
    """Send a request for each question; return the seconds that each took, by question."""
    local = threading.local()

    def seconds(question: str) -> float:
        if not hasattr(local, "client"):
            local.client = httpx.Client(timeout=600, trust_env=False)
        began = time.perf_counter()
        local.client.post(address, json={"question": question}).raise_for_status()
        return time.perf_counter() - began

    different = list(dict.fromkeys(questions))
    with ThreadPoolExecutor(clients) as threads:
        return dict(zip(different, threads.map(seconds, different), strict=True))


if __name__ == "__main__":
    main()
