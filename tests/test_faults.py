"""A library survives a full disk, a folder that cannot be written, Ctrl-C and a killed process."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import Library
from qa.errors import LibraryError
from qa.index.ingest import file_state as files
from qa.index.ingest.file_state import read_settled

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder

ROOT = Path(__file__).parent.parent
NOBODY = 65534
KILOBYTES = (1, 30, 60, 100, 140, 180)
"""sizes at which different files of a library no longer fit"""
# The beginning of a script that runs in a separate process with the fake encoder.
PREAMBLE = """
import runpy, sys, time, resource
import qa.library
from qa.index.ingest import pipeline
from qa.errors import QaError
FakeEncoder = runpy.run_path(sys.argv[1])["FakeEncoder"]
library, documents = sys.argv[2:4]
"""
# Adds the documents to one library after the other; no file of the process may grow beyond the number of bytes that is
# the library's name.
FILL = """
from pathlib import Path
from qa.library import Library
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
for folder in Path(library).iterdir():
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(folder.name), most))
    try:
        with Library.open(folder, encoder=FakeEncoder()) as opened:
            opened.add(documents)
    except QaError as error:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        print(error)
"""
# Rewrites a file repeatedly in many pieces, alternating between two letters.
OVERWRITE = """
import sys, time
print(end := time.monotonic() + 1, flush=True)
while time.monotonic() < end:
    for letter in (b"A", b"B"):
        with open(sys.argv[1], "r+b", buffering=0) as file:
            for piece in range(30):
                file.write(letter * 100_000)
"""
ADD_SLOWLY = """
class Slow(FakeEncoder):
    def __init__(self, model=None):
        super().__init__()
    def encode_passages(self, passages, on_progress=None):
        print("embedding", flush=True)
        time.sleep(0.3)
        return super().encode_passages(passages)
qa.library.Encoder = Slow
pipeline._GROUP_PASSAGES = 64
from qa.cli import main
main(["add", documents, "--create", "--library", library])
"""
REEMBED_SLOWLY = """
class Slow(FakeEncoder):
    identity = query_identity = "other@1"
    def __init__(self, model=None):
        super().__init__()
    def encode_passages(self, passages, on_progress=None):
        print("embedding", flush=True)
        time.sleep(0.3)
        return super().encode_passages(passages)
qa.library.Encoder = Slow
from qa.cli import main
main(["reembed", "--library", library])
"""


def command(script: str, *arguments: object) -> list[str]:
    conftest = Path(__file__).parent / "conftest.py"
    return [sys.executable, "-c", PREAMBLE + script, str(conftest), *map(str, arguments)]


def write(folder: Path, count: int) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(count):
        text = f"第{number}号通知\n第{number}号图书馆每周一闭馆。"
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")


def check_complete(folder: Path, documents: Path, encoder: "FakeEncoder") -> None:
    """Check that the library is intact, that the addition finishes, and that every file is stored once."""
    with Library.open(folder, encoder=encoder) as library:
        assert not library.verify().problems
        assert not library.add(documents).refused
        found = sorted(document.sources for document in library.documents())
        assert found == [(str(file),) for file in sorted(documents.iterdir())]
        assert not library.verify().problems


def test_a_full_disk_does_not_damage_stored_documents(tmp_path: Path, fake_encoder: "FakeEncoder") -> None:
    documents = tmp_path / "documents"
    write(documents, 5)
    with Library.open(tmp_path / "sound", encoder=fake_encoder) as library:
        library.add(documents)
    libraries = [tmp_path / "libraries" / str(kilobytes * 1024) for kilobytes in KILOBYTES]
    for folder in libraries:
        shutil.copytree(tmp_path / "sound", folder)
    write(documents, 300)
    arguments = command(FILL, tmp_path / "libraries", documents)
    filled = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert filled.returncode == 0, filled.stderr
    assert filled.stdout.count("\n") == len(libraries)
    for folder in libraries:
        assert str(folder) in filled.stdout
        with Library.open(folder, encoder=fake_encoder) as library:
            assert len(library.documents()) >= 5
            assert library.retrieve("第3号图书馆每周几闭馆?")
        check_complete(folder, documents, fake_encoder)


@contextmanager
def as_nobody() -> Iterator[None]:
    """Drop root's rights, because permissions do not restrict root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that everybody may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(folder)


def test_a_library_without_write_permission_is_refused_and_unchanged(public: Path, fake_encoder: "FakeEncoder") -> None:
    write(public / "documents", 5)
    with Library.open(public / "library", encoder=fake_encoder) as library:
        library.add(public / "documents")
    write(public / "documents", 10)
    for path in [*(public / "library").rglob("*"), public / "library"]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = {path: path.read_bytes() for path in (public / "library").rglob("*") if path.is_file()}
    with as_nobody(), pytest.raises(LibraryError, match=str(public)):  # noqa: SIM117
        with Library.open(public / "library", encoder=fake_encoder) as library:
            library.add(public / "documents")
    assert {path: path.read_bytes() for path in before} == before
    for path in [public / "library", *(public / "library").rglob("*")]:
        path.chmod(0o755)
    check_complete(public / "library", public / "documents", fake_encoder)


def test_a_library_cannot_be_created_in_a_read_only_folder(public: Path, fake_encoder: "FakeEncoder") -> None:
    public.chmod(0o555)
    with as_nobody(), pytest.raises(LibraryError, match=str(public / "library")):
        Library.open(public / "library", encoder=fake_encoder)


def test_documents_in_a_read_only_folder_are_added(public: Path, tmp_path: Path, fake_encoder: "FakeEncoder") -> None:
    write(public / "documents", 3)
    (public / "documents").chmod(0o555)
    with Library.open(tmp_path / "library", encoder=fake_encoder) as library:
        assert len(library.add(public / "documents").added) == 3


def test_an_unreadable_file_is_refused_and_the_others_are_added(public: Path, fake_encoder: "FakeEncoder") -> None:
    write(public / "documents", 3)
    (public / "documents" / "0001.txt").chmod(0)
    (public / "library").mkdir(mode=0o777)
    (public / "library").chmod(0o777)
    with as_nobody(), Library.open(public / "library", encoder=fake_encoder) as library:
        report = library.add(public / "documents")
    assert (len(report.added), len(report.refused)) == (2, 1)
    assert "0001.txt" in report.refused[0].reason


def test_a_file_is_read_after_another_process_has_finished_writing_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_QUIET_NANOSECONDS", 700_000_000)
    file = tmp_path / "甲.txt"
    file.write_bytes(b"A" * 3_000_000)
    with subprocess.Popen([sys.executable, "-c", OVERWRITE, str(file)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout
        writer.stdout.read(1)
        content, _ = read_settled(file, 10_000_000)
    assert content == b"B" * 3_000_000


def test_ctrl_c_ends_an_addition_cleanly_and_the_same_command_continues(
    tmp_path: Path, fake_encoder: "FakeEncoder"
) -> None:
    write(tmp_path / "documents", 400)
    arguments = command(ADD_SLOWLY, tmp_path / "library", tmp_path / "documents")
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for _ in range(3):
            assert process.stdout.readline() == "embedding\n"
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate()
    assert process.returncode == 130, errors
    assert "Traceback" not in errors
    assert "再运行同一个命令" in errors
    with Library.open(tmp_path / "library", encoder=fake_encoder) as library:
        stored = len(library.documents())
        assert 0 < stored < 400
        assert f"新加 {stored}，" in output
        assert f"还有 {400 - stored} 个文件" in errors
    check_complete(tmp_path / "library", tmp_path / "documents", fake_encoder)
    assert len(fake_encoder.encoded) <= 400 - stored


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "killed"])
def test_an_interrupted_change_of_the_model_leaves_the_former_one_and_the_same_command_continues(
    tmp_path: Path, fake_encoder: "FakeEncoder", number: signal.Signals
) -> None:
    write(tmp_path / "documents", 400)
    with Library.open(tmp_path / "library", encoder=fake_encoder) as library:
        library.add(tmp_path / "documents")
    arguments = command(REEMBED_SLOWLY, tmp_path / "library", tmp_path / "documents")
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for _ in range(4):
            assert process.stdout.readline() == "embedding\n"
        process.send_signal(number)
        _, errors = process.communicate()
    if number == signal.SIGINT:
        assert process.returncode == 130, errors
        assert "Traceback" not in errors
        assert "再运行同一个命令" in errors
    check_complete(tmp_path / "library", tmp_path / "documents", fake_encoder)
    again = subprocess.run(arguments, capture_output=True, text=True, check=True)
    batches = again.stdout.splitlines().count("embedding")
    # Without the vectors that are stored already, there would be seven batches of at most 64 passages.
    assert 0 < batches < 7
    assert again.stdout.endswith("重新计算了 400 段\n")


def test_a_killed_writer_is_not_named_as_lock_holder(tmp_path: Path, fake_encoder: "FakeEncoder") -> None:
    write(tmp_path / "documents", 2)
    with Library.open(tmp_path / "library", encoder=fake_encoder) as library:
        (library.folder / "writer.json").write_text(json.dumps({"process": 1, "since": "2020"}), encoding="utf-8")
        assert len(library.add(tmp_path / "documents").added) == 2
