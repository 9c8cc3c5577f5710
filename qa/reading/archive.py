"""Zip files: their members are files whose path goes on behind that of the zip, /a/b.zip/c.docx.

Word and Excel files are zip files too, and so all are held to the same limits before anything is unpacked.
"""

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from qa.errors import ReadingError
from qa.messages import Message, message_of

ARCHIVE_SUFFIX = ".zip"
_DEEPEST = 3
"""zips inside of each other"""
_MOST_MEMBERS = 20_000
_LARGEST_RATIO = 200
_RATIO_MATTERS = 1_000_000
"""bytes below which a large ratio does no harm: a page of blanks packs well"""
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)


def split_member(path: Path) -> tuple[Path, tuple[str, ...]]:
    """The file of a path on the disk, and its members' names, outermost first; none for an ordinary file."""
    for container in reversed(path.parents):
        if container.suffix.lower() == ARCHIVE_SUFFIX and container.is_file():
            return container, _names(path.relative_to(container).as_posix())
    return path, ()


def member_paths(path: Path, limit: int, on_refused: Callable[[Path, str], None]) -> Iterator[Path]:
    """The paths of all files in a zip, those of zips inside of it too.

    Args:
        path: of the zip.
        limit: how many bytes it may unpack to, with all that is in it.
        on_refused: told of what in it is left out, and why: a zip inside of it that is damaged, encrypted or nests too
            deep, and a member whose name leads out of it or stands there twice.

    Raises:
        ReadingError: it is damaged or encrypted, or unpacks to more than is reasonable.
        OSError: it cannot be read.
    """
    unpacked = 0
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        names = waiting.pop()
        inside = path.joinpath(*names)
        try:
            archive = _container(path, _state(path), names, limit)
        except ReadingError as error:
            if not names:
                raise
            on_refused(inside, message_of(error))
            continue
        unpacked += sum(member.file_size for member in archive.infolist())
        if unpacked > limit:
            raise _too_large(path, unpacked, limit)
        members = list(_members(archive, inside, on_refused))
        yield from (inside / name for name in members if not _is_archive(name))
        waiting += reversed([(*names, name) for name in members if _is_archive(name)])


def read_member(path: Path, names: tuple[str, ...], limit: int) -> bytes:
    """The bytes of a member.

    Args:
        path: of the zip on the disk.
        names: of the zips in it and of the member, outermost first.
        limit: as for :func:`member_paths`.

    Raises:
        ReadingError: it is not there any more, or the zip is refused.
        OSError: the zip cannot be read.
    """
    archive = _container(path, _state(path), names[:-1], limit)
    return _read(archive, names[-1], path.joinpath(*names[:-1]))


def check_unpacking(content: bytes, source: str, limit: int) -> None:
    """Refuse a file in zip format (docx, xlsx) that unpacks to more than is reasonable.

    Raises:
        ReadingError: it does; ``source`` names it in the message.
    """
    with _opened(Path(source), content, limit):
        pass


def _names(inner: str) -> tuple[str, ...]:
    """Split a path inside of a zip behind each further zip."""
    names: list[str] = []
    current = ""
    for part in inner.split("/"):
        current = f"{current}/{part}" if current else part
        if _is_archive(part):
            names.append(current)
            current = ""
    return (*names, current) if current else tuple(names)


def _state(path: Path) -> tuple[int, ...]:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


@lru_cache(maxsize=_DEEPEST)
def _container(path: Path, state: tuple[int, ...], names: tuple[str, ...], limit: int) -> zipfile.ZipFile:
    """A zip in its present state, or one inside of it; it stays open: its members are read one after the other."""
    if not names:
        return _opened(path, path.read_bytes(), limit)
    if len(names) >= _DEEPEST:
        inside = path.joinpath(*names)
        raise ReadingError(
            Message("压缩包套得太深：{path}（最多 {deepest} 层）。请先解开再添加", path=inside, deepest=_DEEPEST)
        )
    outer = path.joinpath(*names[:-1])
    return _opened(outer / names[-1], _read(_container(path, state, names[:-1], limit), names[-1], outer), limit)


def _opened(path: Path, content: bytes, limit: int) -> zipfile.ZipFile:
    archive = _parsed(path, content)
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    ratio = unpacked / max(1, len(content))
    if len(members) > _MOST_MEMBERS or unpacked > limit or (unpacked > _RATIO_MATTERS and ratio > _LARGEST_RATIO):
        raise _too_large(path, unpacked, limit)
    return archive


def _too_large(path: Path, unpacked: int, limit: int) -> ReadingError:
    return ReadingError(
        Message(
            "压缩包解开后太大：{path}（{unpacked} MB；上限 {limit} MB、{members} 个文件、压缩比 {ratio}）。"
            "请先解开，分批添加",
            path=path,
            unpacked=unpacked // 1_000_000,
            limit=limit // 1_000_000,
            members=_MOST_MEMBERS,
            ratio=_LARGEST_RATIO,
        )
    )


def _parsed(path: Path, content: bytes) -> zipfile.ZipFile:
    """Names that are not marked as UTF-8 are in it all the same, or in GBK: in what makes more of them Chinese."""
    readings: list[tuple[int, int, int, zipfile.ZipFile]] = []
    for encoding in ("utf-8", "gb18030", None):
        try:
            archive = zipfile.ZipFile(io.BytesIO(content), metadata_encoding=encoding)
        except UnicodeDecodeError:
            continue
        except _DAMAGED as error:
            raise ReadingError(
                Message("压缩格式损坏：{path}（{why}）。请重新打包或换一个文件", path=path, why=str(error))
            ) from error
        names = "".join(archive.namelist())
        foreign = sum(not (c.isascii() or "\u4e00" <= c <= "\u9fff") for c in names)
        readings.append((foreign, len(names), len(readings), archive))
    if not readings:
        why = Message("文件名读不了")
        raise ReadingError(Message("压缩格式损坏：{path}（{why}）。请重新打包或换一个文件", path=path, why=why))
    return min(readings)[-1]


def _read(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    """A member's bytes, no more than its entry says there are."""
    try:
        member = archive.getinfo(name)
        with archive.open(member) as opened:
            return opened.read(member.file_size)
    except KeyError as error:
        raise ReadingError(Message("压缩包里没有这个文件了：{path}。请重新添加压缩包", path=path / name)) from error
    except _DAMAGED as error:
        why = Message("有密码") if "password" in str(error) else str(error)
        raise ReadingError(
            Message("压缩包里的文件解不开：{path}（{why}）。请先解开再添加", path=path / name, why=why)
        ) from error


def _members(archive: zipfile.ZipFile, path: Path, on_refused: Callable[[Path, str], None]) -> Iterator[str]:
    """The names of the files in a zip at ``path``, each once."""
    for name, count in Counter(member.filename for member in archive.infolist() if not member.is_dir()).items():
        if name.startswith("/") or ".." in name.split("/"):
            on_refused(path, Message("压缩包里有路径不安全的文件：{path}（{name}）。请重新打包", path=path, name=name))
        elif not _hidden(name):
            if count > 1:
                inside = path / name
                on_refused(
                    inside,
                    Message(
                        "压缩包里有 {count} 个同名的文件：{path}。只读了最后一个，请改名", count=count, path=inside
                    ),
                )
            yield name


def _is_archive(name: str) -> bool:
    return name.lower().endswith(ARCHIVE_SUFFIX)


def _hidden(name: str) -> bool:
    """Whether a member is what an operating system left there."""
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))
