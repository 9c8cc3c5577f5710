"""Check the store: the database file, the checksums of its rows, and the references between them."""

from collections.abc import Callable, Iterator

from qa.errors import LibraryError
from qa.index.store import VECTOR_TYPE, Database, Store
from qa.index.store.checksums import (
    CORRECTION_CHECKSUM,
    META_CHECKSUM,
    SOURCE_CHECKSUM,
    document_checksum,
    vector_checksum,
)
from qa.index.upkeep.problems import Part, Problem

_BATCH_VECTORS = 2000


def store_problems(
    database: Database, on_progress: Callable[[int, int], None] = lambda done, total: None
) -> Iterator[Problem]:
    """Yield the problems of the store.

    If the database file, the values of the table ``meta`` or the references to documents have problems, only these
    problems are yielded.

    Args:
        database: the library's database.
        on_progress: called repeatedly with the number of documents and vectors compared so far and in total.
    """
    problems = [*database_problems(database)] or [*meta_problems(database), *orphan_problems(database)]
    yield from problems
    if problems:
        # Results of queries on a damaged database are not reliable.
        return
    ((documents,),) = database.rows("SELECT count(*) FROM documents")
    ((vectors,),) = database.rows("SELECT count(*) FROM vectors")
    total = documents + vectors
    yield from document_problems(database, lambda done: on_progress(done, total))
    yield from span_problems(database)
    yield from source_problems(database)
    yield from correction_problems(database)
    yield from vector_problems(Store(database), lambda done: on_progress(documents + done, total))


def database_problems(database: Database) -> Iterator[Problem]:
    """Yield the problems that SQLite itself finds in the file, at most 20."""
    try:
        for (finding,) in database.rows("PRAGMA integrity_check(20)"):
            if finding != "ok":
                yield Problem(Part.DATABASE, f"数据库损坏：{finding}")
    except LibraryError as error:
        yield Problem(Part.DATABASE, str(error))


def meta_problems(database: Database) -> Iterator[Problem]:
    """Yield a problem for each value of the table ``meta`` that is missing or differs from its checksum.

    The values are ``identity``, ``generation``, ``purged`` and, if there are passages, ``model``. If only values with
    other keys differ from their checksums, yield one problem.
    """
    sound = {key for (key,) in database.rows(f"SELECT key FROM meta WHERE checksum = {META_CHECKSUM}")}
    expected = {"identity", "generation", "purged"}
    if database.rows("SELECT 1 FROM passages LIMIT 1"):
        expected.add("model")
    for key in sorted(expected - sound):
        yield Problem(Part.DATABASE, f"资料库的 {key} 缺失或损坏（校验和不符）")
    if database.rows(f"SELECT 1 FROM meta WHERE checksum != {META_CHECKSUM}") and not expected - sound:
        yield Problem(Part.DATABASE, "资料库里有不认识的值（校验和不符）")


def orphan_problems(database: Database) -> Iterator[Problem]:
    """Yield one problem if there are passages without their document, and one if there are sources without theirs."""
    for name, table in (("段落", "passages"), ("来源", "sources")):
        ((count,),) = database.rows(f"SELECT count(*) FROM {table} WHERE document_id NOT IN (SELECT id FROM documents)")
        if count:
            yield Problem(Part.DATABASE, f"有 {count} 个{name}的文件不见了")


def document_problems(database: Database, on_progress: Callable[[int], None]) -> Iterator[Problem]:
    """Yield a problem for each document whose rows differ from its checksum.

    Args:
        database: the library's database.
        on_progress: called after each document with the number compared so far.
    """
    documents = database.rows("SELECT id FROM documents")
    for done, (document_id,) in enumerate(documents, start=1):
        # Compared as bytes: a damaged checksum may not be text.
        ((stored,),) = database.rows("SELECT CAST(checksum AS BLOB) FROM documents WHERE id = ?", (document_id,))
        if document_checksum(database.rows, document_id).encode() != stored:
            yield Problem(Part.DOCUMENT, f"文件 {document_id} 存的内容变了（校验和不符）", document_id)
        on_progress(done)


def span_problems(database: Database) -> Iterator[Problem]:
    """Yield a problem for each document whose passages overlap or end beyond its text."""
    bad = database.rows(
        "SELECT DISTINCT document_id FROM (SELECT document_id, start, end, length(d.text) AS length, "
        "lag(end, 1, 0) OVER (PARTITION BY document_id ORDER BY start) AS before "
        "FROM passages JOIN documents AS d ON d.id = document_id WHERE d.removed IS NULL) "
        "WHERE start < before OR end > length"
    )
    for (document_id,) in bad:
        yield Problem(Part.DOCUMENT, f"文件 {document_id} 的段落重叠或超出原文", document_id)


def source_problems(database: Database) -> Iterator[Problem]:
    """Yield a problem for each damaged source, each document without a source, and each path that documents share."""
    for source_id, document_id in database.rows(
        f"SELECT id, document_id FROM sources WHERE checksum != {SOURCE_CHECKSUM}"
    ):
        text = f"文件 {document_id} 的一个来源变了（校验和不符）"
        yield Problem(Part.SOURCE, text, source_id=source_id)
    without = "SELECT id FROM documents WHERE removed IS NULL AND id NOT IN (SELECT document_id FROM sources)"
    for (document_id,) in database.rows(without):
        yield Problem(Part.DOCUMENT, f"文件 {document_id} 没有来源", document_id)
    shared = (
        "SELECT min(d.id) FROM sources JOIN documents AS d ON d.id = document_id WHERE removed IS NULL "
        "GROUP BY path HAVING count(*) > 1"
    )
    for (document_id,) in database.rows(shared):
        yield Problem(Part.DOCUMENT, f"文件 {document_id} 的来源也属于别的文件", document_id)


def correction_problems(database: Database) -> Iterator[Problem]:
    """Yield a problem for each correction of metadata that differs from its checksum."""
    damaged = f"SELECT CAST(path AS BLOB) FROM corrections WHERE checksum != {CORRECTION_CHECKSUM}"
    for (path,) in database.rows(damaged):
        name = path.decode(errors="replace").rsplit("/", 1)[-1]
        yield Problem(Part.CORRECTION, f"{name} 的元数据更正损坏（校验和不符）。修复会去掉它，请重新更正")


def vector_problems(store: Store, on_progress: Callable[[int], None]) -> Iterator[Problem]:
    """Yield a problem for each vector that is missing, damaged, or of another dimension than the rest.

    Vectors of a new model that no passage refers to yet may have another dimension.

    Args:
        store: the library's store.
        on_progress: called after each batch with the number of vectors compared so far.
    """
    rows = store.database.rows
    missing = "SELECT DISTINCT CAST(vector_key AS BLOB) FROM passages WHERE vector_key NOT IN (SELECT key FROM vectors)"
    for (key,) in rows(missing):
        name = key.decode(errors="replace")
        yield Problem(Part.VECTOR, f"缺少向量 {name[:12]}", vector_key=name)
    size = store.latest.dimension * VECTOR_TYPE.itemsize
    last = done = 0
    # Read as bytes: damaged values may be neither text nor bytes.
    query = (
        "SELECT rowid, CAST(key AS BLOB), coalesce(CAST(vector AS BLOB), x''), CAST(checksum AS INTEGER), "
        "EXISTS (SELECT 1 FROM passages WHERE vector_key = key) FROM vectors WHERE rowid > ? ORDER BY rowid LIMIT ?"
    )
    while batch := rows(query, (last, _BATCH_VECTORS)):
        for _, key, vector, checksum, is_used in batch:
            if vector_checksum(vector) != checksum or (is_used and len(vector) != size):
                name = (key or b"").decode(errors="replace")
                yield Problem(Part.VECTOR, f"向量 {name[:12]} 损坏（校验和不符）", vector_key=name)
        last, done = batch[-1][0], done + len(batch)
        on_progress(done)
