"""The tables of a library and how an older library becomes a current one."""

import sqlite3

from qa.errors import LibraryError

MIGRATIONS = (
    """
    CREATE TABLE meta (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE documents (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        source TEXT NOT NULL UNIQUE,
        content_hash TEXT NOT NULL,
        media_type TEXT NOT NULL,
        encoding TEXT NOT NULL,
        text TEXT NOT NULL,
        title TEXT NOT NULL,
        issuer TEXT NOT NULL,
        index_number TEXT NOT NULL,
        document_number TEXT NOT NULL,
        category TEXT NOT NULL,
        subject_words TEXT NOT NULL,
        date_written TEXT,
        date_published TEXT
    );
    CREATE TABLE passages (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL CHECK (end > start),
        paragraph INTEGER NOT NULL,
        heading_path TEXT NOT NULL,
        vector_key TEXT NOT NULL REFERENCES vectors (key),
        generation INTEGER NOT NULL
    );
    CREATE INDEX passages_by_document ON passages (document_id);
    CREATE INDEX passages_by_generation ON passages (generation);
    CREATE INDEX passages_by_vector ON passages (vector_key);
    CREATE TABLE removed_passages (
        id INTEGER PRIMARY KEY,
        generation INTEGER NOT NULL
    );
    CREATE INDEX removed_passages_by_generation ON removed_passages (generation);
    CREATE TABLE vectors (
        key TEXT PRIMARY KEY,
        vector BLOB NOT NULL
    );
    """,
)
"""script n brings a library from version n to n + 1; a script that has been released is never changed"""


def migrate(connection: sqlite3.Connection, name: str) -> None:
    """Bring a library's tables to the current version, in one transaction.

    Raises:
        LibraryError: the library was made by a newer version of this program; ``name`` names it.
    """
    if _version(connection) == len(MIGRATIONS):
        return
    # Read once more inside the transaction: another process may have migrated meanwhile.
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection)
        if version > len(MIGRATIONS):
            raise LibraryError(
                f"资料库是更新版本的程序建的：{name}（版本 {version}，本程序认识到 {len(MIGRATIONS)}）。请升级本程序"
            )
        for statement in "".join(MIGRATIONS[version:]).split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
