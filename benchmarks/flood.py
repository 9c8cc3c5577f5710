"""Measure how long a person waits for answers while clients flood the page.

    python -m benchmarks.flood [--seconds 60] [--clients 200] [--slow 900] [--addresses 200]

Starts ``app.py`` with a new library of ``seeds/``. Clients ask one question after the other without pause, each in its
own page, and slow connections send one byte of a request per second. They use the given number of addresses of this
computer in turn (127.0.1.1 and up), as if they were other computers; with ``--addresses 0`` all use 127.0.0.1.
Meanwhile a person at 127.0.0.1 asks a question every second.

Prints, tab-separated: the outcomes of the person's questions, with the median and the 95th percentile of the seconds
until an answer; the outcomes of the clients and of the slow connections; the memory of the server in MB before and
after. The flood lasts a minute at most.

Required on two cores: 95th percentile at most 5 s.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import numpy as np

from benchmarks.served_page import addresses, client_from, served_page

_QUESTIONS = ("深圳企业开办时间缩短到几天?", "出口通关时间缩短到多少?", "不动产登记要几天?", "施工许可审批要多久?")
_BUSY = "没有排上"
_LONGEST = 60
_UNTIL_THE_FLOOD_RUNS = 5
_PERSON = "127.0.0.1"


@dataclass
class Tally:
    """The replies to the clients of one kind."""

    outcomes: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    """seconds until each answer"""


async def ask(client: httpx.AsyncClient, event: int, session: str, question: str) -> str:
    """Ask a question as the page does; return ``answered``, ``busy``, ``no reply`` or the status code of a refusal."""
    body = {"data": [question, None], "fn_index": event, "session_hash": session}
    joined = await client.post("/gradio_api/queue/join", json=body)
    if joined.status_code != httpx.codes.OK:
        return str(joined.status_code)
    async with client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}) as stream:
        async for line in stream.aiter_lines():
            if '"process_completed"' in line:
                # A client that does not say what it shows gets the whole conversation; the last message counts.
                message = json.loads(line.removeprefix("data:"))
                last = json.loads(message["output"]["data"][1])["messages"][-1]
                return "busy" if _BUSY in str(last) else "answered"
    return "no reply"


async def asker(
    address: str, event: int, tally: Tally, *, source: str, session: str, pause: float, until: float
) -> None:
    """Ask until ``until``, a value of ``time.monotonic``, and add the outcomes to ``tally``.

    The client waits ``pause`` seconds after each question, and at least 0.2 seconds after a refusal.
    """
    async with client_from(source, address, _LONGEST) as client:
        number = 0
        while time.monotonic() < until:
            began, page = time.monotonic(), f"{session}-{number // 20}"
            try:
                outcome = await ask(client, event, page, _QUESTIONS[number % len(_QUESTIONS)])
            except httpx.HTTPError as error:
                outcome = type(error).__name__
            tally.outcomes[outcome] += 1
            if outcome == "answered":
                tally.seconds.append(time.monotonic() - began)
            await asyncio.sleep(pause if outcome in ("answered", "busy") else max(pause, 0.2))
            number += 1


async def slow_connection(host: str, port: int, source: str, until: float, closed: Counter[str]) -> None:
    """Send one byte per second until ``until``; connect again when the server closes the connection.

    Counts in ``closed`` how each connection ends. ``until`` is a value of ``time.monotonic``.
    """
    while time.monotonic() < until:
        writer = None
        with suppress(OSError):
            reader, writer = await asyncio.open_connection(host, port, local_addr=(source, 0))
            writer.write(b"POST /gradio_api/run/ask HTTP/1.1\r\nX: ")
            ended = asyncio.create_task(reader.read())
            while time.monotonic() < until and not ended.done():
                writer.write(b"x")
                await asyncio.wait([ended], timeout=1)
            closed["closed by the server" if ended.done() else "open at the end"] += 1
            ended.cancel()
        if writer:
            writer.close()
        await asyncio.sleep(0.1)


def flood(address: str, event: int, seconds: float, arguments: argparse.Namespace) -> tuple[Tally, Counter[str]]:
    """Flood the page for some seconds; return the outcomes of the clients and of the slow connections."""
    url, clients, closed = httpx.URL(address), Tally(), Counter[str]()
    sources = addresses(arguments.addresses) or [_PERSON]

    async def run() -> None:
        until = time.monotonic() + seconds
        await asyncio.gather(
            *(
                asker(
                    address,
                    event,
                    clients,
                    source=sources[n % len(sources)],
                    session=f"client{n}",
                    pause=0,
                    until=until,
                )
                for n in range(arguments.clients)
            ),
            *(
                slow_connection(url.host, url.port or 0, sources[n % len(sources)], until, closed)
                for n in range(arguments.slow)
            ),
        )

    asyncio.run(run())
    return clients, closed


def ask_meanwhile(address: str, event: int, seconds: float) -> Tally:
    """Ask a question every second, as the person does, for some seconds; return the outcomes."""
    person = Tally()
    until = time.monotonic() + seconds
    asyncio.run(asker(address, event, person, source=_PERSON, session="person", pause=1, until=until))
    return person


def _arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=_LONGEST)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--slow", type=int, default=900)
    parser.add_argument("--addresses", type=int, default=200)
    return parser.parse_args()


def main() -> None:
    """Measure and print."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder, served_page(Path(folder) / "library") as page:
        # The first question loads what the later ones use.
        httpx.post(f"{page.address}/gradio_api/run/ask", json={"data": ["?"]}, timeout=120, trust_env=False)
        before = page.megabytes
        events = httpx.get(f"{page.address}/config", timeout=_LONGEST, trust_env=False).json()["dependencies"]
        event = next(event["id"] for event in events if any(kind == "submit" for _, kind in event["targets"]))
        seconds = min(arguments.seconds, _LONGEST)
        with ProcessPoolExecutor(1) as other:
            flooding = other.submit(flood, page.address, event, seconds, arguments)
            time.sleep(_UNTIL_THE_FLOOD_RUNS)
            person = ask_meanwhile(page.address, event, seconds - _UNTIL_THE_FLOOD_RUNS)
            clients, closed = flooding.result()
        after = page.megabytes
    print("person", dict(person.outcomes), sep="\t")
    if person.seconds:
        middle, late = np.percentile(person.seconds, [50, 95])
        print("seconds", f"median {middle:.2f}", f"p95 {late:.2f}", f"longest {max(person.seconds):.2f}", sep="\t")
    print("clients", dict(clients.outcomes), sep="\t")
    print("slow connections", dict(closed), sep="\t")
    print("memory of the server, MB", before, after, sep="\t")


if __name__ == "__main__":
    main()
