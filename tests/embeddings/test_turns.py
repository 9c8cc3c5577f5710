"""One caller at a time uses a model; those that answer a question come first."""

import threading
import time

import pytest

from embeddings.turns import Turns


def test_a_waiting_query_goes_before_a_caller_that_yields() -> None:
    turns, order = Turns(), list[str]()

    def take(name: str, *, yields: bool) -> None:
        with turns.turn(yields=yields):
            order.append(name)

    with turns.turn(yields=True):
        addition = threading.Thread(target=take, args=("addition",), kwargs={"yields": True})
        query = threading.Thread(target=take, args=("query",), kwargs={"yields": False})
        addition.start()
        query.start()
        while not turns.waiting_queries:
            time.sleep(0.001)
        assert order == []
    addition.join()
    query.join()
    assert order == ["query", "addition"]


def test_only_one_caller_has_the_turn() -> None:
    turns, inside, most = Turns(), 0, 0

    def take() -> None:
        nonlocal inside, most
        for _ in range(20):
            with turns.turn(yields=False):
                inside += 1
                most = max(most, inside)
                time.sleep(0.0001)
                inside -= 1

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_an_error_ends_the_turn() -> None:
    turns = Turns()
    with pytest.raises(ValueError, match="damaged"), turns.turn(yields=False):
        raise ValueError("damaged")
    with turns.turn(yields=True):
        assert turns.waiting_queries == 0
