"""The page's server when something is in the way."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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


def test_a_library_that_is_a_file_is_one_line_and_exit_status_2(tmp_path: Path) -> None:
    library = tmp_path / "library"
    library.write_text("not a folder")
    with started("app.py", library=library) as process:
        _, errors = process.communicate(timeout=SECONDS)
    assert process.returncode == 2
    assert errors.startswith("qa: ")
    assert str(library) in errors
    assert errors.count("\n") == 1
    assert library.read_text() == "not a folder"


def test_a_port_in_use_is_one_line_and_exit_status_2(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with started("-c", SERVE, "serve", "--no-browser", "--port", port, library=tmp_path / "library") as process:
            _, errors = process.communicate(timeout=SECONDS)
    assert process.returncode == 2
    assert errors.startswith(f"qa: 地址 127.0.0.1:{port} 用不了")
    assert errors.count("\n") == 1


def test_it_ends_quietly_while_it_still_gets_ready(tmp_path: Path) -> None:
    # A proxy that nothing listens on: what is on this computer must not be asked of it.
    with started("app.py", library=tmp_path / "library", HTTP_PROXY="http://127.0.0.1:9", NO_PROXY="") as process:
        assert process.stdout
        assert "http://127.0.0.1:" in process.stdout.readline()
        process.terminate()
        _, errors = process.communicate(timeout=SECONDS)
    assert process.returncode == 0
    assert errors == ""


def test_a_port_that_is_no_number_is_one_line_and_exit_status_2(tmp_path: Path) -> None:
    with started("app.py", library=tmp_path / "library", GRADIO_SERVER_PORT="abc") as process:
        _, errors = process.communicate(timeout=SECONDS)
    assert process.returncode == 2
    assert "GRADIO_SERVER_PORT" in errors
    assert errors.count("\n") == 1
