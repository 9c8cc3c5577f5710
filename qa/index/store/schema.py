"""The tables of a library, and the migrations that bring an older library to the current version."""

import sqlite3

from qa.errors import LibraryError
from qa.index.store.checksums import CORRECTION_CHECKSUM, META_CHECKSUM, SOURCE_CHECKSUM, add_checksums
from qa.messages import Message

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
    # A text may have several sources. A removed text stays until no index refers to it. New: status, pages, checksums.
    """
    CREATE TEMP TABLE kept AS
        SELECT min(id) AS id, content_hash, media_type FROM documents GROUP BY content_hash, media_type;
    CREATE TABLE sources (
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL,
        document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        size INTEGER,
        modified INTEGER,
        changed INTEGER,
        UNIQUE (path, document_id)
    );
    INSERT INTO sources (path, document_id)
        SELECT documents.source, kept.id FROM documents JOIN kept USING (content_hash, media_type)
        ORDER BY documents.id;
    CREATE INDEX sources_by_document ON sources (document_id);
    UPDATE meta SET value = value + 1
        WHERE key = 'generation' AND EXISTS (SELECT 1 FROM documents WHERE id NOT IN (SELECT id FROM kept));
    INSERT INTO removed_passages
        SELECT id, (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'generation') FROM passages
        WHERE document_id NOT IN (SELECT id FROM kept);
    DELETE FROM passages WHERE document_id NOT IN (SELECT id FROM kept);
    CREATE TABLE documents_with_removed (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
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
        date_published TEXT,
        status TEXT NOT NULL,
        pages TEXT NOT NULL,
        removed INTEGER,
        checksum TEXT NOT NULL DEFAULT ''
    );
    INSERT INTO documents_with_removed
        SELECT id, content_hash, media_type, encoding, text, title, issuer, index_number, document_number, category,
            subject_words, date_written, date_published, '', '[]', NULL, ''
        FROM documents WHERE id IN (SELECT id FROM kept);
    DELETE FROM sqlite_sequence WHERE name = 'documents_with_removed';
    INSERT INTO sqlite_sequence SELECT 'documents_with_removed', seq FROM sqlite_sequence WHERE name = 'documents';
    DROP TABLE documents;
    ALTER TABLE documents_with_removed RENAME TO documents;
    CREATE UNIQUE INDEX documents_by_content ON documents (content_hash, media_type) WHERE removed IS NULL;
    CREATE INDEX documents_by_title ON documents (title);
    CREATE INDEX documents_by_number ON documents (document_number);
    CREATE INDEX documents_by_removal ON documents (removed) WHERE removed IS NOT NULL;
    ALTER TABLE vectors ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
    DROP TABLE kept;
    """,
    # The paths of uploads are relative to the library, which may be moved. Checksums cover sources and meta.
    f"""
    ALTER TABLE sources ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE meta ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
    UPDATE sources SET path = stored_path(path);
    UPDATE sources SET checksum = {SOURCE_CHECKSUM};
    UPDATE meta SET checksum = {META_CHECKSUM};
    """,
    # Recognised pages, and corrections of metadata, which belong to a file and outlive its versions.
    """
    ALTER TABLE documents ADD COLUMN recognised TEXT NOT NULL DEFAULT '[]';
    CREATE TABLE corrections (
        path TEXT PRIMARY KEY,
        fields TEXT NOT NULL
    ) WITHOUT ROWID;
    """,
    # Checksums cover corrections.
    f"""
    ALTER TABLE corrections ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
    UPDATE corrections SET checksum = {CORRECTION_CHECKSUM};
    """,
)
"""SQL scripts: script n, counted from 0, brings a library from version n to n + 1; a released script never changes"""

_WITH_CHECKSUMS = 2
"""the first version in which rows have checksums"""


def migrate(connection: sqlite3.Connection, name: str) -> None:
    """Bring a library's tables to the current version in one transaction.

    Foreign keys must not be enforced yet, because a migration changes a table by copying it.

    Args:
        connection: a connection to the library's database, with the SQL functions ``stored_path``, ``row_checksum``
            and ``vector_checksum``.
        name: the library's name for an error message.

    Raises:
        LibraryError: the library was made by a newer version of this program, or the database by another program.
    """
    if _version(connection) == len(MIGRATIONS):
        return
    # Read the version again inside the transaction: another process may have migrated meanwhile.
    connection.execute("BEGIN IMMEDIATE")
    try:
        held = _version(connection)
        if held > len(MIGRATIONS):
            raise LibraryError(
                Message(
                    "资料库是更新版本的程序建的：{name}（版本 {held}，本程序认识到 {known}）。请升级本程序",
                    name=name,
                    held=held,
                    known=len(MIGRATIONS),
                )
            )
        if not held and connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            raise LibraryError(Message("{name} 里的数据库是别的程序的。请换一个文件夹", name=name))
        for statement in "".join(MIGRATIONS[held:]).split(";"):
            connection.execute(statement)
        if held < _WITH_CHECKSUMS:
            add_checksums(connection)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        # After some errors, such as a full disk, SQLite has already rolled back.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
