"""A computer may send a number of requests a second."""

from qa.web.guards.request_rate import LimitRate, TokenBuckets
from tests.web.guards.replies import guarded

POST = {"type": "http", "path": "/"}


def test_requests_beyond_the_burst_are_refused_until_time_has_passed() -> None:
    now = 0.0
    client = guarded(LimitRate, per_second=2, burst=5, now=lambda: now)
    assert [client.post("/").status_code for _ in range(7)] == [200] * 5 + [429] * 2
    now = 1.0
    assert [client.post("/").status_code for _ in range(3)] == [200] * 2 + [429]
    now = 100.0
    assert [client.post("/").status_code for _ in range(6)] == [200] * 5 + [429]


def test_a_refusal_says_when_to_try_again() -> None:
    reply = guarded(LimitRate, burst=0, now=lambda: 0.0).get("/")
    assert (reply.status_code, reply.headers["retry-after"]) == (429, "5")


def test_the_files_of_the_page_do_not_count() -> None:
    client = guarded(LimitRate, burst=1, now=lambda: 0.0)
    assert {client.get("/assets/a.js").status_code for _ in range(9)} == {200}


def test_each_computer_has_its_own_rate() -> None:
    buckets = TokenBuckets(1, burst=1, now=lambda: 0.0)
    assert [buckets.take(address, POST) for address in ("a", "b", "a", "c", "b")] == [True, True, False, True, False]


def test_many_computers_do_not_fill_the_memory() -> None:
    buckets = TokenBuckets(1, burst=1, now=lambda: 0.0)
    for number in range(30_000):
        buckets.take(str(number), POST)
    assert len(buckets._buckets) <= 10_000
