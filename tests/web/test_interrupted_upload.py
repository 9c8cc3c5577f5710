"""A server that is killed at any moment leaves originals and citations that belong together."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from benchmarks.crash import load_before_forks
from qa.index.ingest import file_state
from qa.index.store import Database
from qa.library import Library
from qa.reading import content_hash, read_bytes
from qa.web.uploads import Uploads
from tests.conftest import FakeEncoder

ROOT = Path(__file__).parents[2]
STEP = 5
"""every how many of the moments at which a server can be killed one is tried"""
CHANGES = ((Path, "replace"), (Path, "unlink"), (shutil, "copyfile"), (shutil, "rmtree"), (Database, "transaction"))
"""the calls that change a file or the library"""


def test_a_killed_upload_deletion_or_restoration_is_recovered_at_the_next_start(tmp_path: Path) -> None:
    # A process of its own in which no thread runs, so that it can be forked.
    code = "import sys; from tests.web.test_interrupted_upload import kill_at_every_moment as run; run(sys.argv[1])"
    done = subprocess.run([sys.executable, "-c", code, tmp_path], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 5


def kill_at_every_moment(place: str) -> None:
    """Kill a server at one moment after the other and check what is left; print how often it was killed."""
    file_state._QUIET_NANOSECONDS = 0
    load_before_forks()
    folder, killed = Path(place), 0
    write(folder / "first", 1)
    write(folder / "second", 2)
    assert status_of(lambda: serve(folder / "library", folder / "first", 0)) == 0
    while True:
        copy = folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder / "library", copy)
        moment = killed * STEP + 1
        ended = status_of(partial(serve, copy, folder / "second", moment))
        assert ended in (0, signal.SIGKILL), moment
        assert status_of(partial(check, copy)) == 0, moment
        if ended == 0:
            break
        killed += 1
    print(killed)


def status_of(run: Callable[[], None]) -> int:
    """Run a function in a process of its own and return its wait status."""
    process = os.fork()
    if not process:
        try:
            run()
            os._exit(0)
        except BaseException:
            sys.excepthook(*sys.exc_info())
            os._exit(1)
    return os.waitpid(process, 0)[1]


def serve(folder: Path, sent: Path, moment: int) -> None:
    """Receive files, delete a document and restore it; die before the numbered change."""
    calls = 0

    def dying(call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == moment:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **named)

        return counted

    with Library.open(folder, encoder=FakeEncoder()) as library:
        uploads = Uploads(library)
        for owner, name in CHANGES:
            setattr(owner, name, dying(getattr(owner, name)))
        uploads.receive(sorted(sent.iterdir()), lambda _: None)
        uploads.restore(uploads.delete(library.documents()[0].id)[0])


def write(folder: Path, version: int) -> None:
    """Write one file and one archive of three files."""
    folder.mkdir()
    (folder / "函.txt").write_text(f"第{version}版的函。企业开办{version}天。", encoding="utf-8")
    with ZipFile(folder / "包.zip", "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.txt", f"第{version}版的{number}号通知。图书馆每周一闭馆。")


def check(folder: Path) -> None:
    """Every citation has its original with the content that was read; there are no other files and no mixed archive."""
    with Library.open(folder, encoder=FakeEncoder()) as library:
        Uploads(library)
        files, versions = set(), set()
        for summary in library.documents():
            contents = library.document(summary.id)
            for source in map(Path, summary.sources):
                assert content_hash(read_bytes(source)) == contents.content_hash, source
                files.add(source.relative_to(folder / "uploads").parts[0])
                if "包.zip" in source.parts:
                    versions.add(contents.text[1])
        assert {file.name for file in (folder / "uploads").iterdir() if file.is_file()} == files
        assert not (folder / "uploads" / ".before").exists()
        assert len(versions) == 1
        # A server that was killed between a deletion and its undoing has deleted.
        assert len(library.documents()) in (3, 4)
        assert library.verify().problems == ()
