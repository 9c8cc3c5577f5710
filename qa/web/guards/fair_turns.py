"""Limit how many clients work at the same time, with a bounded queue that is fair between clients."""

import math
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from qa.errors import BusyError
from qa.messages import Message

_REMEMBERED = 10_000
_PAUSE_WEIGHT, _LONGEST_PAUSE = 4, 5
"""The first is the weight of a pause between an answer and the client's next question. The second is the longest pause
that counts, in seconds. A person pauses and a program that floods the server does not, so the person waits less. The
second number limits this advantage."""


@dataclass(frozen=True, slots=True)
class Client:
    """The source of a question: a computer or a signed-in user, and an open page."""

    address: str = ""
    """the address of the computer, or the name of the signed-in user"""
    page: str = ""
    """a key of the open page, or the person for whom another program asks; empty if unknown"""


ANYONE = Client()
"""stands for an unknown client"""


@dataclass(slots=True, eq=False)
class _Ticket:
    """A waiting question."""

    client: Client
    number: int
    """the order of arrival"""
    arrived: float
    """the time of arrival in seconds"""
    is_called: threading.Event = field(default_factory=threading.Event)
    """set when the question gets its turn or is refused"""
    is_refused: bool = False


class FairTurns:
    """Gives each turn to the computer that was served longest ago and, of its pages, to the page served longest ago.

    A computer is here an address, or a signed-in user on any computer. A pause before the question counts as if the
    client had been served earlier. If too many questions wait, the computer with the most waiting questions loses a
    question: on its page with the most waiting questions, the question that would be served last. So a client with a
    thousand questions delays each other client by only one question. Safe for threads.

    Args:
        at_once: number of turns at the same time.
        waiting: number of questions that may wait.
        now: returns the present time in seconds.
    """

    def __init__(self, at_once: int, waiting: int, now: Callable[[], float] = time.monotonic) -> None:
        self._free = at_once
        self._limit = waiting
        self._lock = threading.Lock()
        self._waiting: list[_Ticket] = []
        self._numbers = count(1)
        self._now = now
        self._served: OrderedDict[str | Client, float] = OrderedDict()
        """maps each computer (by its address) and page (by its client) to the time of its latest turn, oldest first"""

    @property
    def waiting(self) -> int:
        """The number of waiting questions."""
        return len(self._waiting)

    @contextmanager
    def turn(self, client: Client) -> Iterator[None]:
        """Wait for a turn and hold it.

        Raises:
            BusyError: too many questions wait, and this one is refused.
        """
        ticket = self._arrive(client)
        if ticket:
            ticket.is_called.wait()
        if ticket and ticket.is_refused:
            raise BusyError(Message("现在提问的人很多，这个问题没有排上。请过几秒再问一次"))
        try:
            yield
        finally:
            self._leave(client)

    def _arrive(self, client: Client) -> _Ticket | None:
        """Take a turn and return ``None`` if one is free; otherwise return a ticket that waits."""
        with self._lock:
            if self._free:
                self._free -= 1
                self._note(client)
                return None
            ticket = _Ticket(client, next(self._numbers), self._now())
            self._waiting.append(ticket)
            if len(self._waiting) > self._limit:
                self._call(self._greediest(), is_refused=True)
            return ticket

    def _leave(self, client: Client) -> None:
        """Give the turn of a client to the next client; free it if none waits."""
        with self._lock:
            self._note(client)
            if not self._waiting:
                self._free += 1
                return
            following = min(self._waiting, key=self._order)
            self._note(following.client)
            self._call(following)

    def _call(self, ticket: _Ticket, is_refused: bool = False) -> None:
        ticket.is_refused = is_refused
        self._waiting.remove(ticket)
        ticket.is_called.set()

    def _order(self, ticket: _Ticket) -> tuple[float, float, int]:
        """Return the key by which waiting tickets are served, the smallest first."""
        client = ticket.client
        return self._rank(client.address, ticket), self._rank(client, ticket), ticket.number

    def _rank(self, name: str | Client, ticket: _Ticket) -> float:
        """Return the rank of a computer or a page in the queue; the lowest is served next.

        The rank is the time of the latest turn, minus the weighted seconds of the pause before the question. A new
        computer or page has the lowest rank of all.
        """
        served = self._served.get(name, -math.inf)
        pause = min(max(ticket.arrived - served, 0), _LONGEST_PAUSE)
        return served - _PAUSE_WEIGHT * pause

    def _greediest(self) -> _Ticket:
        computers = Counter(ticket.client.address for ticket in self._waiting)
        pages = Counter(ticket.client for ticket in self._waiting)
        return max(
            self._waiting,
            key=lambda ticket: (computers[ticket.client.address], pages[ticket.client], self._order(ticket)),
        )

    def _note(self, client: Client) -> None:
        for name in (client.address, client):
            self._served[name] = self._now()
            self._served.move_to_end(name)
        while len(self._served) > _REMEMBERED:
            self._served.popitem(last=False)
