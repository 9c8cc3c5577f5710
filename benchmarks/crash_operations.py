"""The operations that ``benchmarks.crash`` kills, with their preparations and the states that they may leave."""

import hashlib
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks.synthetic import FakeEncoder, write_document
from qa.library import Library
from qa.web.uploads import Uploads

State = dict[str, str]
"""maps each source of a library to the SHA-256 of the file that it was read from, in hexadecimal digits"""
_DELAY = 0.0002
"""seconds per passage in the encoder, so that some kills occur during encoding"""
_UPLOADED = 4


class World:
    """A library with its documents, its uploads and a backup, for killing the programs that change it.

    Args:
        root: an empty folder.
        documents: maximum number of documents.
        chance: the source of every random choice.
    """

    def __init__(self, root: Path, documents: int, chance: random.Random) -> None:
        self.root = root
        self.count = documents
        self.chance = chance
        self.library = root / "library"
        self.documents, self.sent = root / "documents", root / "sent"
        self.backup, self.restored = root / "library.backup", root / "restored"
        for folder in (self.documents, self.sent):
            folder.mkdir()
        self._version = 0

    def write(self, folder: Path, count: int, share: float) -> State:
        """Write a new version of each of ``count`` documents with probability ``share``; return the folder's state."""
        self._version += 1
        for number in range(count):
            if self.chance.random() < share:
                write_document(folder, number, self._version)
        return state_of(folder)

    @contextmanager
    def opened(self) -> Iterator[Library]:
        """Open the library."""
        with Library.open(self.library, encoder=FakeEncoder(_DELAY)) as library:
            yield library

    def in_documents(self, state: State) -> list[str]:
        """Return those sources of a state that are in the folder of the documents."""
        return sorted(source for source in state if Path(source).parent == self.documents)

    def some_documents(self, state: State) -> list[str]:
        """Return up to three random sources of a state that are in the folder of the documents."""
        sources = self.in_documents(state)
        return self.chance.sample(sources, k=min(3, len(sources)))

    def in_uploads(self, state: State) -> list[str]:
        """Return the uploaded sources of a state."""
        return sorted(source for source in state if Path(source).parent == self.library / "uploads")


class Operation:
    """A change of a library; killed at any moment, it must leave each source in the state before or after it."""

    name = "add"
    is_undone_by_hand = False
    """whether the state before the operation is also allowed at the end, because the operation itself brings it back"""
    damages = False
    """whether :meth:`prepare` damages the library, which may then report problems until the operation is done"""

    def prepare(self, world: World, before: State) -> State:
        """Prepare the operation; return the expected state after it."""
        return before | world.write(world.documents, world.count, 1 / 3)

    def run(self, world: World) -> None:
        """Perform the operation, in the process that is killed."""
        with world.opened() as library:
            library.add(world.documents)

    def finish(self, world: World) -> None:
        """Perform the operation again after the kill."""
        self.run(world)


class Remove(Operation):
    """Remove some documents by their numbers."""

    name = "remove"

    def prepare(self, world: World, before: State) -> State:
        """Choose the documents."""
        self._gone = set(world.some_documents(before))
        return {source: held for source, held in before.items() if source not in self._gone}

    def run(self, world: World) -> None:
        """Remove the documents that still exist."""
        with world.opened() as library:
            for summary in library.documents():
                if self._gone & set(summary.sources):
                    library.remove(summary.id)


class Sync(Operation):
    """Synchronise the library with a folder in which files were deleted and changed."""

    name = "sync"

    def prepare(self, world: World, before: State) -> State:
        """Delete and change files."""
        for file in world.chance.sample(sorted(world.documents.iterdir()), k=2):
            file.unlink()
        left = state_of(world.documents)
        world.write(world.documents, world.count // 3, 1 / 3)
        uploaded = {source: before[source] for source in world.in_uploads(before)}
        return uploaded | left | state_of(world.documents)

    def run(self, world: World) -> None:
        """Synchronise."""
        with world.opened() as library:
            library.add(world.documents, sync=True)


class Repair(Operation):
    """Repair a damaged document, a damaged vector and a lost index."""

    name = "repair"
    damages = True

    def prepare(self, world: World, before: State) -> State:
        """Damage the library."""
        with closing(sqlite3.connect(world.library / "library.sqlite", isolation_level=None)) as connection:
            for statement in (
                "UPDATE documents SET text = replace(text, '应', '不') WHERE id = (SELECT {} FROM documents)",
                "UPDATE vectors SET vector = zeroblob(length(vector)) WHERE rowid = (SELECT {} FROM vectors)",
            ):
                connection.execute(statement.format(world.chance.choice(["min(rowid)", "max(rowid)"])))
        (world.library / "vectors.faiss").unlink(missing_ok=True)
        return before

    def run(self, world: World) -> None:
        """Verify and repair."""
        with world.opened() as library:
            problems = library.verify().problems
            if problems:
                library.repair(problems)


class Migration(Operation):
    """Open a library of an older version."""

    name = "migration"

    def prepare(self, world: World, before: State) -> State:
        """Downgrade the library to version 2, without the columns and the table that later versions added."""
        with closing(sqlite3.connect(world.library / "library.sqlite", isolation_level=None)) as connection:
            connection.execute("UPDATE sources SET path = ? || path WHERE path NOT LIKE '/%'", (f"{world.library}/",))
            connection.execute("ALTER TABLE sources DROP COLUMN checksum")
            connection.execute("ALTER TABLE meta DROP COLUMN checksum")
            connection.execute("ALTER TABLE documents DROP COLUMN recognised")
            connection.execute("DROP TABLE corrections")
            connection.execute("PRAGMA user_version = 2")
        return before

    def run(self, world: World) -> None:
        """Open the library."""
        with world.opened() as library:
            library.documents()


class Upload(Operation):
    """Upload files, most of which replace earlier uploads."""

    name = "upload"

    def prepare(self, world: World, before: State) -> State:
        """Write the files."""
        sent = world.write(world.sent, _UPLOADED, 2 / 3)
        return before | {str(world.library / "uploads" / Path(file).name): held for file, held in sent.items()}

    def run(self, world: World) -> None:
        """Start the upload service and send the files."""
        with world.opened() as library:
            Uploads(library).receive(sorted(world.sent.iterdir()), lambda _: None)


class UndoneDeletion(Operation):
    """Delete an upload on the page and undo the deletion; after a kill between the two, the upload stays deleted."""

    name = "undo"
    is_undone_by_hand = True

    def prepare(self, world: World, before: State) -> State:
        """Choose the upload."""
        self._chosen = world.chance.choice(world.in_uploads(before) or [""])
        return {source: held for source, held in before.items() if source != self._chosen}

    def run(self, world: World) -> None:
        """Delete and undo."""
        with world.opened() as library:
            uploads = Uploads(library)
            for summary in library.documents():
                if self._chosen in summary.sources:
                    uploads.restore(uploads.delete(summary.id)[0])

    def finish(self, world: World) -> None:
        """Only start the server again."""
        with world.opened() as library:
            Uploads(library)


class PutBack(Operation):
    """Put several removed documents back in one transaction, so that all of them return or none."""

    name = "put-back"
    is_undone_by_hand = True

    def prepare(self, world: World, before: State) -> State:
        """Choose the documents."""
        self._chosen = world.some_documents(before)
        with world.opened() as library:
            numbers = {source: summary.id for summary in library.documents() for source in summary.sources}
            self._contents = [library.document(numbers[source]) for source in self._chosen]
        return {source: held for source, held in before.items() if source not in self._chosen}

    def run(self, world: World) -> None:
        """Remove the documents one by one, in order, and put them back together."""
        with world.opened() as library:
            for contents in self._contents:
                library.remove(contents.summary.id)
            library.restore(*self._contents)

    def finish(self, world: World) -> None:
        """Check that no restoration stopped partway, then put the missing documents back.

        A kill between two removals leaves the first documents missing.
        """
        with world.opened() as library:
            held = {source for summary in library.documents() for source in summary.sources}
            missing = [contents for contents in self._contents if contents.summary.source not in held]
            assert missing == self._contents[: len(missing)], "not all documents were put back"
            if missing:
                library.restore(*missing)


class Backup(Operation):
    """Back the library up."""

    name = "backup"

    def prepare(self, world: World, before: State) -> State:
        """Change nothing."""
        return before

    def run(self, world: World) -> None:
        """Back up."""
        with world.opened() as library:
            library.backup(world.backup)


class Restore(Backup):
    """Make another library from the latest backup."""

    name = "restore"

    def run(self, world: World) -> None:
        """Restore, unless the library is restored already."""
        if world.backup.exists() and not world.restored.exists():
            Library.from_backup(world.backup, world.restored)


OPERATIONS: tuple[type[Operation], ...] = (
    *(Operation, Remove, Sync, Repair, Migration, Upload, UndoneDeletion, PutBack, Backup, Restore),
)


def state_of(folder: Path) -> State:
    """Return the state of a library that holds the files of a folder."""
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir() if file.is_file()}
