"""The access log."""

import json

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from qa.errors import SettingsError
from qa.server.accounts.roles import Identity, set_identity
from qa.server.operations.access_log import LogFormat, LogRequests


async def page(scope: Scope, receive: Receive, send: Send) -> None:
    """Reply to a user, or fail."""
    set_identity(scope, Identity("李雷"))
    if scope["path"] == "/broken":
        raise RuntimeError
    await PlainTextResponse("12345", status_code=404)(scope, receive, send)


def logged(form: LogFormat, *paths: str) -> list[str]:
    """Return the lines for some requests."""
    lines: list[str] = []
    client = TestClient(LogRequests(page, form, lines.append), client=("10.0.0.7", 1), raise_server_exceptions=False)
    for path in paths:
        client.get(path)
    return lines


def test_a_json_line_has_the_request_without_its_question() -> None:
    (line,) = logged(LogFormat.JSON, "/original/1?question=秘密")
    record = json.loads(line)
    assert record.pop("milliseconds") >= 0
    assert record.pop("time").endswith("+00:00")
    assert record == {
        **{"address": "10.0.0.7", "user": "李雷", "method": "GET", "path": "/original/1", "status": 404, "bytes": 5}
    }


def test_a_request_that_fails_is_logged_with_status_500() -> None:
    (line,) = logged(LogFormat.JSON, "/broken")
    assert json.loads(line)["status"] == 500


def test_a_path_cannot_pretend_to_be_another_line_or_column() -> None:
    (line,) = logged(LogFormat.PLAIN, "/a%0A2026%20li%20GET")
    assert "\n" not in line
    assert len(line.split(" ")) == 8
    assert line.split(" ")[1:6] == ["10.0.0.7", "李雷", "GET", "/a%0A2026%20li%20GET", "404"]


def test_an_unknown_format_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert LogFormat.from_environment() is LogFormat.OFF
    monkeypatch.setenv("QA_ACCESS_LOG", "xml")
    with pytest.raises(SettingsError, match=r"QA_ACCESS_LOG.*xml.*plain"):
        LogFormat.from_environment()
