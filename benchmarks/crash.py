"""Kill ``add`` at random moments and check that the library is intact.

    python -m benchmarks.crash [--rounds 50] [--encoder fake|real] [--documents 600] [--seed 0]

Each round starts ``add`` in a new process on a folder of generated documents, some new and some changed, and kills it
(SIGKILL) at a random moment between its start and its usual end. Then it opens the library like any program and asserts
that

- a reader gets passages of documents in their state before or after the change, each of them the slice that its
  citation names;
- ``verify`` finds no problem without a repair; every other round runs it before the first question as well;
- the same ``add`` finishes, and the library holds every file once, with its present content.

Prints a line for each round, tab-separated: the lifetime of the process in seconds, whether it was killed, the number
of documents stored by then, the number of files written for the round, and the number of these that the second ``add``
had to process. The last line holds the counts over all rounds. A kill counts as "partway" if some of the files were
processed before it and some were not.
"""

import argparse
import hashlib
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from qa.library import Library

_DIMENSION = 32


class FakeEncoder(Encoder):
    """An encoder that counts characters, with a short delay in place of a model's work."""

    identity = "fake@1"
    max_tokens = 512

    def longest(self, passages: Sequence[str]) -> int:
        """Return the length of the longest passage: a token for each character."""
        return max(map(len, passages), default=0)

    def encode_queries(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Return the unit vectors of queries, encoded like passages."""
        return self.encode_passages(queries)

    def encode_passages(
        self, passages: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return the unit vectors of passages."""
        time.sleep(0.0002 * len(passages))
        vectors = np.ones((len(passages), _DIMENSION), dtype=np.float32)
        for row, passage in enumerate(passages):
            np.add.at(vectors[row], [ord(character) % _DIMENSION for character in passage], 1)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


ENCODERS: dict[str, type[Encoder]] = {"fake": FakeEncoder, "real": Encoder}


def text_of(number: int, version: int) -> str:
    """Return the text of a version of a document with a few passages."""
    articles = "".join(
        f"第{article}条 第{number}号办法的第{version}版规定，事项{article}应在{number + version}日内办结。\n"
        for article in range(1, 2 + number % 5)
    )
    return f"第{number}号办法\n{articles}"


def write_version(folder: Path, count: int, version: int, chance: random.Random) -> int:
    """Write missing documents and change about a third of the others; return the number of files written."""
    written = 0
    for number in range(count):
        file = folder / f"{number:05d}.txt"
        if not file.exists() or chance.random() < 0.3:
            file.write_text(text_of(number, version), encoding="utf-8")
            written += 1
    return written


def add(library: Path, folder: Path, encoder: str) -> None:
    """Add a folder to a library; this runs in the process that is killed."""
    with Library.open(library, encoder=ENCODERS[encoder]()) as opened:
        opened.load_model()
        print("started", flush=True)
        opened.add(folder)


def run_add(library: Path, folder: Path, encoder: str, kill_after: float | None) -> tuple[float, bool]:
    """Run ``add`` in a new process.

    Args:
        library: the library's folder.
        folder: the documents.
        encoder: a key of ``ENCODERS``.
        kill_after: the seconds after which the process is killed; ``None`` lets it finish.

    Returns:
        The process's lifetime in seconds, and whether it was killed.
    """
    command = [sys.executable, __file__, "--add", str(library), str(folder), "--encoder", encoder]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        began = time.perf_counter()
        try:
            code = process.wait(kill_after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            code = process.wait()
    assert code in (0, -signal.SIGKILL), f"add ended with {code}"
    return time.perf_counter() - began, code != 0


def check_readable(library: Library, folder: Path, verify_first: bool) -> int:
    """Check that a library can be read after its writer was killed; return the number of its documents."""
    if verify_first:
        assert not (problems := library.verify().problems), problems
    for number in (1, 7, 42):
        for hit in library.retrieve(f"第{number}号办法的事项应在几日内办结?", k=20):
            text = library.document_text(hit.citation.document_id)
            assert text[hit.citation.start : hit.citation.end] == hit.text
            assert Path(hit.citation.source).parent == folder
    verification = library.verify()
    assert not verification.problems, verification.problems
    return verification.documents


def check_complete(library: Library, folder: Path) -> None:
    """Check that a library holds every file once, with its present content, and nothing else."""
    files = {str(file): file.read_bytes() for file in folder.iterdir()}
    documents = library.documents()
    sources = [source for document in documents for source in document.sources]
    assert sorted(sources) == sorted(files), "a file is missing or listed twice"
    for document in documents:
        contents = library.document(document.id)
        for source in document.sources:
            assert contents.content_hash == hashlib.sha256(files[source]).hexdigest(), f"outdated content: {source}"
        assert contents.passages, f"no passages: {document.sources}"
    verification = library.verify()
    assert not verification.problems, verification.problems
    assert verification.passages == sum(document.passages for document in documents)


def main(rounds: int, encoder: str, count: int, seed: int) -> None:
    """Kill, check and print."""
    chance = random.Random(seed)
    reader = ENCODERS[encoder]()
    killed = partway = 0
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        usual_lifetime = 0.0
        for number in range(rounds):
            # Every fifth round starts with a new library; the others change a library whose writers were killed before.
            epoch, version = divmod(number, 5)
            folder, path = root / f"documents{epoch}", root / f"library{epoch}"
            folder.mkdir(exist_ok=True)
            written = write_version(folder, count, version, chance)
            usual_lifetime = usual_lifetime or run_add(root / "warm", folder, encoder, None)[0]
            kill_after = chance.uniform(0, usual_lifetime * written / count)
            lifetime, was_killed = run_add(path, folder, encoder, kill_after)
            killed += was_killed
            with Library.open(path, encoder=reader) as library:
                stored = check_readable(library, folder, verify_first=number % 2 == 0)
                report = library.add(folder)
                assert not report.refused, report.refused
                check_complete(library, folder)
            remaining = len(report.added) + len(report.replaced)
            partway += 0 < remaining < written
            state = "killed" if was_killed else "done"
            print(f"{lifetime:.2f}", state, stored, written, remaining, sep="\t", flush=True)
    counts = ("rounds", rounds, "killed", killed, "partway", partway)
    print(*counts, "lost 0", "twice 0", "repaired by hand 0", sep="\t")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--encoder", choices=ENCODERS, default="fake")
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--add", nargs=2, type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.add:
        add(arguments.add[0], arguments.add[1], arguments.encoder)
    else:
        main(arguments.rounds, arguments.encoder, arguments.documents, arguments.seed)
