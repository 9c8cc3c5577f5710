"""How long the page takes from Enter to the answer, alone and with many at once.

    python benchmarks/page.py ADDRESS [--sessions N] [--questions FILE]

ADDRESS is that of a running page, and QUESTIONS has a question a line; the default are four about the document in
``seeds/``. In Chromium (``/usr/bin/chromium``) each question is asked five times, and prints the p50 and p95 of the
milliseconds from Enter until the answer is on the screen. Then N sessions ask at once, each with cookies and storage of
its own, and the same is printed of these, with how many got an error. How much of the time is our own code says
``benchmarks/latency.py``.
"""

import argparse
import asyncio
import time
from pathlib import Path

import numpy as np
from playwright.async_api import Browser, Page, async_playwright

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
_REPLIES = "#chat .answer, #chat .not-found, #chat .error"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--sessions", type=int, default=20)
    given = parser.parse_args()
    questions = given.questions.read_text(encoding="utf-8").split("\n") if given.questions else list(QUESTIONS)
    asyncio.run(_measure(given.address, [question for question in questions if question.strip()], given.sessions))


async def _measure(address: str, questions: list[str], sessions: int) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = await _opened(browser, address)
        alone = await _asked_all(page, questions * REPEATED)
        _print("alone", alone[WARMING:], 0)
        pages = await asyncio.gather(*(_opened(browser, address) for _ in range(sessions)))
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
    began = time.perf_counter()
    await page.press("#question textarea", "Enter")
    wait = f"document.querySelectorAll('{_REPLIES}').length > {before}"
    await page.wait_for_function(wait, timeout=LONGEST, polling=5)
    return (time.perf_counter() - began) * 1000


def _print(name: str, times: list[float], errors: int) -> None:
    p50, p95 = np.percentile(times, (50, 95))
    print(name, f"p50 {p50:.0f}", f"p95 {p95:.0f}", f"{len(times)} answers", f"{errors} errors", sep="\t", flush=True)


if __name__ == "__main__":
    main()
