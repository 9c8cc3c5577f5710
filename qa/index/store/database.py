"""The SQLite file of a library: connections, queries, transactions and snapshots."""

import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

from qa.errors import LibraryError
from qa.index.condition import document_number_form
from qa.index.store.schema import migrate
from qa.language import matching_form
from qa.messages import Message

_BUSY_SECONDS = 30
_CACHE_KIBIBYTES = 32_768
_FIRST_VALUES = {"generation": "0", "purged": "0"}

Values = tuple[Any, ...]


class Queryable(Protocol):
    """Something that answers queries: a database, a snapshot of it, or a transaction."""

    def rows(self, query: str, values: Values = ()) -> list[Any]:
        """Return the rows of a query.

        Raises:
            LibraryError: the database is damaged or cannot be read.
        """


class Database:
    """The SQLite database of one library. Safe for threads; other processes may use the file at the same time.

    Each query, snapshot and transaction has its own connection, so readers work in parallel, also with a writer
    (write-ahead logging). Commits do not wait for the disk: a killed process loses nothing that was committed; a power
    failure may lose the last documents, each of them whole.

    Args:
        path: the file, which is created and brought to the current schema if need be.

    Raises:
        LibraryError: the file is not a database of this program, or cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._idle: list[sqlite3.Connection] = []
        self._is_closed = False
        connection = self._connect()
        try:
            migrate(connection, self.name)
            connection.execute("PRAGMA foreign_keys = ON")
            if not connection.execute("SELECT 1 FROM meta WHERE key = 'purged'").fetchone():
                _set_first_values(connection)
        except BaseException as error:
            connection.close()
            if isinstance(error, sqlite3.Error):
                raise self._cannot_open(error) from error
            raise
        self._idle.append(connection)

    @property
    def name(self) -> str:
        """The library's folder, for messages."""
        return str(self.path.parent)

    def close(self) -> None:
        """Close the database; connections in use are closed when they are given back."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def rows(self, query: str, values: Values = ()) -> list[Any]:
        """Return the rows of a query on the latest committed state.

        Raises:
            LibraryError: the database is damaged or cannot be read.
        """
        with self._connection() as connection:
            return self._fetch(connection, query, values)

    def meta(self, key: str) -> str:
        """Return a value of the table ``meta``.

        Raises:
            LibraryError: the value is missing.
        """
        return meta_value(self, key, self.name)

    @contextmanager
    def snapshot(self) -> Iterator["Snapshot"]:
        """Yield a consistent view of the database: every query of the snapshot sees the same committed state."""
        with self._connection() as connection:
            connection.execute("BEGIN")
            try:
                yield Snapshot(self, connection)
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def transaction(self) -> Iterator["Transaction"]:
        """Yield a transaction that commits at the end of the block and rolls back if the block raises."""
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield Transaction(self, connection)
                connection.execute("COMMIT")
            except BaseException:
                # SQLite has rolled back by itself after some errors, such as a full disk.
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def unreadable(self, error: Exception) -> LibraryError:
        """Return the error for a database that cannot be read."""
        return LibraryError(
            Message(
                "资料库读不了：{name}（{error}）。请用 qa verify 检查，或从备份恢复", name=self.name, error=str(error)
            )
        )

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection for exclusive use."""
        with self._lock:
            if self._is_closed:
                raise self._cannot_open(sqlite3.ProgrammingError("closed"))
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = self._connect()
            connection.execute("PRAGMA foreign_keys = ON")
        try:
            yield connection
        finally:
            with self._lock:
                keep = not self._is_closed
                if keep:
                    self._idle.append(connection)
            if not keep:
                connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = None
        try:
            # A connection passes from thread to thread, and is used by one at a time.
            connection = sqlite3.connect(
                self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")
        except sqlite3.Error as error:
            if connection is not None:
                connection.close()
            raise self._cannot_open(error) from error
        connection.create_function("matching_form", 1, matching_form, deterministic=True)
        connection.create_function("document_number_form", 1, document_number_form, deterministic=True)
        return connection

    def _fetch(self, connection: sqlite3.Connection, query: str, values: Values) -> list[Any]:
        try:
            return connection.execute(query, values).fetchall()
        except OverflowError:
            # A value is too large for SQLite, so no row can hold it.
            return []
        except sqlite3.Error as error:
            raise self.unreadable(error) from error

    def _cannot_open(self, error: sqlite3.Error) -> LibraryError:
        return LibraryError(
            Message(
                "资料库打不开：{name}（{error}）。请检查权限和磁盘空间，或换一个文件夹",
                name=self.name,
                error=str(error),
            )
        )


class Snapshot:
    """One committed state of a database. Made by :meth:`Database.snapshot`."""

    def __init__(self, database: Database, connection: sqlite3.Connection) -> None:
        self._database = database
        self._connection = connection

    def rows(self, query: str, values: Values = ()) -> list[Any]:
        """Return the rows of a query.

        Raises:
            LibraryError: the database is damaged or cannot be read.
        """
        return self._database._fetch(self._connection, query, values)


class Transaction(Snapshot):
    """A change of a database in progress. Made by :meth:`Database.transaction`."""

    def execute(self, statement: str, values: Values = ()) -> sqlite3.Cursor:
        """Execute a statement that changes the database."""
        return self._connection.execute(statement, values)

    def executemany(self, statement: str, rows: Iterable[Values]) -> None:
        """Execute a statement once for each row of values."""
        self._connection.executemany(statement, rows)

    @property
    def next_generation(self) -> int:
        """The library's generation after this transaction, if it changes documents."""
        return int(meta_value(self, "generation", self._database.name)) + 1


def meta_value(queryable: Queryable, key: str, name: str) -> str:
    """Return a value of the table ``meta``.

    Args:
        queryable: the database, or a snapshot or transaction of it.
        key: the value's key.
        name: the library, as an error names it.

    Raises:
        LibraryError: the value is missing.
    """
    found = queryable.rows("SELECT value FROM meta WHERE key = ?", (key,))
    if not found:
        raise LibraryError(Message("资料库读不了：{name}（缺少 {key}）。请从备份恢复", name=name, key=key))
    return found[0][0]


def _set_first_values(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    first = {"identity": uuid.uuid4().hex} | _FIRST_VALUES
    connection.executemany("INSERT OR IGNORE INTO meta VALUES (?, ?)", list(first.items()))
    connection.execute("COMMIT")
