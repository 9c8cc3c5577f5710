"""Limit how many clients work at the same time, with a bounded queue that is fair between clients."""

import threading
from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count

from qa.errors import BusyError
from qa.messages import Message

_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Client:
    """The source of a question: a computer or a signed-in user, and an open page."""

    address: str = ""
    page: str = ""


ANYONE = Client()
"""stands for an unknown client"""


@dataclass(slots=True, eq=False)
class _Ticket:
    """A waiting client."""

    client: Client
    number: int
    """the order of arrival"""
    is_called: threading.Event = field(default_factory=threading.Event)
    """set when the client gets its turn or is refused"""
    is_refused: bool = False


class FairTurns:
    """Gives each turn to the computer that was served longest ago, and there to the page that was served longest ago.

    If too many wait, the latest ticket of the client with the most tickets is refused. So a client with a thousand
    questions delays each other client by only one question. Safe for threads.

    Args:
        at_once: number of turns at the same time.
        waiting: number of clients that may wait.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        self._free = at_once
        self._limit = waiting
        self._lock = threading.Lock()
        self._waiting: list[_Ticket] = []
        self._numbers = count(1)
        self._served: OrderedDict[str | Client, int] = OrderedDict()
        """number of the latest turn of each computer and page, oldest first"""

    @property
    def waiting(self) -> int:
        """The number of waiting clients."""
        return len(self._waiting)

    @contextmanager
    def turn(self, client: Client) -> Iterator[None]:
        """Wait for a turn and hold it.

        Raises:
            BusyError: too many wait.
        """
        ticket = self._arrive(client)
        if ticket:
            ticket.is_called.wait()
        if ticket and ticket.is_refused:
            raise BusyError(Message("现在提问的人很多，这个问题没有排上。请过几秒再问一次"))
        try:
            yield
        finally:
            self._leave()

    def _arrive(self, client: Client) -> _Ticket | None:
        """Take a turn if one is free, otherwise a ticket."""
        with self._lock:
            if self._free:
                self._free -= 1
                self._note(client)
                return None
            ticket = _Ticket(client, next(self._numbers))
            self._waiting.append(ticket)
            if len(self._waiting) > self._limit:
                self._call(self._greediest(), is_refused=True)
            return ticket

    def _leave(self) -> None:
        """Give the turn to the next client."""
        with self._lock:
            if not self._waiting:
                self._free += 1
                return
            following = min(self._waiting, key=self._last_served)
            self._note(following.client)
            self._call(following)

    def _call(self, ticket: _Ticket, is_refused: bool = False) -> None:
        ticket.is_refused = is_refused
        self._waiting.remove(ticket)
        ticket.is_called.set()

    def _last_served(self, ticket: _Ticket) -> tuple[int, int, int]:
        client = ticket.client
        return self._served.get(client.address, 0), self._served.get(client, 0), ticket.number

    def _greediest(self) -> _Ticket:
        computers = Counter(ticket.client.address for ticket in self._waiting)
        pages = Counter(ticket.client for ticket in self._waiting)
        return max(
            self._waiting,
            key=lambda ticket: (computers[ticket.client.address], pages[ticket.client], ticket.number),
        )

    def _note(self, client: Client) -> None:
        turn = next(self._numbers)
        for name in (client.address, client):
            self._served[name] = turn
            self._served.move_to_end(name)
        while len(self._served) > _REMEMBERED:
            self._served.popitem(last=False)
