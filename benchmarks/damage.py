"""Flip bits in the database of a library and check that no answer is silently wrong.

    python -m benchmarks.damage [--cases 5000] [--bits 1 50] [--first 0] [--seed 0]

Each case takes a copy of a small library, flips some random bits of ``library.sqlite``, asks questions, verifies,
repairs what was found, and then adds a document. The outcome is one of

- ``harmless``: the library answers as before, and ``verify`` finds nothing;
- ``repaired``: after ``qa verify --repair`` the library is as before: texts, metadata, passages, vectors, sources and
  answers;
- ``reported``: an error, or a problem that remains after the repair, reports the damage;
- ``wrong``: an answer, a document or a vector differs without any report;
- ``traceback``: an error that is not this program's own.

Prints, tab-separated, each wrong case with its number (``--first NUMBER --cases 1`` runs it again), then the counts for
each number of bits, also after every 500 cases.

Required: no case wrong, none with a traceback.
"""

import argparse
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.synthetic import FakeEncoder, text_of, write_document
from qa.errors import QaError
from qa.index import Database, LibraryPaths, Store
from qa.index.ingest import file_state
from qa.library import Library

_DOCUMENTS = 8
_ADDED_LATER = 99
_PRINTED_EVERY = 500
_QUESTIONS = ("第3号办法的事项应在几日内办结?", "第6号办法第2条")
_PARTS = ("library.sqlite", "vectors.faiss", "lexical")

Contents = dict[str, Any]
"""maps a source to its document, with the passages and their vectors"""


class DamagedCopies:
    """A sound library, and damaged copies of it.

    Args:
        folder: an empty folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._documents = folder / "documents"
        self._documents.mkdir()
        self._sound = folder / "sound"
        self._encoder = FakeEncoder()
        self._copies = 0
        self._make()
        self._database = (self._sound / "library.sqlite").read_bytes()
        with self._open(self._sound) as library:
            self._expected = contents_of(library)
            self._answers = answers_of(library)

    def outcome(self, bits: int, chance: random.Random) -> str:
        """Flip random bits in a copy; return an outcome of those in the module's docstring, with details."""
        self._copies += 1
        copy = self._folder / f"copy{self._copies}"
        shutil.copytree(self._sound, copy)
        damaged = bytearray(self._database)
        for _ in range(bits):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        (copy / "library.sqlite").write_bytes(damaged)
        try:
            return self._outcome(copy)
        except QaError:
            return "reported"
        except Exception as error:
            return f"traceback {error!r}"
        finally:
            # The lexical index may still merge files in the background.
            shutil.rmtree(copy, ignore_errors=True)

    def _outcome(self, copy: Path) -> str:
        with self._open(copy) as library:
            early = self._wrong_before_verification(library)
            if early:
                return f"wrong before verification: {early}"
            problems = found = library.verify().problems
            if found:
                problems = library.repair(found).problems
            if problems:
                return "reported"
            if wrong := self._difference(library):
                return f"wrong after {'repair' if found else 'verification'}: {wrong} {found}"
            library.add(write_document(self._documents, _ADDED_LATER, 1))
            if problems := library.verify().problems:
                return f"wrong after an addition: {problems}"
            later = contents_of(library)
            if self._expected != {source: held for source, held in later.items() if str(_ADDED_LATER) not in source}:
                return "wrong after an addition: contents"
        return "repaired" if found else "harmless"

    def _wrong_before_verification(self, library: Library) -> str:
        """Return a difference that a reader sees without verification; "" if there is none or an error is raised."""
        try:
            answers = answers_of(library)
        except QaError:
            return ""
        return f"answers {answers}" if answers != self._answers else ""

    def _difference(self, library: Library) -> str:
        held = contents_of(library)
        for source in held.keys() | self._expected.keys():
            if held.get(source) != self._expected.get(source):
                return f"{source}: {held.get(source)} instead of {self._expected.get(source)}"
        # A document that was read again gets a new number, so equal scores change places, and it may cite another file.
        answers = sorted(answer[:-1] for answer in answers_of(library))
        return f"answers {answers}" if answers != sorted(answer[:-1] for answer in self._answers) else ""

    def _open(self, folder: Path) -> Library:
        return Library.open(folder, encoder=self._encoder)

    def _make(self) -> None:
        """Fill the library with documents, one with two sources; change and remove some, which leaves old rows."""
        for number in range(_DOCUMENTS):
            write_document(self._documents, number, 0)
        (self._documents / "twice.txt").write_text(text_of(1, 1), encoding="utf-8")
        with self._open(self._sound) as library:
            library.add(self._documents)
            for number in (1, 2):
                write_document(self._documents, number, 1)
                library.add(self._documents)
            library.remove(next(summary.id for summary in library.documents() if "00004" in summary.source))
        with closing(sqlite3.connect(self._sound / "library.sqlite")) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
        for other in set(self._sound.iterdir()) - {self._sound / part for part in _PARTS}:
            other.unlink()


def contents_of(library: Library) -> Contents:
    """Return everything that a library holds, by source, without the documents' numbers."""
    found: Contents = {}
    with closing(Database(LibraryPaths(library.folder).database)) as database:
        store = Store(database)
        for summary in library.documents():
            contents = library.document(summary.id)
            query = "SELECT id FROM passages WHERE document_id = ? ORDER BY id"
            ids = [passage for (passage,) in database.rows(query, (summary.id,))]
            vectors = store.latest.vectors(ids).tobytes()
            held = replace(contents, summary=replace(summary, id=0, source="", sources=()))
            for source in summary.sources:
                found[source] = (held, vectors)
    return found


def answers_of(library: Library) -> list[tuple[str, str, int, int, str]]:
    """Return the passages found for some questions: the text, title, start, end and source of each."""
    return [
        (hit.text, hit.citation.title, hit.citation.start, hit.citation.end, hit.citation.source)
        for question in _QUESTIONS
        for hit in library.retrieve(question, k=100)
    ]


def run(cases: int, bits: int, first: int, seed: int) -> Counter[str]:
    """Damage libraries, print the wrong cases, and return the number of each outcome."""
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        copies = DamagedCopies(Path(folder))
        for number in range(first, first + cases):
            outcome = copies.outcome(bits, random.Random(f"{seed} {bits} {number}"))
            kind = outcome.split()[0]
            if kind in ("wrong", "traceback"):
                print(bits, number, outcome[:1000], sep="\t", flush=True)
            counts[kind] += 1
            if counts.total() % _PRINTED_EVERY == 0:
                print_counts(bits, counts)
    return counts


def print_counts(bits: int, counts: Counter[str]) -> None:
    """Print how often each outcome occurred."""
    print(f"{bits} bits", *(f"{kind} {number}" for kind, number in sorted(counts.items())), sep="\t", flush=True)


def main() -> int:
    """Damage and print; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--bits", type=int, nargs="+", default=[1, 50])
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    # Nobody else writes to the documents, so no addition has to wait for them to settle.
    file_state._QUIET_NANOSECONDS = 0
    bad = 0
    for bits in arguments.bits:
        counts = run(arguments.cases, bits, arguments.first, arguments.seed)
        bad += counts["wrong"] + counts["traceback"]
        print_counts(bits, counts)
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
