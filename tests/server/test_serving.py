"""The server of the page: its errors and its end."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from qa.cli import main as qa

ROOT = Path(__file__).parent.parent.parent
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


def test_sigterm_ends_the_server_quietly_while_the_library_gets_ready(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    # A proxy at a closed port: requests to this computer must not go through it.
    variables = {"QA_PORT": port, "HTTP_PROXY": "http://127.0.0.1:9", "NO_PROXY": ""}
    with started("app.py", library=tmp_path / "library", **variables) as process:
        assert process.stdout
        assert f"http://127.0.0.1:{port}" in process.stdout.readline()
        process.terminate()
        _, errors = process.communicate(timeout=SECONDS)
    assert process.returncode == 0
    assert errors == ""


def test_a_port_in_use_gives_one_line_and_exit_status_2() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(qa, ["serve", "--create", "--no-browser", "--port", port])
    assert done.exit_code == 2
    assert done.stderr.startswith(f"qa: 地址 127.0.0.1:{port} 用不了")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(("variable", "value"), [("GRADIO_SERVER_PORT", "abc"), ("QA_READ_ONLY", "ja")])
def test_a_wrong_setting_gives_one_line_and_exit_status_2(variable: str, value: str) -> None:
    done = CliRunner(env={variable: value}).invoke(qa, ["serve", "--create", "--no-browser"])
    assert done.exit_code == 2
    assert variable in done.stderr
    assert done.stderr.count("\n") == 1
