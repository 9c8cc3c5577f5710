"""The SQLite file of a library: connections, queries, transactions and snapshots."""

import os
import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from qa.errors import LibraryError
from qa.index.condition import document_number_form
from qa.index.store.checksums import row_checksum, vector_checksum
from qa.index.store.library_paths import may_write
from qa.index.store.meta_table import meta_number, meta_value, set_meta
from qa.index.store.queryable import Values
from qa.index.store.schema import migrate
from qa.language import matching_form
from qa.messages import Message
from qa.reading import shown_path

_BUSY_SECONDS = 30
_IDLE_CONNECTIONS = 4
"""number of connections that are kept for the next users; each may hold a cache of ``_CACHE_KIBIBYTES``"""
_CACHE_KIBIBYTES = 32_768
_FIRST_VALUES = {"generation": "0", "purged": "0"}

STORE_ERRORS = (sqlite3.Error, UnicodeError)
"""errors that SQLite raises; ``UnicodeError`` if its message about a damaged schema is not valid UTF-8"""


class Database:
    """The SQLite database of one library. Safe for threads; other processes may use the file at the same time.

    Each query, snapshot and transaction has its own connection, so readers work in parallel with each other and with a
    writer (write-ahead logging). Commits do not wait for the disk: if the process is killed, nothing committed is lost;
    after a power failure, the last documents may be missing, but none is incomplete.

    Args:
        path: the file, which is created or brought to the current schema if necessary.

    Raises:
        LibraryError: the file is not a database of this program, is of a newer version, or cannot be opened.
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
            if isinstance(error, STORE_ERRORS):
                raise self._cannot_open(error) from error
            raise
        if self.is_read_only:
            connection.close()
        else:
            self._idle.append(connection)

    @property
    def name(self) -> str:
        """The library's folder, for messages."""
        return str(self.path.parent)

    @property
    def is_read_only(self) -> bool:
        """Whether this process may only read the library, as on read-only media."""
        return self.path.exists() and not (may_write(self.path) and may_write(self.path.parent))

    @property
    def _read_only_address(self) -> str:
        # SQLite cannot make the files of its write-ahead log in a folder that may not be written. Without a log nobody
        # is writing.
        is_still = not may_write(self.path.parent) and not self._log.exists()
        return f"{self.path.absolute().as_uri()}?{'immutable=1' if is_still else 'mode=ro'}"

    @property
    def _log(self) -> Path:
        return self.path.with_name(f"{self.path.name}-wal")

    def stored_path(self, path: str) -> str:
        """Return a file's path as it is stored: relative if the file is in the library's folder, which may be moved."""
        folder = f"{shown_path(self.path.parent)}{os.sep}"
        return path.removeprefix(folder).replace(os.sep, "/") if path.startswith(folder) else path

    def full_path(self, path: str) -> str:
        """Return the path of a file from its stored form."""
        return str(shown_path(self.path.parent) / path)

    def close(self) -> None:
        """Close the database; connections in use are closed when they are released."""
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
            LibraryError: the value is missing or damaged, or the database cannot be read.
        """
        return meta_value(self, key, self.name)

    @contextmanager
    def snapshot(self) -> Iterator["Snapshot"]:
        """Yield a consistent view of the database: every query of the snapshot sees the same committed state.

        Raises:
            LibraryError: the database is closed or cannot be opened.
        """
        with self._connection() as connection:
            connection.execute("BEGIN")
            try:
                yield Snapshot(self, connection)
            finally:
                connection.rollback()

    @contextmanager
    def transaction(self) -> Iterator["Transaction"]:
        """Yield a transaction that commits at the end of the block and rolls back if the block raises.

        Raises:
            LibraryError: the database is closed or cannot be opened.
            sqlite3.Error: the database is locked for too long, or cannot be written.
        """
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

    def copy(self, file: Path) -> None:
        """Copy one committed state into a new file; readers and the writer are not blocked.

        Raises:
            LibraryError: the database is closed or cannot be opened.
            sqlite3.Error: the database cannot be read, or the file cannot be written.
        """
        with self._connection() as connection, closing(sqlite3.connect(file)) as target:
            connection.backup(target)
            # Without a write-ahead log, the copy is a single file.
            target.execute("PRAGMA journal_mode = DELETE")

    def unreadable(self, error: Exception) -> LibraryError:
        """Return the error for a database that cannot be read."""
        return LibraryError(
            Message(
                "资料库读不了：{name}（{error}）。请用 qa verify 检查，或从备份恢复", name=self.name, error=str(error)
            )
        )

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection for exclusive use.

        Raises:
            LibraryError: the database is closed or cannot be opened.
        """
        with self._lock:
            if self._is_closed:
                raise self._cannot_open(sqlite3.ProgrammingError("closed"))
            connection = self._idle.pop() if self._idle else None
        is_reusable = connection is not None
        if connection is None:
            # Another user may begin to write to a library that this process can only read: a new connection sees that.
            is_reusable = not self.is_read_only
            connection = self._connect()
            connection.execute("PRAGMA foreign_keys = ON")
        try:
            yield connection
        finally:
            with self._lock:
                keep = is_reusable and not self._is_closed and len(self._idle) < _IDLE_CONNECTIONS
                if keep:
                    self._idle.append(connection)
            if not keep:
                connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = None
        try:
            # A connection passes from thread to thread, and is used by one at a time.
            address, is_address = (self._read_only_address, True) if self.is_read_only else (self.path, False)
            connection = sqlite3.connect(
                address, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=is_address
            )
            if not self.is_read_only:
                connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")
        except STORE_ERRORS as error:
            if connection is not None:
                connection.close()
            raise self._cannot_open(error) from error
        connection.create_function("row_checksum", -1, row_checksum, deterministic=True)
        connection.create_function("vector_checksum", 1, vector_checksum, deterministic=True)
        connection.create_function("stored_path", 1, self.stored_path, deterministic=True)
        connection.create_function("full_path", 1, self.full_path, deterministic=True)
        connection.create_function("matching_form", 1, matching_form, deterministic=True)
        connection.create_function("document_number_form", 1, document_number_form, deterministic=True)
        return connection

    def _fetch(self, connection: sqlite3.Connection, query: str, values: Values) -> list[Any]:
        try:
            return connection.execute(query, values).fetchall()
        except OverflowError:
            # A value is too large for SQLite, so no row can hold it.
            return []
        except STORE_ERRORS as error:
            raise self.unreadable(error) from error

    def _cannot_open(self, error: Exception) -> LibraryError:
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
        """The library's generation after this transaction if the transaction changes documents."""
        return meta_number(self, "generation", self._database.name) + 1


def _set_first_values(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    first = {"identity": uuid.uuid4().hex} | _FIRST_VALUES
    held = {key for (key,) in connection.execute("SELECT key FROM meta")}
    for key in first.keys() - held:
        set_meta(connection.execute, key, first[key])
    connection.execute("COMMIT")
