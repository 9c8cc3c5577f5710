"""Only requests that name a known host are answered."""

import asyncio
from typing import Any

import pytest

from qa.web.guards.allowed_hosts import RefuseOtherHosts
from tests.web.guards.replies import ACCEPTED, accepting, guarded

KNOWN = ["localhost", "LOCALHOST:7860", "127.0.0.1", "127.0.0.1:7860", "[::1]:7860", "localhost.", "qa.example.cn"]
UNKNOWN = [
    *("evil.example", "evil.example:7860", "127.0.0.1.evil.example", "localhost.evil.example", "qa.example.cn.evil"),
    *("", ":7860", "user@evil.example", "192.168.1.9", "[::2]", "[evil", "0.0.0.0", "127.0.0.1 evil.example"),
]


@pytest.mark.parametrize("host", KNOWN)
def test_a_known_host_is_answered(host: str) -> None:
    reply = guarded(RefuseOtherHosts, allowed=["QA.example.cn:443"]).get("/", headers={"Host": host})
    assert (reply.status_code, reply.text) == (200, ACCEPTED)


@pytest.mark.parametrize("host", UNKNOWN)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_an_unknown_host_is_refused_with_the_setting(host: str, method: str) -> None:
    reply = guarded(RefuseOtherHosts, allowed=["qa.example.cn"]).request(method, "/", headers={"Host": host})
    assert reply.status_code == 421
    assert "QA_ALLOWED_HOSTS" in reply.text


def _status(headers: list[tuple[bytes, bytes]], server: tuple[str, int]) -> int:
    """Return the status of a request that arrived at an address."""
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/", "headers": headers, "server": server}
    asyncio.run(RefuseOtherHosts(accepting)(scope, receive, send))
    return int(sent[0]["status"])


def test_the_address_at_which_a_connection_arrived_is_known() -> None:
    assert _status([(b"host", b"192.168.1.7:7860")], ("192.168.1.7", 7860)) == 200
    assert _status([(b"host", b"192.168.1.8:7860")], ("192.168.1.7", 7860)) == 421


def test_a_request_with_two_hosts_or_none_is_refused() -> None:
    assert _status([(b"host", b"localhost"), (b"host", b"evil.example")], ("127.0.0.1", 7860)) == 421
    assert _status([], ("127.0.0.1", 7860)) == 421
