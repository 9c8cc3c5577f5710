"""Check the store in itself: its database file, and its rows against their checksums and each other."""

from collections.abc import Callable, Iterator

from qa.errors import LibraryError
from qa.index.store import VECTOR_TYPE, Database, Store
from qa.index.store.checksums import document_checksum, vector_checksum
from qa.index.upkeep.problems import Part, Problem

_BATCH_VECTORS = 2000


def database_problems(database: Database) -> Iterator[Problem]:
    """Yield the problems that SQLite itself finds in the file, 20 at most."""
    try:
        for (finding,) in database.rows("PRAGMA integrity_check(20)"):
            if finding != "ok":
                yield Problem(Part.DATABASE, f"数据库损坏：{finding}")
    except LibraryError as error:
        yield Problem(Part.DATABASE, str(error))


def document_problems(database: Database, on_progress: Callable[[int], None]) -> Iterator[Problem]:
    """Yield the documents whose rows differ from their checksum.

    Args:
        database: the library's database.
        on_progress: called after each document with the number compared so far.
    """
    documents = database.rows("SELECT id FROM documents WHERE removed IS NULL")
    for done, (document_id,) in enumerate(documents, start=1):
        # Compared as bytes: a damaged checksum may not be text.
        ((stored,),) = database.rows("SELECT CAST(checksum AS BLOB) FROM documents WHERE id = ?", (document_id,))
        if document_checksum(database.rows, document_id).encode() != stored:
            yield Problem(Part.DOCUMENT, f"文件 {document_id} 存的内容变了（校验和不符）", document_id)
        on_progress(done)


def span_problems(database: Database) -> Iterator[Problem]:
    """Yield the documents in which passages overlap or end beyond the text."""
    bad = database.rows(
        "SELECT DISTINCT document_id FROM (SELECT document_id, start, end, length(d.text) AS length, "
        "lag(end, 1, 0) OVER (PARTITION BY document_id ORDER BY start) AS before "
        "FROM passages JOIN documents AS d ON d.id = document_id WHERE d.removed IS NULL) "
        "WHERE start < before OR end > length"
    )
    for (document_id,) in bad:
        yield Problem(Part.DOCUMENT, f"文件 {document_id} 的段落重叠或超出原文", document_id)


def source_problems(database: Database) -> Iterator[Problem]:
    """Yield the documents without a source, and the sources that belong to several documents."""
    without = "SELECT id FROM documents WHERE removed IS NULL AND id NOT IN (SELECT document_id FROM sources)"
    for (document_id,) in database.rows(without):
        yield Problem(Part.DOCUMENT, f"文件 {document_id} 没有来源", document_id)
    shared = (
        "SELECT path, min(d.id) FROM sources JOIN documents AS d ON d.id = document_id WHERE removed IS NULL "
        "GROUP BY path HAVING count(*) > 1"
    )
    for path, document_id in database.rows(shared):
        yield Problem(Part.DOCUMENT, f"来源 {path} 属于几个文件", document_id)


def vector_problems(store: Store, on_progress: Callable[[int], None]) -> Iterator[Problem]:
    """Yield the vectors that are missing, of another dimension than the rest, or unlike their checksum.

    Args:
        store: the library's store.
        on_progress: called after each batch with the number of vectors compared so far.
    """
    rows = store.database.rows
    for (key,) in rows("SELECT DISTINCT vector_key FROM passages WHERE vector_key NOT IN (SELECT key FROM vectors)"):
        yield Problem(Part.VECTOR, f"缺少向量 {key[:12]}", vector_key=key)
    size = store.latest.dimension * VECTOR_TYPE.itemsize
    last = done = 0
    query = "SELECT rowid, key, vector, checksum FROM vectors WHERE rowid > ? ORDER BY rowid LIMIT ?"
    while batch := rows(query, (last, _BATCH_VECTORS)):
        for _, key, vector, checksum in batch:
            if vector_checksum(vector) != checksum or len(vector) != size:
                yield Problem(Part.VECTOR, f"向量 {key[:12]} 损坏（校验和不符）", vector_key=key)
        last, done = batch[-1][0], done + len(batch)
        on_progress(done)
