"""Large bodies and full temporary folders are refused before they are read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from qa.web.guards.body_limits import LimitBodies
from tests.web.guards.replies import guarded

UPLOAD = "/gradio_api/upload"
MEGABYTE = 1_000_000


def _parts(megabytes: int) -> Iterator[bytes]:
    """Yield a body in parts, which is sent without a length."""
    for _ in range(megabytes):
        yield bytes(MEGABYTE)


@pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/gradio_api/run/ask", "/", "/gradio_api/uploads"])
def test_the_body_of_an_event_is_limited(tmp_path: Path, path: str) -> None:
    client = guarded(LimitBodies, folder=tmp_path, quota=100 * MEGABYTE)
    assert client.post(path, content=bytes(15 * MEGABYTE)).status_code == 200
    refused = client.post(path, content=bytes(17 * MEGABYTE))
    assert (refused.status_code, "上限 16 MB" in refused.text) == (413, True)
    assert client.post(path, content=_parts(17)).status_code == 413


@pytest.mark.parametrize("path", [UPLOAD, f"{UPLOAD}/"])
def test_an_upload_is_limited_by_the_quota(tmp_path: Path, path: str) -> None:
    client = guarded(LimitBodies, folder=tmp_path, quota=20 * MEGABYTE)
    assert client.post(path, content=bytes(20 * MEGABYTE)).status_code == 200
    assert client.post(path, content=bytes(22 * MEGABYTE)).status_code == 507
    assert client.post(path, content=_parts(22)).status_code == 413


def test_files_that_wait_count(tmp_path: Path) -> None:
    client = guarded(LimitBodies, folder=tmp_path, quota=20 * MEGABYTE)
    waiting = tmp_path / "inner" / "a.pdf"
    waiting.parent.mkdir()
    waiting.write_bytes(bytes(19 * MEGABYTE))
    refused = client.post(UPLOAD, content=bytes(3 * MEGABYTE))
    assert refused.status_code == 507
    assert "20 MB" in refused.text
    waiting.unlink()
    assert client.post(UPLOAD, content=bytes(3 * MEGABYTE)).status_code == 200


def test_uploads_that_arrive_at_the_same_time_count_together(tmp_path: Path) -> None:
    statuses: list[int] = []

    async def accepting(scope: Scope, receive: Receive, send: Send) -> None:
        if not statuses:
            statuses.append(0)
            statuses.append(client.post(UPLOAD, content=bytes(12 * MEGABYTE)).status_code)
            statuses.append(client.post(UPLOAD, content=_parts(12)).status_code)
        await Request(scope, receive).body()
        await PlainTextResponse("")(scope, receive, send)

    client = TestClient(LimitBodies(accepting, tmp_path, 20 * MEGABYTE), base_url="http://127.0.0.1:7860")
    assert client.post(UPLOAD, content=bytes(12 * MEGABYTE)).status_code == 200
    assert statuses == [0, 507, 413]
    assert client.post(UPLOAD, content=bytes(12 * MEGABYTE)).status_code == 200
