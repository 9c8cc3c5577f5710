"""The server of the page: its errors, its end, and a read-only page."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

ROOT = Path(__file__).parent.parent.parent
SERVE = "from qa.cli import main; main()"
SECONDS = 60


@contextmanager
def started(*command: str, library: Path, **environment: str) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, *command],
        env=os.environ | {"QA_LIBRARY": str(library), "BROWSER": "true", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_a_library_path_that_is_a_file_gives_one_line_and_exit_status_2(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.write_text("not a folder")
    with started("app.py", library=library) as process:
        _, errors = process.communicate(timeout=SECONDS)
    assert process.returncode == 2
    assert errors.startswith("qa: ")
    assert str(library) in errors
    assert errors.count("\n") == 1
    assert library.read_text() == "not a folder"


def test_a_port_in_use_gives_one_line_and_exit_status_2(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with started(
            "-c", SERVE, "serve", "--create", "--no-browser", "--port", port, library=tmp_path / "library"
        ) as process:
            _, errors = process.communicate(timeout=SECONDS)
    assert process.returncode == 2
    assert errors.startswith(f"qa: 地址 127.0.0.1:{port} 用不了")
    assert errors.count("\n") == 1


def test_sigterm_ends_the_server_quietly_while_the_library_gets_ready(tmp_path: Path) -> None:
    # A proxy at a closed port: requests to this computer must not go through it.
    with started("app.py", library=tmp_path / "library", HTTP_PROXY="http://127.0.0.1:9", NO_PROXY="") as process:
        assert process.stdout
        assert "http://127.0.0.1:" in process.stdout.readline()
        process.terminate()
        _, errors = process.communicate(timeout=SECONDS)
    assert process.returncode == 0
    assert errors == ""


def test_a_port_that_is_not_a_number_gives_one_line_and_exit_status_2(tmp_path: Path) -> None:
    with started("app.py", library=tmp_path / "library", GRADIO_SERVER_PORT="abc") as process:
        _, errors = process.communicate(timeout=SECONDS)
    assert process.returncode == 2
    assert "GRADIO_SERVER_PORT" in errors
    assert errors.count("\n") == 1


def test_a_read_only_page_refuses_files(tmp_path: Path) -> None:
    with started("app.py", library=tmp_path / "library", QA_READ_ONLY="1") as process:
        assert process.stdout
        address = re.findall(r"http://[\d.:]+", process.stdout.readline())[0]
        with urlopen(f"{address}/config") as config:
            events = json.load(config)["dependencies"]
        file = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nx\r\n--b--\r\n'
        for path in ("upload", "component_server", "process_recording"):
            sent = Request(
                f"{address}/gradio_api/{path}", file, {"Content-Type": "multipart/form-data; boundary=b"}, method="POST"
            )
            with pytest.raises(HTTPError) as refused:
                urlopen(sent)
            assert refused.value.code == 403
    kinds = {kind for event in events for _, kind in event["targets"]}
    assert "submit" in kinds
    assert "upload" not in kinds


def test_read_only_other_than_0_or_1_gives_one_line_and_exit_status_2(tmp_path: Path) -> None:
    with started("app.py", library=tmp_path / "library", QA_READ_ONLY="ja") as process:
        _, errors = process.communicate(timeout=SECONDS)
    assert process.returncode == 2
    assert "QA_READ_ONLY" in errors
    assert errors.count("\n") == 1
