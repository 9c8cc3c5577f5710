"""Use the page for a simulated day and check that the server's memory stays flat.

    python -m benchmarks.soak [--hours 24] [--share 1.0]

Starts the server with a small library and an encoder that counts characters, so that a day takes minutes. A day has
10,000 questions, 500 uploads that are deleted again, and 300 loads of the page. A second process adds and removes
documents of the same library meanwhile. With ``--share 0.1`` each hour has a tenth of this.

Prints a line for each hour, tab-separated: the hour, the requests so far, the server's memory in MB, and what has
failed so far. At the end: the memory after the warm-up (the first quarter), the median of the last quarter, their
ratio, and the number of requests of each kind, with those that failed.

Required: the memory grows by at most 5 % after the warm-up, and nothing fails.
"""

import argparse
import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

import httpx

from benchmarks.served_page import addresses, client_from, megabytes
from benchmarks.synthetic import FakeEncoder, text_of, write_document

_ROOT = Path(__file__).parents[1]
_QUESTIONS, _UPLOADS, _LOADS = 10_000 / 24, 500 / 24, 300 / 24
"""numbers of questions, uploads and page loads per hour"""
_DOCUMENTS = 40
_AT_ONCE = 4
_QUESTIONS_OF_A_PAGE = 10
_GROWTH = 1.05
_SECONDS = 120
_LOCKED, _TRIES = "正在修改资料库", 5
"""part of the message that appears after ten seconds of waiting for another writer, and the maximum number of tries
of an upload"""


class Page:
    """An open page of a simulated browser with its own address.

    Args:
        address: the address of the server.
        events: the result of :func:`events_of`.
        number: the number of the page.
    """

    def __init__(self, address: str, events: dict[tuple[str, str], int], number: int) -> None:
        sources = addresses(250)
        self.client = client_from(sources[number % len(sources)], address, _SECONDS)
        self._events = events
        self._session = f"soak{number}"
        self._shown: dict[str, Any] = {}

    async def run(self, element: str, kind: str, data: list[Any], event_data: Any = None) -> list[Any]:
        """Run an event and return its outputs; close the stream when told to, as a browser does."""
        body = {
            "data": data,
            "event_data": event_data,
            "fn_index": self._events[element, kind],
            "session_hash": self._session,
        }
        joined = (await self.client.post("/gradio_api/queue/join", json=body)).raise_for_status()
        outputs: list[Any] = []
        async with self.client.stream(
            "GET", "/gradio_api/queue/data", params={"session_hash": self._session}
        ) as stream:
            async for line in stream.aiter_lines():
                if '"process_completed"' in line and joined.json()["event_id"] in line:
                    message = json.loads(line.removeprefix("data:"))
                    assert message["success"], message["output"]
                    outputs = message["output"]["data"]
                elif '"close_stream"' in line:
                    break
        return outputs

    async def ask(self, question: str) -> None:
        """Ask a question, and report the received messages as shown, as a browser does."""
        reply = json.loads((await self.run("question", "submit", [question, json.dumps({"shown": self._shown})]))[1])
        assert reply["messages"], "no reply"
        self._shown = {"run": reply["run"], "settled": reply["settled"]}

    async def upload_and_delete(self, number: int) -> None:
        """Upload a document, trying again while the other writer holds the lock; then select and delete it."""
        content = text_of(1000 + number, number).encode()
        sent = await self.client.post("/gradio_api/upload", files={"files": (f"上传{number}.txt", content)})
        path = sent.raise_for_status().json()[0]
        files = [{"path": path, "meta": {"_type": "gradio.FileData"}}]
        for _ in range(_TRIES):
            report = str(await self.run("upload", "upload", [files]))
            if _LOCKED not in report:
                break
        rows = (await self.run("library-tab", "select", [f"第{1000 + number}号办法"]))[0]
        assert rows["data"], report
        row = rows["data"][0]
        await self.run("documents", "select", [], {"index": [0, 0], "value": row[0], "row_value": row})
        await self.run("delete", "click", [])


async def load(address: str) -> None:
    """Load the page with its scripts, styles and other files."""
    async with httpx.AsyncClient(base_url=address, timeout=_SECONDS, trust_env=False) as client:
        html = (await client.get("/")).raise_for_status().text
        files = re.findall(r'(?:src|href)="\./(assets/[^"]+)"', html)
        await asyncio.gather(*(client.get(f"/{file}") for file in files))


class Day:
    """A simulated day of use.

    Args:
        address: the address of the server.
        share: the share of each hour's work to do.
    """

    def __init__(self, address: str, share: float) -> None:
        self._address = address
        self._share = share
        self._events = events_of(address)
        self._numbers = count()
        self.done: Counter[str] = Counter()

    async def hour(self) -> None:
        """Do the work of an hour, a few requests at the same time."""
        limit = asyncio.Semaphore(_AT_ONCE)
        questions = round(_QUESTIONS * self._share / _QUESTIONS_OF_A_PAGE)
        tasks = [
            *(self._conversation() for _ in range(max(1, questions))),
            *(self._uploading() for _ in range(max(1, round(_UPLOADS * self._share)))),
            *(self._counted("load", load(self._address)) for _ in range(max(1, round(_LOADS * self._share)))),
        ]

        async def limited(task: Any) -> None:
            async with limit:
                await task

        await asyncio.gather(*map(limited, tasks))

    async def _conversation(self) -> None:
        number = next(self._numbers)
        page = Page(self._address, self._events, number)
        async with page.client:
            for turn in range(_QUESTIONS_OF_A_PAGE):
                question = f"第{(number + turn) % _DOCUMENTS}号办法的事项{turn}应在几日内办结?"
                await self._counted("question", page.ask(question))

    async def _uploading(self) -> None:
        number = next(self._numbers)
        page = Page(self._address, self._events, number)
        async with page.client:
            await self._counted("upload", page.upload_and_delete(number))

    async def _counted(self, kind: str, task: Any) -> None:
        try:
            await task
            self.done[kind] += 1
        except Exception as error:
            self.done[f"failed {kind} {error!r:.200}"] += 1


def events_of(address: str) -> dict[tuple[str, str], int]:
    """Map the id of an element and the kind of an event to the number of the first such event of the server."""
    config = httpx.get(f"{address}/config", trust_env=False, timeout=_SECONDS).raise_for_status().json()
    elements = {component["id"]: component["props"].get("elem_id") for component in config["components"]}
    found: dict[tuple[str, str], int] = {}
    for event in config["dependencies"]:
        for target, kind in event["targets"]:
            if event["backend_fn"] and elements.get(target):
                found.setdefault((elements[target], kind), event["id"])
    return found


def serve(library: Path) -> None:
    """Serve the page with an encoder that counts characters; this runs in the server's process."""
    from qa.server.serving import serve as serve_page

    with patch("qa.server.libraries.offered_libraries.Encoder", lambda _: FakeEncoder()):
        serve_page(library, open_browser=False)


def write(library: Path, documents: Path) -> None:
    """Add and remove a document again and again; this runs in a separate process."""
    from qa.library import Library

    for number in count():
        with Library.open(library, encoder=FakeEncoder()) as opened:
            file = write_document(documents, 5000, number)
            opened.add(file)
            for summary in opened.documents():
                if str(file) in summary.sources:
                    opened.remove(summary.id)


def main() -> int:
    """Use the page, measure and print; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hours", type=int, default=24)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--write", type=Path, nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        serve(arguments.serve)
    elif arguments.write:
        write(*arguments.write)
    else:
        return measure(arguments.hours, arguments.share)
    return 0


def measure(hours: int, share: float) -> int:
    """Run the server and the second writer for some hours; return the exit status."""
    from qa.library import Library

    with tempfile.TemporaryDirectory() as folder:
        library, documents = Path(folder) / "library", Path(folder) / "documents"
        documents.mkdir()
        for number in range(_DOCUMENTS):
            write_document(documents, number, 0)
        with Library.open(library, encoder=FakeEncoder()) as opened:
            opened.add(documents)
        command = [sys.executable, "-m", "benchmarks.soak"]
        environment = os.environ | {"GRADIO_TEMP_DIR": f"{folder}/temporary"}
        server = subprocess.Popen(
            [*command, "--serve", str(library)], stdout=subprocess.PIPE, text=True, cwd=_ROOT, env=environment
        )
        writer = subprocess.Popen([*command, "--write", str(library), str(documents)], cwd=_ROOT)
        try:
            assert server.stdout
            (address,) = re.findall(r"http://[\d.:]+", server.stdout.readline())
            day, memory = Day(address, share), []
            for hour in range(hours):
                asyncio.run(day.hour())
                memory.append(megabytes(server))
                print(hour + 1, day.done.total(), memory[-1], *failures(day.done), sep="\t", flush=True)
            assert writer.poll() is None, "the second writer ended"
        finally:
            for process in (writer, server):
                process.terminate()
                process.wait(_SECONDS)
    return report(memory, day.done)


def failures(done: Counter[str]) -> list[str]:
    """Return the kinds of requests that failed, each with the number of failures."""
    return [f"{kind} {number}" for kind, number in done.items() if kind.startswith("failed")]


def report(memory: list[int], done: Counter[str]) -> int:
    """Print the growth of the memory and the failures; return the exit status."""
    quarter = max(1, len(memory) // 4)
    warm, late = memory[quarter - 1], statistics.median(memory[-quarter:])
    print("memory, MB", f"after the warm-up {warm}", f"at the end {late:.0f}", f"ratio {late / warm:.3f}", sep="\t")
    print(*(f"{kind} {number}" for kind, number in sorted(done.items())), sep="\t")
    return int(late > warm * _GROWTH or bool(failures(done)))


if __name__ == "__main__":
    sys.exit(main())
