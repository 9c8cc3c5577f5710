"""Ask the HTTP API with many clients for some time: questions a second, refusals, waits, processor time and memory.

    python -m benchmarks.api_throughput --library DIR --questions FILE [--clients 100] [--seconds 60]

Each client asks its next question when it has the reply to the last one.
"""

import argparse
import itertools
import resource
import statistics
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from benchmarks.api_overhead import api_server
from qa.evaluation import read_questions

_MEBIBYTE = 1 << 20
_PAUSE = 1.0
"""seconds that a client waits after a refusal"""


def main() -> None:
    """Ask, and print what happened, one name and value per line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--clients", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    questions = [question.text for question in read_questions(options.questions)]
    with api_server(options.library) as (_, address):
        _asked(address, questions[:20], 1, 2)  # the first questions load what the later ones use
        memory, used = _resident_bytes(), time.process_time()
        times, statuses = _asked(address, questions, options.clients, options.seconds)
        used, memory = time.process_time() - used, _resident_bytes() - memory
    median = statistics.median(times)
    print(f"clients\t{options.clients}\nseconds\t{options.seconds:g}\nanswers\t{statuses.pop(200)}")
    print(f"other replies\t{dict(statuses)}")
    print(f"median ms\t{1000 * median:.0f}\nslowest / median\t{max(times) / median:.1f}")
    print(f"processor ms an answer, clients included\t{1000 * used / len(times):.1f}")
    print(f"memory growth MB\t{memory / _MEBIBYTE:.0f}")


def _asked(address: str, questions: list[str], clients: int, seconds: float) -> tuple[list[float], "Counter[int]"]:
    """Return the seconds of each answer, and how many replies had each status code."""
    end, lock = time.monotonic() + seconds, threading.Lock()
    times: list[float] = []
    statuses: Counter[int] = Counter()

    def client(number: int) -> None:
        with httpx.Client(timeout=600, trust_env=False) as session:
            for question in itertools.islice(itertools.cycle(questions), number, None):
                began = time.monotonic()
                if began > end:
                    return
                status = session.post(address, json={"question": question}).status_code
                with lock:
                    statuses[status] += 1
                    times.extend([time.monotonic() - began] if status == 200 else [])
                if status != 200:
                    time.sleep(_PAUSE)

    with ThreadPoolExecutor(clients) as threads:
        list(threads.map(client, range(clients)))
    return times, statuses


def _resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    main()
