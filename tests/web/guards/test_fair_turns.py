"""Turns are shared fairly among computers and pages, and few may wait."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from qa.errors import QuestionError
from qa.web.guards.fair_turns import Client, FairTurns

FLOOD, PERSON = Client("10.0.0.1", "a"), Client("10.0.0.2", "b")


class Queue:
    """Turns that are held until the end of the ``with`` block, and the order in which clients then get them."""

    def __init__(self, waiting: int) -> None:
        self.time = 0.0
        self.turns = FairTurns(1, waiting, lambda: self.time)
        self.served: list[Client] = []
        self.refused: list[Client] = []
        self._threads: list[threading.Thread] = []

    @contextmanager
    def held(self, by: Client = FLOOD) -> Iterator[Callable[[Client], None]]:
        """Hold the turn of a client; yield a function with which another client begins to wait."""
        with self.turns.turn(by):
            yield self._wait
        for thread in self._threads:
            thread.join(10)

    def _wait(self, client: Client) -> None:
        before = self._settled()
        thread = threading.Thread(target=self._ask, args=(client,))
        self._threads.append(thread)
        thread.start()
        while self._settled() == before:
            time.sleep(0.001)

    def _settled(self) -> int:
        return len(self.turns._waiting) + 2 * len(self.refused)

    def _ask(self, client: Client) -> None:
        try:
            with self.turns.turn(client):
                self.served.append(client)
        except QuestionError:
            self.refused.append(client)


def test_another_computer_is_served_before_the_second_question_of_a_flood() -> None:
    queue = Queue(waiting=10)
    with queue.held() as wait:
        for _ in range(5):
            wait(FLOOD)
        wait(PERSON)
    assert queue.served == [PERSON, *[FLOOD] * 5]


def test_another_page_of_the_same_computer_is_served_next() -> None:
    queue = Queue(waiting=10)
    other = Client(FLOOD.address, "other")
    with queue.held() as wait:
        for _ in range(3):
            wait(FLOOD)
        wait(other)
    assert queue.served == [other, *[FLOOD] * 3]


def test_many_pages_of_one_computer_do_not_delay_another_computer() -> None:
    queue = Queue(waiting=10)
    with queue.held() as wait:
        for number in range(8):
            wait(Client(FLOOD.address, str(number)))
        wait(PERSON)
    assert queue.served[0] == PERSON


def test_if_too_many_wait_the_client_with_the_most_questions_is_refused() -> None:
    queue = Queue(waiting=4)
    with queue.held() as wait:
        for _ in range(4):
            wait(FLOOD)
        wait(PERSON)
        wait(PERSON)
    assert queue.refused == [FLOOD, FLOOD]
    assert queue.served[:2] == [PERSON, FLOOD]


def answered(queue: Queue, clients: list[Client]) -> None:
    """Answer a question of each client, a second after the other."""
    for client in clients:
        with queue.turns.turn(client):
            queue.time += 1


def test_a_client_that_pauses_is_served_before_those_that_do_not_but_these_wait_only_so_long() -> None:
    queue = Queue(waiting=20)
    others = [Client(f"10.0.1.{number}") for number in range(12)]
    with queue.held() as wait:
        for second, other in enumerate(others):
            queue.turns._served[other.address] = queue.time = float(second)
            wait(other)
        # The person was answered after all of them but the last, and asks two seconds later.
        queue.turns._served[PERSON.address] = 10.0
        queue.time = 12.0
        wait(PERSON)
    assert queue.served.index(PERSON) == 3, "served at 10 less four times two seconds: behind those of 0, 1 and 2"


def test_of_equal_clients_the_one_that_would_be_served_last_is_refused() -> None:
    queue = Queue(waiting=2)
    first, second = Client("10.0.0.3"), Client("10.0.0.4")
    answered(queue, [first, second])
    with queue.held() as wait:
        wait(first)
        wait(second)
        wait(PERSON)
    assert queue.refused == [second]
    assert queue.served == [PERSON, first]


def test_a_computer_that_waits_alone_is_refused_its_own_latest_question() -> None:
    turns = FairTurns(1, 0)
    with turns.turn(FLOOD), pytest.raises(QuestionError, match="请过几秒再问一次"), turns.turn(PERSON):
        pass
    with turns.turn(PERSON):
        pass


def test_a_failed_turn_is_given_back() -> None:
    turns = FairTurns(1, 0)
    with pytest.raises(ValueError, match="x"), turns.turn(FLOOD):
        raise ValueError("x")
    with turns.turn(FLOOD):
        pass


def test_no_more_than_allowed_hold_a_turn_and_all_are_served() -> None:
    turns, lock = FairTurns(3, 1000), threading.Lock()
    held, most, served = 0, 0, 0

    def ask(number: int) -> None:
        nonlocal held, most, served
        with turns.turn(Client(str(number % 7), str(number % 11))):
            with lock:
                held += 1
                most = max(most, held)
            time.sleep(0.001)
            with lock:
                held -= 1
                served += 1

    with ThreadPoolExecutor(40) as pool:
        list(pool.map(ask, range(300)))
    assert (held, served) == (0, 300)
    assert most <= 3
