"""How long the page takes from Enter to the answer, alone and with many at once, and how much of it is our own code.

    python benchmarks/page.py [--library DIR] [--questions FILE] [--sessions N]

Starts ``app.py`` on DIR (without it on a new library, which gets ``seeds/``); FILE has a question a line, the default
are four about the document in ``seeds/``. Prints, tab-separated, p50 and p95 in milliseconds of

- ``alone``: in Chromium (``/usr/bin/chromium``) each question is asked five times, from Enter until the answer is on
  the screen;
- ``N sessions``: the same of N that ask at once, each with cookies and storage of its own, and how many got an error:
  their browsers draw on the same processors;
- ``N clients``: of N programs that ask at once over HTTP, which draw nothing;
- ``own code``: of the reply that the server makes, without the model's part; measured afterwards, without the browser.

Required of the seed library on two cores without a GPU: p95 alone at most 400, own code at most 100; of 20 sessions at
most 3000 and no error.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from gradio_client import Client
from gradio_client.exceptions import AppError
from playwright.async_api import Browser, Page, async_playwright

from embeddings import Encoder
from qa.library import Library
from qa.web.conversations.conversation import Conversation
from qa.web.conversations.question_request import QuestionRequest
from qa.web.service import Service

APP = Path(__file__).parent.parent / "app.py"
QUESTIONS = (
    "深圳企业开办时间缩短到几天?",
    "深圳建设了哪些基础研究机构?",
    "这封函的索引号是什么?",
    "深圳地铁三号线几点停运?",
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
REPEATED = 5
WARMING = 2
LONGEST = 120_000
# From the key until the browser has painted one reply more than there were; the page measures it itself.
_WATCH = """before => {
    window.waited = new Promise(resolve => {
        let pressed;
        document.addEventListener('keydown', () => { pressed = performance.now(); }, {capture: true, once: true});
        new MutationObserver((changes, observer) => {
            if (document.querySelectorAll('#chat :is(.answer, .not-found, .error)').length <= before) return;
            observer.disconnect();
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - pressed)));
        }).observe(document.querySelector('#chat'), {childList: true, subtree: true});
    });
}"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--sessions", type=int, default=20)
    given = parser.parse_args()
    lines = given.questions.read_text(encoding="utf-8").split("\n") if given.questions else QUESTIONS
    questions = [line for line in lines if line.strip()]
    with tempfile.TemporaryDirectory() as new:
        library = given.library or Path(new) / "library"
        with _started(library) as address:
            asyncio.run(_measure(address, questions, given.sessions))
            _print(f"{given.sessions} clients", *_asked_without_browsers(address, questions, given.sessions))
        _print("own code", _own_code(library, questions * REPEATED)[WARMING:], 0)


@contextmanager
def _started(library: Path) -> Iterator[str]:
    """The address of the page on a library."""
    environment = os.environ | {"QA_LIBRARY": str(library), "BROWSER": "true"}
    with subprocess.Popen(
        [sys.executable, str(APP)], env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().split("：")[1].split("（")[0]
        finally:
            process.terminate()


def _asked_without_browsers(address: str, questions: list[str], sessions: int) -> tuple[list[float], int]:
    """Ask from many programs at once: milliseconds for each question, and how many got an error."""
    clients = [Client(address, verbose=False) for _ in range(sessions)]

    def asked(client: Client) -> list[float | None]:
        times: list[float | None] = []
        for question in questions:
            began = time.perf_counter()
            try:
                client.predict(question, api_name="/ask")
                times.append((time.perf_counter() - began) * 1000)
            except AppError:
                times.append(None)
        return times

    with ThreadPoolExecutor(sessions) as pool:
        times = [one for found in pool.map(asked, clients) for one in found]
    taken = [one for one in times if one is not None]
    return taken, len(times) - len(taken)


def _own_code(library: Path, questions: list[str]) -> list[float]:
    """Make the replies as the page's server does: the milliseconds of each that are not the model's."""
    encoder, of_the_model, times = Encoder(), 0.0, []

    def timed(encode: Callable[..., Any]) -> Callable[..., Any]:
        def encoded(*given: Any, **named: Any) -> Any:
            nonlocal of_the_model
            began = time.perf_counter()
            try:
                return encode(*given, **named)
            finally:
                of_the_model += time.perf_counter() - began

        return encoded

    for name in ("encode_queries", "encode_passages"):
        setattr(encoder, name, timed(getattr(encoder, name)))
    with Library.open(library, encoder=encoder) as opened:
        service = Service(opened, APP.parent / "seeds")
        service.start()
        service.wait(None)
        for question in questions:
            conversation, of_the_model, began = Conversation(), 0.0, time.perf_counter()
            list(conversation.ask(service, QuestionRequest(question)))
            times.append((time.perf_counter() - began - of_the_model) * 1000)
    return times


async def _measure(address: str, questions: list[str], sessions: int) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = await _opened(browser, address)
        alone = await _asked_all(page, questions * REPEATED)
        _print("alone", alone[WARMING:], 0)
        # One after the other: what is measured is asking, and to open a page takes a processor seconds.
        pages = [await _opened(browser, address) for _ in range(sessions)]
        found = await asyncio.gather(*(_asked_all(page, questions) for page in pages))
        errors = [await page.locator("#chat .error").count() for page in pages]
        _print(f"{sessions} sessions", [one for times in found for one in times], sum(errors))
        await browser.close()


async def _opened(browser: Browser, address: str) -> Page:
    context = await browser.new_context(locale="zh-CN")
    page = await context.new_page()
    await page.goto(address, timeout=LONGEST)
    await page.locator("#chat .example").first.wait_for(timeout=LONGEST)
    return page


async def _asked_all(page: Page, questions: list[str]) -> list[float]:
    """Ask one question after the other: milliseconds for each."""
    return [await _asked(page, question, number) for number, question in enumerate(questions)]


async def _asked(page: Page, question: str, before: int) -> float:
    await page.fill("#question textarea", question)
    await page.evaluate(_WATCH, before)
    await page.press("#question textarea", "Enter")
    return float(await page.evaluate("window.waited"))


def _print(name: str, times: list[float], errors: int) -> None:
    p50, p95 = np.percentile(times, (50, 95))
    print(name, f"p50 {p50:.0f}", f"p95 {p95:.0f}", f"{len(times)} answers", f"{errors} errors", sep="\t", flush=True)


if __name__ == "__main__":
    main()
