"""What is left of a library whose ``add`` is killed at random moments.

``python benchmarks/crash.py [--rounds 50] [--encoder fake|real] [--documents 600] [--seed 0]``

A round starts ``add`` on a folder of generated documents in a process of its own, some of them new, some changed, and
kills it (SIGKILL) at a random moment between its start and its usual end. Then it opens the library as any program
would and asserts that

- a reader gets passages of documents as they were before or after, each the slice that its citation says;
- ``verify``, before that or after, finds nothing wrong, without a repair;
- the same ``add`` finishes, and every file is in the library once, with its present content.

It prints one line a round, tab-separated: how long it lived in seconds, whether it was killed, how many documents were
stored by then, how many files had been written for it and how many of them the second ``add`` had left to do; and a
last line with the counts over all rounds. A kill is "partway" that found some of the files done and some not.
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
    """Vectors from counts of characters, with a small delay in place of a model's work."""

    identity = "fake@1"
    max_tokens = 512

    def longest(self, passages: Sequence[str]) -> int:
        """One token a character."""
        return max(map(len, passages), default=0)

    def encode_queries(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """One vector a query."""
        return self.encode_passages(queries)

    def encode_passages(
        self, passages: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """One vector a passage."""
        time.sleep(0.0002 * len(passages))
        vectors = np.ones((len(passages), _DIMENSION), dtype=np.float32)
        for row, passage in enumerate(passages):
            np.add.at(vectors[row], [ord(character) % _DIMENSION for character in passage], 1)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


ENCODERS: dict[str, type[Encoder]] = {"fake": FakeEncoder, "real": Encoder}


def text_of(number: int, version: int) -> str:
    """A document with a few passages, in one of its versions."""
    articles = "".join(
        f"第{article}条 第{number}号办法的第{version}版规定，事项{article}应在{number + version}日内办结。\n"
        for article in range(1, 2 + number % 5)
    )
    return f"第{number}号办法\n{articles}"


def write_version(folder: Path, count: int, version: int, chance: random.Random) -> int:
    """Write the documents that are not there yet and change a third of those that are; how many were written."""
    written = 0
    for number in range(count):
        file = folder / f"{number:05d}.txt"
        if not file.exists() or chance.random() < 0.3:
            file.write_text(text_of(number, version), encoding="utf-8")
            written += 1
    return written


def add(library: Path, folder: Path, encoder: str) -> None:
    """What the killed process does."""
    with Library.open(library, encoder=ENCODERS[encoder]()) as opened:
        opened.load_model()
        print("begins", flush=True)
        opened.add(folder)


def run_add(library: Path, folder: Path, encoder: str, kill_after: float | None) -> tuple[float, bool]:
    """Run ``add`` in a process, and kill it after so many seconds; how long it lived and whether it was killed."""
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
    """Ask a library that nothing was done to since its writer was killed; how many documents it has."""
    if verify_first:
        assert not (found := library.verify().problems), found
    for number in (1, 7, 42):
        for hit in library.retrieve(f"第{number}号办法的事项应在几日内办结?", k=20):
            text = library.document_text(hit.citation.document_id)
            assert text[hit.citation.start : hit.citation.end] == hit.text
            assert Path(hit.citation.source).parent == folder
    verification = library.verify()
    assert not verification.problems, verification.problems
    return verification.documents


def check_complete(library: Library, folder: Path) -> None:
    """Every file is there once, with its present content, and nothing else is."""
    files = {str(file): file.read_bytes() for file in folder.iterdir()}
    documents = library.documents()
    sources = [source for document in documents for source in document.sources]
    assert sorted(sources) == sorted(files), "lost or listed twice"
    for document in documents:
        contents = library.document(document.id)
        for source in document.sources:
            assert contents.content_hash == hashlib.sha256(files[source]).hexdigest(), f"old content: {source}"
        assert contents.passages, f"no passages: {document.sources}"
    verification = library.verify()
    assert not verification.problems, verification.problems
    assert verification.passages == sum(document.passages for document in documents)


def main(rounds: int, encoder: str, count: int, seed: int) -> None:
    """Measure and print."""
    chance = random.Random(seed)
    shared = ENCODERS[encoder]()
    killed = partway = 0
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        usual = 0.0
        for number in range(rounds):
            # Every fifth round begins from nothing; the others change a library that has been through kills already.
            epoch, version = divmod(number, 5)
            folder, path = root / f"documents{epoch}", root / f"library{epoch}"
            folder.mkdir(exist_ok=True)
            written = write_version(folder, count, version, chance)
            usual = usual or run_add(root / "warm", folder, encoder, None)[0]
            lived, was_killed = run_add(path, folder, encoder, chance.uniform(0, usual * written / count))
            killed += was_killed
            with Library.open(path, encoder=shared) as library:
                stored = check_readable(library, folder, verify_first=number % 2 == 0)
                report = library.add(folder)
                assert not report.refused, report.refused
                check_complete(library, folder)
            left = len(report.added) + len(report.replaced)
            partway += 0 < left < written
            state = "killed" if was_killed else "done"
            print(f"{lived:.2f}", state, stored, written, left, sep="\t", flush=True)
    counts = ("rounds", rounds, "killed", killed, "partway", partway)
    print(*counts, "lost 0", "twice 0", "repaired by hand 0", sep="\t")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--encoder", choices=ENCODERS, default="fake")
    parser.add_argument("--documents", type=int, default=600)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--add", nargs=2, type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.add:
        add(given.add[0], given.add[1], given.encoder)
    else:
        main(given.rounds, given.encoder, given.documents, given.seed)
