"""The SQLite file of a library: opening it, reading from it, and transactions."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any, Self

from qa.errors import LibraryError
from qa.index.store.schema import migrate
from qa.messages import Message

_BUSY_SECONDS = 30
_CACHE_KIBIBYTES = 32_768
_FIRST_VALUES = {"generation": "0", "purged": "0"}


@dataclass(frozen=True, slots=True)
class StoreState:
    """What a library's database holds: every change up to ``generation``.

    Documents that left up to ``purged`` are deleted; those that left later stay for the readers of older indexes.
    """

    generation: int
    purged: int


class Database:
    """One library's database. Safe for threads of one process; other processes may use it at the same time.

    Commits are written without waiting for the disk: a process that is killed loses nothing that was committed, a
    computer that loses its power may lose the last documents, each of them whole.

    Raises:
        LibraryError: the file is no database of this program, or cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._name = str(path.parent)
        self._lock = RLock()
        try:
            self._connection = sqlite3.connect(
                path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise self._cannot_open(error) from error
        try:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")
            migrate(self._connection, self._name)
            self._connection.execute("PRAGMA foreign_keys = ON")
            if not self._rows("SELECT 1 FROM meta WHERE key = 'purged'"):
                self._set_first_values()
        except BaseException as error:
            self._connection.close()
            if isinstance(error, sqlite3.Error):
                raise self._cannot_open(error) from error
            raise

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Self:
        """The database itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    @property
    def identity(self) -> str:
        """A name of this library that no other one has."""
        return self._meta("identity")

    @property
    def generation(self) -> int:
        """How many times a document was added, replaced or removed."""
        return int(self._meta("generation"))

    @contextmanager
    def snapshot(self) -> Iterator[StoreState]:
        """While this lasts, everything is read from one state of the database, which is given."""
        with self._lock:
            self._connection.execute("BEGIN")
            try:
                yield StoreState(self.generation, int(self._meta("purged")))
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def _rows(self, query: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """The rows of a query.

        Raises:
            LibraryError: the database is damaged or cannot be read.
        """
        with self._lock:
            try:
                return self._connection.execute(query, values).fetchall()
            except OverflowError:
                # A number that is too large for SQLite stands in no row.
                return []
            except sqlite3.Error as error:
                raise self._cannot_read(error) from error

    def _meta(self, key: str) -> str:
        rows = self._rows("SELECT value FROM meta WHERE key = ?", (key,))
        if not rows:
            raise LibraryError(Message("资料库读不了：{name}（缺少 {key}）。请从备份恢复", name=self._name, key=key))
        return rows[0][0]

    @contextmanager
    def _transaction(self) -> Iterator[int]:
        """A transaction that writes; gives the generation that it will make if it changes the documents."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.generation + 1
                self._connection.execute("COMMIT")
            except BaseException:
                # After some errors, a full disk among them, SQLite has rolled back already.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _set_first_values(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        first = {"identity": uuid.uuid4().hex} | _FIRST_VALUES
        self._connection.executemany("INSERT OR IGNORE INTO meta VALUES (?, ?)", list(first.items()))
        self._connection.execute("COMMIT")

    def _cannot_open(self, error: sqlite3.Error) -> LibraryError:
        return LibraryError(
            Message(
                "资料库打不开：{name}（{error}）。请检查权限和磁盘空间，或换一个文件夹",
                name=self._name,
                error=str(error),
            )
        )

    def _cannot_read(self, error: Exception) -> LibraryError:
        return LibraryError(
            Message(
                "资料库读不了：{name}（{error}）。请用 qa verify 检查，或从备份恢复", name=self._name, error=str(error)
            )
        )
