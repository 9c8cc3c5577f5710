"""Refuse to create a database where an older one was lost, or where the caller does not want one."""

from pathlib import Path

from qa.errors import LibraryError
from qa.index.store.library_paths import LibraryPaths
from qa.messages import Message

_SQLITE = b"SQLite format 3\0"
_VERSION = slice(60, 64)
"""the place of ``PRAGMA user_version`` in a database file (https://www.sqlite.org/fileformat2.html)"""


def refuse_missing_library(paths: LibraryPaths) -> None:
    """Check that there is a library.

    Raises:
        LibraryError: there is none.
    """
    if not paths.database.exists():
        raise LibraryError(
            Message(
                "没有这个资料库：{folder}。请检查 --library 或 QA_LIBRARY；要新建，请用 qa add --create 加入文件",
                folder=paths.folder,
            )
        )


def refuse_lost_database(paths: LibraryPaths) -> None:
    """Refuse a folder that has other parts of a library, but no database or a database that holds no library.

    A folder with only an empty database counts as new, because a process that is killed while it creates a library
    leaves such a folder. Empty folders of other parts do not count.

    Raises:
        LibraryError: indexes, originals, or what people wrote or asked are there without their database.
    """
    log = paths.database.with_name(f"{paths.database.name}-wal")
    if (log.exists() and log.stat().st_size) or not _is_empty(paths.database):
        return
    indexes = (paths.lexical, paths.vectors)
    originals = (paths.uploads, paths.uncited_uploads)
    written = (paths.feedback, paths.pins, paths.open_questions)
    remains = [part.name for part in (*indexes, *originals, *written) if _has_content(part)]
    if remains:
        raise LibraryError(
            Message(
                "资料库的数据库不见了或是空的：{database}，而同一文件夹里还有资料库的 {remains}。"
                "请用 qa restore 从备份恢复；要重新开始，请先移走这个文件夹",
                database=paths.database,
                remains="、".join(remains),
            )
        )


def _has_content(part: Path) -> bool:
    """Return whether there is a file, or a folder that is not empty."""
    return part.exists() and (not part.is_dir() or any(part.iterdir()))


def _is_empty(database: Path) -> bool:
    """Return whether a database is missing, holds nothing, or has version 0: no program has made a library in it."""
    if not database.is_file():
        return not database.exists()
    try:
        with database.open("rb") as file:
            header = file.read(_VERSION.stop)
    except OSError:
        # SQLite reports it.
        return False
    return not header or (header.startswith(_SQLITE) and not any(header[_VERSION]))
