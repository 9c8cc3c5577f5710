"""The SQLite file with users, roles, API tokens, sessions and failed sign-ins. Secrets are stored as hashes only."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qa.errors import SettingsError

_VERSION = 1
_SCHEMA = """
CREATE TABLE users (name TEXT PRIMARY KEY, password TEXT, created INTEGER NOT NULL);
CREATE TABLE roles (
    user TEXT NOT NULL REFERENCES users ON DELETE CASCADE, library TEXT NOT NULL, role INTEGER NOT NULL,
    PRIMARY KEY (user, library)
);
CREATE TABLE tokens (
    id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, user TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    label TEXT NOT NULL, role INTEGER NOT NULL, library TEXT NOT NULL,
    created INTEGER NOT NULL, expires INTEGER NOT NULL
);
CREATE TABLE sessions (
    hash TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    created INTEGER NOT NULL, used INTEGER NOT NULL
);
CREATE TABLE failures (name TEXT PRIMARY KEY, count INTEGER NOT NULL, latest REAL NOT NULL);
"""


class AccountsFile:
    """The accounts, shared by threads. The commands and the server may use the file together.

    Args:
        path: the file. The first change creates it, readable by its owner only; until then there are no accounts.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            if self._connection:
                self._connection.close()
                self._connection = None

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Run an SQL query with its parameters and return the rows; none while the file does not exist.

        Raises:
            SettingsError: the file cannot be read, or a newer version wrote it.
        """
        with self._lock:
            if self._connection is None and not self._path.exists():
                return []
            return self._connected().execute(query, values).fetchall()

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """Open a transaction in which the accounts are changed; an exception rolls it back.

        Raises:
            SettingsError: the file cannot be written, or a newer version wrote it.
        """
        with self._lock, _transaction(self._connected()) as connection:
            yield connection

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            try:
                self._connection = self._connect()
            except (OSError, sqlite3.Error) as error:
                raise SettingsError(
                    f"用户文件用不了：{self._path}（{error}）。请检查权限，或用 QA_ACCOUNTS 换一个位置"
                ) from error
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path.touch(mode=0o600)
        connection = sqlite3.connect(self._path, timeout=10, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        with _transaction(connection):
            ((version,),) = connection.execute("PRAGMA user_version").fetchall()
            if version > _VERSION:
                raise SettingsError(f"用户文件 {self._path} 是更新的版本写的，请升级 gongwen-qa")
            if version == 0:
                for statement in _SCHEMA.split(";"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {_VERSION}")
        return connection


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
