"""The running app lets nobody in and nothing out: the guards together, with Gradio behind them."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp.client import Client
from mcp.types import TextContent

from tests.server.test_mcp_server import READING

ROOT = Path(__file__).parents[3]
SECONDS = 120
WATCHED = """
import sys
log = open(sys.argv.pop(1), "a", buffering=1)
names = ("connect", "sendto", "sendmsg", "getaddrinfo", "gethostbyname", "gethostbyaddr")
events = {f"socket.{name}" for name in names}
def note(event, arguments):
    if event in events:
        log.write(f"{event} {arguments[-1]}\\n")
sys.addaudithook(note)
from qa.cli import main
main()
"""
FILE = {"path": "http://93.184.215.14/a.png", "url": "http://93.184.215.14/a.png", "meta": {"_type": "gradio.FileData"}}


@dataclass(frozen=True)
class Server:
    """A running app whose process notes every connection it opens."""

    process: "subprocess.Popen[str]"
    client: httpx.Client
    log: Path
    library: Path
    is_read_only: bool
    slow: socket.socket
    """a connection that was opened at the start and has sent no more than the first line of a request"""

    @property
    def address(self) -> str:
        """Host and port."""
        return self.client.base_url.netloc.decode()


@pytest.fixture(scope="module", params=[(), ("--read-only",)], ids=["changing", "read-only"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app, once with all functions and once read-only."""
    folder = tmp_path_factory.mktemp("server")
    # Both have the same library: adding the first documents takes seconds.
    library, log = tmp_path_factory.getbasetemp() / "served-library", folder / "connections"
    arguments = ["serve", "--create", "--no-browser", "--allowed-host", "qa.example.cn", *request.param]
    environment = os.environ | {"QA_LIBRARY": str(library), "GRADIO_TEMP_DIR": str(folder / "temporary")}
    with (folder / "errors").open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", WATCHED, str(log), *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
        )
    try:
        assert process.stdout
        (address,) = re.findall(r"http://[\d.:]+", process.stdout.readline())
        with (
            httpx.Client(base_url=address, timeout=SECONDS, trust_env=False) as client,
            socket.create_connection((client.base_url.host, client.base_url.port or 0)) as slow,
        ):
            slow.sendall(b"POST /gradio_api/run/ask HTTP/1.1\r\n")
            yield Server(process, client, log, library, bool(request.param), slow)
    finally:
        process.kill()
        process.communicate()


def events_of(server: Server) -> list[dict[str, Any]]:
    """Return the events of the page."""
    return list(server.client.get("/config").raise_for_status().json()["dependencies"])


def test_a_site_with_the_address_of_this_computer_gets_nothing(server: Server) -> None:
    rebound = {"Host": f"evil.example:{server.client.base_url.port}", "Origin": "http://evil.example"}
    for method, path in (("GET", "/"), ("GET", "/config"), ("GET", "/original/1"), ("POST", "/gradio_api/run/ask")):
        assert server.client.request(method, path, headers=rebound).status_code == 421
    assert server.client.get("/config", headers={"Host": "qa.example.cn"}).status_code == 200


@pytest.mark.parametrize("path", ["/gradio_api/run/ask", "/gradio_api/queue/join", "/gradio_api/upload", "/config"])
@pytest.mark.parametrize("method", ["POST", "OPTIONS"])
def test_another_site_changes_nothing_and_gets_no_permission(server: Server, path: str, method: str) -> None:
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    reply = server.client.request(method, path, headers=asked, json={"data": ["问"]})
    assert reply.status_code == 403
    assert not [name for name in reply.headers if name.startswith("access-control")]


def test_the_page_gets_no_permission_for_credentials(server: Server) -> None:
    reply = server.client.get("/config", headers={"Origin": f"http://{server.address}"})
    assert reply.status_code == 200
    assert not [name for name in reply.headers if name.startswith("access-control")]


def test_every_event_refuses_an_address_in_place_of_a_file(server: Server) -> None:
    for event in events_of(server):
        body = {"data": [FILE] * len(event["inputs"]), "fn_index": event["id"], "session_hash": f"s{event['id']}"}
        reply = server.client.post("/gradio_api/run/predict", json=body)
        assert "93.184" not in reply.text, event
    for nested in ([FILE], {"files": [FILE]}, {"text": "", "files": [FILE]}, {**FILE, "path": "HTTP://93.184.215.14/"}):
        server.client.post("/gradio_api/call/ask", json={"data": [nested]})
        assert server.client.post("/gradio_api/run/ask", json={"data": [nested]}).status_code == 500


@pytest.mark.parametrize(
    "path",
    [
        *("file=http://93.184.215.14/a", "file=https://example.com/a", "proxy=https://a.hf.space/a"),
        *("vibe-edit/", "process_recording", "component_server", "deep_link?session_hash=a", "file=/etc/hostname"),
    ],
)
def test_the_routes_that_fetch_or_write_are_closed(server: Server, path: str) -> None:
    assert server.client.get(f"/gradio_api/{path}").status_code == 404
    assert server.client.post(f"/gradio_api/{path}", json={}).status_code in (403, 404)


def test_a_large_body_is_refused(server: Server) -> None:
    assert server.client.post("/gradio_api/run/ask", content=bytes(17_000_000)).status_code == 413


def test_no_reply_tells_where_the_server_keeps_its_files(server: Server) -> None:
    asked = server.client.post("/gradio_api/run/ask", json={"data": ["深圳企业开办时间缩短到几天?"]})
    assert asked.json()["data"][0]["found"]
    replies = [asked.text, *(server.client.get(path).text for path in ("/", "/config", "/gradio_api/info"))]
    outside = {"path": "../../secret.txt", "meta": {"_type": "gradio.FileData"}}
    for event in events_of(server):
        body = {"data": [outside] * len(event["inputs"]), "fn_index": event["id"], "session_hash": "p"}
        replies.append(server.client.post("/gradio_api/run/predict", json=body).text)
    for folder in (server.library, server.library.parent, ROOT, Path.home(), Path(sys.prefix)):
        if len(folder.parts) > 2:
            assert not [reply[:300] for reply in replies if str(folder) in reply], folder


def test_a_read_only_page_offers_nothing_that_changes_the_library(server: Server) -> None:
    page = server.client.get("/config").raise_for_status().json()
    shown = page["components"]
    tabs = [component["props"]["label"] for component in shown if component["type"] == "tabitem"]
    changing = {"upload", "delete", "undo", "export-feedback"} & {part["props"].get("elem_id") for part in shown}
    kinds = {kind for event in page["dependencies"] for _, kind in event["targets"]}
    assert "submit" in kinds
    hides_feedback = ".do-good, .do-bad { display: none" in page["css"]
    if server.is_read_only:
        assert (tabs, changing, "upload" in kinds, hides_feedback) == (["问答", "资料库"], set(), False, True)
    else:
        assert (tabs, len(changing), "upload" in kinds, hides_feedback) == (
            ["问答", "资料库", "待答问题", "评测"],
            4,
            True,
            False,
        )


@pytest.mark.parametrize("path", ["upload", "component_server", "process_recording"])
def test_a_read_only_page_refuses_files(server: Server, path: str) -> None:
    if server.is_read_only:
        sent = server.client.post(f"/gradio_api/{path}", files={"files": ("a.txt", b"x")})
        assert sent.status_code == 403


def test_agents_ask_over_http(server: Server) -> None:
    async def ask() -> None:
        async with Client(f"http://{server.address}/mcp", read_timeout_seconds=SECONDS) as client:
            assert {tool.name for tool in (await client.list_tools()).tools} >= READING
            (told,) = (await client.call_tool("ask", {"question": "深圳企业开办时间缩短到几天？"})).content
            assert isinstance(told, TextContent)
            assert "9天缩短至4天" in told.text
            (link,) = set(re.findall(r"链接：(\S+)", told.text.split("相关段落")[0]))
            assert link.startswith(f"http://{server.address}/?document=1&start=")

    asyncio.run(ask())


def test_a_slow_connection_is_closed(server: Server) -> None:
    server.slow.settimeout(20)
    assert server.slow.recv(1) == b""


def test_from_start_to_stop_the_process_opens_no_connection(server: Server) -> None:
    server.process.send_signal(signal.SIGTERM)
    server.process.communicate(timeout=SECONDS)
    assert server.process.returncode == 0
    assert server.log.read_text() == ""
