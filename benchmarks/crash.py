"""Kill, at random moments, the programs that change a library, and check that nothing is lost.

    python -m benchmarks.crash [--kills 1000] [--documents 24] [--operations add remove …] [--seed 0]

The operations are add, remove, sync, repair, migration, upload, undo (of a deletion on the page), put-back (of several
removed documents), backup and restore.
Each round starts one of them in a new process on a small library and kills it (SIGKILL) at a random moment between its
start and its usual end. Another process then opens the library like any program and asserts that

- each file is in the library with its content from before or after the operation, and no other file is;
- each passage that a search finds is the slice of the document that its citation names;
- ``verify`` finds no problem that needs a repair. After a killed repair, it may find the problems that were reported
  before. After a killed upload or deletion, it may report the files of that operation until the page's server is
  started. Every other round runs ``verify`` before the first question;
- every upload has its original with the content that is cited;
- the same operation, run again, completes and leaves no orphaned file.

The next round uses the same library, which has then survived all earlier kills; after 60 rounds a new library is made.

Prints, after each library and at the end, a tab-separated line for each operation: rounds, kills, and the numbers of
kills that left the state before the operation, a state partway, and the state after it.
"""

import argparse
import os
import random
import signal
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from benchmarks.crash_operations import OPERATIONS, Operation, State, World, state_of
from benchmarks.synthetic import FakeEncoder
from qa.errors import LibraryError
from qa.index import Part, Problem
from qa.index.ingest import file_state
from qa.language import tagged_words, words
from qa.library import Library
from qa.web.uploads import Uploads

_ROUNDS_OF_A_LIBRARY = 60
_PARTS = {"library.sqlite", "lexical", "vectors.faiss", "uploads", "uploads.lock", "write.lock"}
_QUESTIONS = ("第1号办法的事项应在几日内办结?", "第7号办法第2条")


def run_and_kill(run: Callable[[], None], kill_after: float | None) -> tuple[float, bool]:
    """Run a function in a new process; return the process's lifetime in seconds and whether it was killed.

    Args:
        run: the function.
        kill_after: the seconds after which the process is killed; ``None`` lets it finish.
    """
    began = time.perf_counter()
    process = os.fork()
    if not process:
        try:
            run()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    status = 0
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(process, signal.SIGKILL)
    status = os.waitpid(process, 0)[1]
    assert status in (0, signal.SIGKILL), f"the process ended with {status}"
    return time.perf_counter() - began, status != 0


def check_readable(world: World, operation: Operation, allowed: list[State], verify_first: bool) -> None:
    """Check a library after a kill; raise an error if anything is lost.

    With ``verify_first`` the library must be without problems before the first question, too. After an operation whose
    preparation damages the library, only the library's answers and contents are checked, and the library may report an
    error instead.
    """
    with world.opened() as library:
        if operation.damages:
            # Reporting an error of the package is allowed; any other exception ends the process with an error.
            with suppress(LibraryError):
                ask(library)
                assert_state(library, allowed)
            return
        if verify_first:
            assert not (problems := problems_without_uploads(library)), problems
        ask(library)
        assert not (problems := problems_without_uploads(library)), problems
        Uploads(library)
        assert not (problems := library.verify().problems), problems
        assert_state(library, allowed)
        assert_originals(world, library)


def check_complete(world: World, allowed: list[State]) -> None:
    """Check a library after the operation was run again."""
    with world.opened() as library:
        assert not (problems := library.verify().problems), problems
        ask(library)
        Uploads(library)
        assert_state(library, allowed)
        assert_originals(world, library)
    assert (left := {file.name for file in world.library.iterdir()}) <= _PARTS, left
    if world.restored.exists():
        with Library.open(world.restored, encoder=FakeEncoder()) as restored:
            assert not (problems := restored.verify().problems), problems
            assert restored.documents() or not allowed[-1]
    # Killed after its last step, a restore leaves the empty folder in which it worked; the next one deletes it.
    hidden = [file for file in world.root.iterdir() if file.name.startswith(".") and any(file.rglob("*"))]
    assert not hidden, hidden


def problems_without_uploads(library: Library) -> tuple[Problem, ...]:
    """Return the problems of a library except those of uploads, which the page's server repairs when it starts."""
    return tuple(problem for problem in library.verify().problems if problem.part is not Part.UPLOAD)


def ask(library: Library) -> None:
    """Check that the passages found are the slices that their citations name."""
    for question in _QUESTIONS:
        for hit in library.retrieve(question, k=20):
            text = library.document_text(hit.citation.document_id)
            assert text[hit.citation.start : hit.citation.end] == hit.text


def held_by(library: Library) -> State:
    """Return the state of a library: the content of each file, by source."""
    sources = [(source, summary.id) for summary in library.documents() for source in summary.sources]
    state = {source: library.document(number).content_hash for source, number in sources}
    assert len(state) == len(sources), "a file is listed twice"
    return state


def assert_state(library: Library, allowed: list[State]) -> None:
    """Check that each file has its content in one of the allowed states."""
    held = held_by(library)
    for source in held.keys() | allowed[0].keys() | allowed[-1].keys():
        assert held.get(source) in [state.get(source) for state in allowed], f"{source}: {held.get(source)}"


def assert_originals(world: World, library: Library) -> None:
    """Check that every cited upload has its original, and that no other original exists."""
    folder = world.library / "uploads"
    cited = {source: found for source, found in held_by(library).items() if Path(source).parent == folder}
    files = state_of(folder) if folder.exists() else {}
    assert files == cited, f"originals {files.keys() ^ cited.keys()}"


def stored_state(world: World) -> State:
    """Return the state of the library, read in this process without its indexes."""
    with world.opened() as library:
        return held_by(library)


class Crashes:
    """Rounds of kills on one library after the other.

    Args:
        documents: number of documents of a library.
        seed: the seed of the random choices.
    """

    def __init__(self, documents: int, seed: int) -> None:
        self._documents = documents
        self._chance = random.Random(seed)
        self._lifetimes: dict[str, list[float]] = defaultdict(list)
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)

    def run(self, kills: int, operations: list[type[Operation]]) -> None:
        """Run rounds until the given number of kills is reached."""
        while self._killed < kills:
            with tempfile.TemporaryDirectory() as folder:
                world = World(Path(folder), self._documents, self._chance)
                for first in (OPERATIONS[0], *(kind for kind in OPERATIONS if kind.name == "upload")):
                    self._round(world, first(), 0)
                for number in range(_ROUNDS_OF_A_LIBRARY):
                    if self._killed < kills:
                        self._round(world, operations[number % len(operations)](), number)
            self.print_counts()

    def print_counts(self) -> None:
        """Print the counts so far."""
        for name, count in self.counts.items():
            kinds = (f"{kind} {count[kind]}" for kind in ("rounds", "kills", "before", "partway", "after"))
            print(name, *kinds, sep="\t")
        print("kills", self._killed, "lost 0", "repaired by hand 0", sep="\t", flush=True)

    @property
    def _killed(self) -> int:
        return sum(count["kills"] for count in self.counts.values())

    def _round(self, world: World, operation: Operation, number: int) -> None:
        before: State = stored_state(world) if world.library.exists() else {}
        after = operation.prepare(world, before)
        count, lifetimes = self.counts[operation.name], self._lifetimes[operation.name]
        usual = sorted(lifetimes)[len(lifetimes) // 2] if lifetimes else None
        kill_after = None if usual is None else self._chance.uniform(0, usual)
        lifetime, was_killed = run_and_kill(partial(operation.run, world), kill_after)
        if not was_killed:
            lifetimes.append(lifetime)
        count["rounds"] += 1
        if was_killed:
            count["kills"] += 1
        if world.library.exists():
            run_and_kill(partial(check_readable, world, operation, [before, after], number % 2 == 0), None)
            if was_killed and not operation.damages:
                held = stored_state(world)
                count["before" if held == before else "after" if held == after else "partway"] += 1
        run_and_kill(partial(operation.finish, world), None)
        final = [before, after] if operation.is_undone_by_hand else [after]
        run_and_kill(partial(check_complete, world, final), None)
        if world.restored.exists():
            world.restored.rename(world.root / f"kept{number}")


def load_before_forks() -> None:
    """Import the modules that every forked process needs, without starting a thread."""
    import faiss  # noqa: F401

    list(tagged_words("".join(words("预热"))))


def main() -> None:
    """Run the rounds of kills and checks, and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = {kind.name: kind for kind in OPERATIONS}
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--documents", type=int, default=24)
    parser.add_argument("--operations", nargs="+", choices=names, default=list(names))
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    # Nobody else writes to the documents, so no addition has to wait for them to settle.
    file_state._QUIET_NANOSECONDS = 0
    load_before_forks()
    crashes = Crashes(arguments.documents, arguments.seed)
    crashes.run(arguments.kills, [names[name] for name in arguments.operations])


if __name__ == "__main__":
    main()
