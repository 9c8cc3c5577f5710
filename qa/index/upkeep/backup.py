"""Back up a library to one file, and restore a library from such a file.

A backup is a zip file: the database, the uploaded originals, the feedback, the pins, the log of open questions, and
last a manifest with the SHA-256 of each. The indexes are left out, because they derive from the database.
"""

import hashlib
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from qa.errors import LibraryError
from qa.index.store import Database, LibraryPaths
from qa.index.upkeep.store_checks import store_problems
from qa.index.upkeep.unfinished_folder import unfinished_folder
from qa.messages import Message

_MANIFEST = "manifest.json"
_FORMAT = 1
"""version of the backup format; a program refuses to restore a newer version"""
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError),
    *(ValueError, LookupError, TypeError, AttributeError),
)
"""exceptions raised by a file that is not a complete backup"""
_PIECE = 1 << 20
_LONGEST_MANIFEST = 100 << 20
_COMPRESSION = 1
_TRIES = 5
"""number of attempts, because an upload may be replaced between the copy of the database and that of the files"""


@dataclass(frozen=True, slots=True)
class BackupReport:
    """The contents of a backup."""

    documents: int
    originals: int
    """number of uploaded files"""
    bytes: int
    """size of the backup in bytes"""


def write_backup(database: Database, paths: LibraryPaths, file: Path) -> BackupReport:
    """Write a library to one file; an existing file is replaced only when the new one is complete.

    Other processes may read and change the library meanwhile; the backup holds one committed state.

    Args:
        database: the library's database.
        paths: the places of the library's parts.
        file: the backup.

    Raises:
        LibraryError: the library is damaged, which a backup would hide.
        OSError: the file cannot be written.
        sqlite3.Error: the database cannot be copied.
    """
    with unfinished_folder(file) as temporary:
        unfinished = temporary / "backup"
        copy = LibraryPaths(temporary / "copy")
        copy.folder.mkdir()
        for attempt in range(_TRIES):
            documents = _copy_database(database, copy)
            names = _names_of(paths)
            try:
                _write_archive(unfinished, names, paths, copy)
                break
            except FileNotFoundError:
                if attempt == _TRIES - 1:
                    raise
        report = BackupReport(documents, sum(name.startswith("uploads/") for name in names), unfinished.stat().st_size)
        unfinished.replace(file)
        return report


def restore_backup(file: Path, paths: LibraryPaths) -> None:
    """Make a library from a backup. The library appears complete or not at all.

    Args:
        file: the backup.
        paths: the places of the new library's parts; its folder must be missing or empty.

    Raises:
        LibraryError: the file is not a backup, is damaged, or comes from a newer program; or the folder is not empty.
        OSError: the file cannot be read, or the folder cannot be written.
    """
    folder = paths.folder
    if folder.exists() and any(folder.iterdir()):
        raise LibraryError(
            Message("文件夹里已有东西，不能恢复到这里：{folder}。请用 --library 指定一个新的文件夹", folder=folder)
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    with unfinished_folder(folder) as temporary:
        unfinished = LibraryPaths(temporary / "library")
        unfinished.folder.mkdir()
        with _archive(file) as archive:
            _unpack(file, archive, unfinished.folder)
        # Opening refuses a library of a newer program, and brings an older one to the present version.
        Database(unfinished.database).close()
        if folder.exists():
            folder.rmdir()
        unfinished.folder.replace(folder)


def _copy_database(database: Database, copy: LibraryPaths) -> int:
    """Copy one committed state of the database and check it; return the number of documents.

    Raises:
        LibraryError: the copy is damaged.
    """
    copy.database.unlink(missing_ok=True)
    database.copy(copy.database)
    with closing(Database(copy.database)) as copied:
        for problem in store_problems(copied):
            raise LibraryError(
                Message(
                    "资料库不完好，没有备份：{name}（{problem}）。请先用 qa verify --repair 修复",
                    name=database.name,
                    problem=problem.text,
                )
            )
        ((documents,),) = copied.rows("SELECT count(*) FROM documents WHERE removed IS NULL")
    return int(documents)


def _names_of(paths: LibraryPaths) -> list[str]:
    """Return the parts of a library that a backup holds, as paths relative to the library's folder."""
    files = [paths.feedback, paths.pins, paths.open_questions, *sorted(paths.uploads.rglob("*"))]
    originals = [file.relative_to(paths.folder) for file in files if file.is_file()]
    return [
        paths.database.name,
        *(name.as_posix() for name in originals if not any(part.startswith(".") for part in name.parts)),
    ]


def _write_archive(target: Path, names: list[str], paths: LibraryPaths, copy: LibraryPaths) -> None:
    hashes = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION) as archive:
        for number, name in enumerate(names):
            source = copy.database if name == paths.database.name else paths.folder / name
            # Members are numbered, because the name of a file may be any bytes; the manifest has the names.
            with source.open("rb") as content, archive.open(str(number), "w", force_zip64=True) as member:
                hashes[name] = _copied(content, member)
        manifest = {"format": _FORMAT, "files": [{"name": name, "sha256": found} for name, found in hashes.items()]}
        archive.writestr(_MANIFEST, json.dumps(manifest))
    with target.open("rb+") as written:
        os.fsync(written.fileno())


@contextmanager
def _archive(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except _DAMAGED as error:
        raise _damaged(file, str(error)) from error


def _unpack(file: Path, archive: zipfile.ZipFile, folder: Path) -> None:
    """Unpack a backup and compare every file with its checksum.

    Raises:
        LibraryError: the backup is damaged or comes from a newer program.
    """
    for number, entry in enumerate(_manifest(file, archive)["files"]):
        name = PurePosixPath(entry["name"])
        if name.is_absolute() or ".." in name.parts or "\\" in entry["name"]:
            raise _damaged(file, repr(entry["name"]))
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(str(number)) as member, target.open("wb") as content:
            if _copied(member, content) != entry["sha256"]:
                raise _damaged(file, str(name))
            content.flush()
            os.fsync(content.fileno())


def _manifest(file: Path, archive: zipfile.ZipFile) -> Mapping[str, Any]:
    if archive.getinfo(_MANIFEST).file_size > _LONGEST_MANIFEST:
        raise _damaged(file, _MANIFEST)
    manifest: Mapping[str, Any] = json.loads(archive.read(_MANIFEST))
    if manifest["format"] > _FORMAT:
        raise LibraryError(Message("备份是更新版本的程序做的：{file}。请升级本程序", file=file))
    if manifest["files"][0]["name"] != LibraryPaths(Path()).database.name:
        raise _damaged(file, _MANIFEST)
    return manifest


def _copied(source: IO[bytes], target: IO[bytes]) -> str:
    """Copy a file and return its SHA-256."""
    digest = hashlib.sha256()
    while piece := source.read(_PIECE):
        digest.update(piece)
        target.write(piece)
    return digest.hexdigest()


def _damaged(file: Path, why: str) -> LibraryError:
    return LibraryError(Message("不是完好的备份：{file}（{why}）。请换一个用 qa backup 做的备份", file=file, why=why))
