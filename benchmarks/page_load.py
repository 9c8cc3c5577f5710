"""Measure the time from Enter to the answer on the page, with a single user and with many, and the server's own time.

    python -m benchmarks.page_load QUESTIONS [--library DIR] [--alone 20] [--sessions 20] [--each 4]

Starts ``app.py`` on DIR, or on a new library with ``seeds/``. QUESTIONS is a question set in any form that ``qa
evaluate`` reads. Every question is asked once in the whole run, because a repeated question would meet warm caches; the
set must have 2 × (alone + 2) + 2 × sessions × each distinct questions. Prints, tab-separated, p50 and p95 in
milliseconds, the number of answers and the number of errors for

- ``alone``: a single page in Chromium (``/usr/bin/chromium``), from Enter until the answer is on the screen;
- ``N sessions``: N pages that ask at once, each with its own cookies and storage, ``--each`` questions one after the
  other; their browsers use the same processors as the server;
- ``N clients``: N programs that ask at once over HTTP and draw nothing, ``--each`` questions one after the other;
- ``own code``: the server's work for a reply apart from encoding, measured in this process after the page has ended.

The first two questions of ``alone`` and of ``own code`` warm up and are not counted.

Required on two cores without a GPU: p95 of ``alone`` at most 400 and of ``own code`` at most 100; of 20 sessions at
most 3000, without errors.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from gradio_client import Client
from gradio_client.exceptions import AppError
from playwright.async_api import Browser, Page, async_playwright

from benchmarks.question_sets import askable_set, distinct
from benchmarks.timed_encoder import TimedEncoder
from qa.library import Library
from qa.web.conversations.conversation import Conversation
from qa.web.conversations.question_request import QuestionRequest
from qa.web.service import Service

APP = Path(__file__).parent.parent / "app.py"
CHROMIUM_FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
]
WARM_UP = 2
LONGEST_MILLISECONDS = 120_000
# Measure in the page itself: from the key until the browser has painted more replies than there were before.
_MEASURE = """before => {
    window.milliseconds = new Promise(resolve => {
        let pressed;
        document.addEventListener('keydown', () => { pressed = performance.now(); }, {capture: true, once: true});
        new MutationObserver((changes, observer) => {
            if (document.querySelectorAll('#chat :is(.answer, .not-found, .error)').length <= before) return;
            observer.disconnect();
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressed)));
        }).observe(document.querySelector('#chat'), {childList: true, subtree: true});
    });
}"""


@dataclass(frozen=True, slots=True)
class Plan:
    """The questions of each measurement; each question occurs once."""

    alone: list[str]
    sessions: list[list[str]]
    """the questions of each session"""
    clients: list[list[str]]
    """the questions of each client"""
    own_code: list[str]


def plan(questions: Sequence[str], alone: int, sessions: int, each: int) -> Plan:
    """Distribute distinct questions over the measurements.

    Args:
        questions: distinct questions.
        alone: the number of measured questions of a single page and of the server alone; warm-up questions come on top.
        sessions: the number of pages and of programs that ask at once.
        each: the number of questions that each of them asks.

    Raises:
        ValueError: there are too few questions; the text states how many are needed.
    """
    needed = 2 * (alone + WARM_UP) + 2 * sessions * each
    if len(questions) < needed:
        raise ValueError(
            f"{len(questions)} distinct questions, but {needed} are needed: each is asked once. "
            "Use a larger question set, or smaller numbers for --alone, --sessions or --each"
        )
    remaining = iter(questions)

    def take(count: int) -> list[str]:
        return [next(remaining) for _ in range(count)]

    return Plan(
        alone=take(alone + WARM_UP),
        sessions=[take(each) for _ in range(sessions)],
        clients=[take(each) for _ in range(sessions)],
        own_code=take(alone + WARM_UP),
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--alone", type=int, default=20)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--each", type=int, default=4)
    arguments = parser.parse_args()
    texts = [question.text for question in distinct(askable_set(arguments.questions).questions)]
    try:
        planned = plan(texts, arguments.alone, arguments.sessions, arguments.each)
    except ValueError as error:
        parser.error(f"{arguments.questions}: {error}")
    with tempfile.TemporaryDirectory() as temporary:
        library = arguments.library or Path(temporary) / "library"
        with _page(library) as address:
            asyncio.run(_measure_pages(address, planned))
            _print(f"{arguments.sessions} clients", *_ask_over_http(address, planned.clients))
        _print("own code", _own_code(library, planned.own_code)[WARM_UP:], 0)


@contextmanager
def _page(library: Path) -> Iterator[str]:
    """Start the page on a library and yield its address."""
    environment = os.environ | {"QA_LIBRARY": str(library), "BROWSER": "true"}
    with subprocess.Popen(
        [sys.executable, str(APP)], env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().split("：")[1].split("（")[0]
        finally:
            process.terminate()


def _ask_over_http(address: str, questions_of_clients: list[list[str]]) -> tuple[list[float], int]:
    """Ask from many programs at once; return the milliseconds of each answer and the number of errors."""
    clients = [Client(address, verbose=False) for _ in questions_of_clients]

    def ask(client: Client, questions: list[str]) -> list[float | None]:
        times: list[float | None] = []
        for question in questions:
            began = time.perf_counter()
            try:
                client.predict(question, api_name="/ask")
                times.append((time.perf_counter() - began) * 1000)
            except AppError:
                times.append(None)
        return times

    with ThreadPoolExecutor(len(clients)) as pool:
        times = [milliseconds for results in pool.map(ask, clients, questions_of_clients) for milliseconds in results]
    answered = [milliseconds for milliseconds in times if milliseconds is not None]
    return answered, len(times) - len(answered)


def _own_code(library: Path, questions: list[str]) -> list[float]:
    """Make the replies as the page's server does; return the milliseconds of each reply without encoding."""
    encoder, times = TimedEncoder(), []
    with Library.open(library, encoder=encoder) as opened:
        service = Service(opened, APP.parent / "seeds")
        service.start()
        service.wait(None)
        encoder.time_reading(opened.ask_context.reader)
        for question in questions:
            conversation, encoded_before, began = Conversation(), encoder.seconds, time.perf_counter()
            list(conversation.ask(service, QuestionRequest(question)))
            whole = time.perf_counter() - began
            times.append((whole - (encoder.seconds - encoded_before)) * 1000)
    return times


async def _measure_pages(address: str, planned: Plan) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS)
        page = await _open(browser, address)
        times = await _ask_all(page, planned.alone)
        _print("alone", times[WARM_UP:], await page.locator("#chat .error").count())
        # Open the pages one after the other, before the measurement: opening a page keeps a processor busy for seconds.
        pages = [await _open(browser, address) for _ in planned.sessions]
        results = await asyncio.gather(*map(_ask_all, pages, planned.sessions))
        errors = [await page.locator("#chat .error").count() for page in pages]
        _print(f"{len(pages)} sessions", [milliseconds for times in results for milliseconds in times], sum(errors))
        await browser.close()


async def _open(browser: Browser, address: str) -> Page:
    context = await browser.new_context(locale="zh-CN")
    page = await context.new_page()
    await page.goto(address, timeout=LONGEST_MILLISECONDS)
    await page.locator("#chat .example").first.wait_for(timeout=LONGEST_MILLISECONDS)
    return page


async def _ask_all(page: Page, questions: list[str]) -> list[float]:
    """Ask one question after the other; return the milliseconds of each."""
    return [await _ask(page, question, number) for number, question in enumerate(questions)]


async def _ask(page: Page, question: str, before: int) -> float:
    """Ask a question on a page with ``before`` replies; return the milliseconds until its reply is painted."""
    await page.fill("#question textarea", question)
    await page.evaluate(_MEASURE, before)
    await page.press("#question textarea", "Enter")
    return float(await page.evaluate("window.milliseconds"))


def _print(name: str, times: list[float], errors: int) -> None:
    p50, p95 = np.percentile(times, (50, 95))
    print(name, f"p50 {p50:.0f}", f"p95 {p95:.0f}", f"{len(times)} answers", f"{errors} errors", sep="\t", flush=True)


if __name__ == "__main__":
    main()
