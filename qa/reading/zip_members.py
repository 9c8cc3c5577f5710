"""The files in a zip archive, the attachments of a mail, and the documents of a compilation.

The path of a member continues the path of the archive or mail: /a/b.zip/c.docx, /a/b.eml/c.docx. The path of a document
in a compilation continues the path of the file: /a/汇编.docx/关于发放慰问金的通知.
"""

import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path, PurePosixPath

from qa.errors import ReadingError
from qa.messages import Message, message_of
from qa.reading.file_names import path_on_disk
from qa.reading.formats.mail import MAIL_SUFFIX, attachments
from qa.reading.formats.registry import SUPPORTED_SUFFIXES, package_format
from qa.reading.formats.zip_file import DAMAGED_ZIP, ZIP_SUFFIX, open_zip, unpacking_error

_DEEPEST = 3
"""maximum depth of archives inside each other, with the outermost as the first"""


def split_member(path: Path) -> tuple[Path, tuple[str, ...]]:
    """Split a path into the path of a file on the disk and the names of the members in it, outermost first.

    - A path inside an archive or mail gives the archive or mail, the name of each archive nested in it, and the name of
      the member. For a document of a compilation, the last name is that of the compilation, a slash and that of the
      document: b.docx/关于发放慰问金的通知.
    - The path of a document of a compilation on the disk gives the compilation and no names.
    - Any other path is returned as it is, without names.

    Paths are in the form of :func:`qa.reading.file_names.shown_path`.
    """
    for container in reversed(path.parents):
        if container.suffix.lower() in SUPPORTED_SUFFIXES and path_on_disk(container).is_file():
            is_read_whole = not is_archive(container.name)
            return container, () if is_read_whole else _member_names(path.relative_to(container).as_posix())
    return path, ()


def file_of(source: Path) -> Path:
    """Return the path of the file, or of the member of an archive, from which a document was read."""
    file, members = split_member(source)
    if len(members) and source.parent != file and _is_compilation(PurePosixPath(members[-1]).parent.name):
        return source.parent
    return source if members else file


def _is_compilation(name: str) -> bool:
    """Return whether a file of this name can be a compilation: its format is supported and it is no archive or mail."""
    return PurePosixPath(name).suffix.lower() in SUPPORTED_SUFFIXES and not is_archive(name)


def member_paths(path: Path, limit: int, on_refused: Callable[[Path, str], None]) -> Iterator[Path]:
    """Yield the paths of all files in a zip archive or mail, including those of archives and mails inside it.

    A Word or Excel file whose name ends in .zip is a file and not an archive. A mail is both a file and the archive of
    its attachments. Hidden files are left out.

    Args:
        path: the path of the archive.
        limit: maximum unpacked size of the archive and the archives inside it together, in bytes.
        on_refused: called with a path and the reason why something is left out. The path is that of an inner archive
            that is damaged, encrypted, too large or nested too deep; of an archive with a member whose name leads out
            of the archive; or of several members with one name, of which only the last is read.

    Raises:
        ReadingError: the archive is damaged or exceeds the limits (:func:`open_zip`).
        OSError: the archive cannot be read.
    """
    unpacked = 0
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        names = waiting.pop()
        inside = path.joinpath(*names)
        try:
            archive = _open_container(path, _file_state(path), names, limit)
        except ReadingError as error:
            if not names:
                raise
            on_refused(inside, message_of(error))
            continue
        unpacked += sum(member.file_size for member in archive.infolist())
        if unpacked > limit:
            raise unpacking_error(path, unpacked, limit)
        is_mail = inside.name.lower().endswith(MAIL_SUFFIX)
        is_package = not is_mail and package_format(archive) is not None
        if is_mail or is_package:
            yield inside
        if is_package:
            continue
        members = list(_file_names(archive, inside, on_refused))
        yield from (inside / name for name in members if not is_archive(name))
        waiting += reversed([(*names, name) for name in members if is_archive(name)])


def read_member(path: Path, names: tuple[str, ...], limit: int) -> bytes:
    """Return the bytes of a member; for a document of a compilation, those of the compilation.

    Args:
        path: the path of the archive on the disk.
        names: the names of the archives in it and of the member, outermost first.
        limit: maximum unpacked size of each archive in bytes.

    Raises:
        ReadingError: the archive no longer has the member, is damaged or exceeds the limits, or the member is damaged
            or encrypted.
        OSError: the archive cannot be read.
    """
    archive = _open_container(path, _file_state(path), names[:-1], limit)
    return _read(archive, names[-1], path.joinpath(*names[:-1]))


def is_archive(name: str) -> bool:
    """Return whether a file name has the ending of a zip archive or of a mail, which may have attachments."""
    return name.lower().endswith((ZIP_SUFFIX, MAIL_SUFFIX))


def _member_names(inner: str) -> tuple[str, ...]:
    """Split a path inside an archive after the name of each nested archive."""
    names: list[str] = []
    current = ""
    for part in inner.split("/"):
        current = f"{current}/{part}" if current else part
        if is_archive(part):
            names.append(current)
            current = ""
    return (*names, current) if current else tuple(names)


def _file_state(path: Path) -> tuple[int, ...]:
    state = path_on_disk(path).stat()
    return state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns


@lru_cache(maxsize=_DEEPEST)
def _open_container(path: Path, state: tuple[int, ...], names: tuple[str, ...], limit: int) -> zipfile.ZipFile:
    """Open an archive on the disk, or the archive inside it to which ``names`` lead.

    The cache keeps archives open, because their members are read one after the other. When the file changes, its
    ``state`` changes, so that it is opened again.

    Raises:
        ReadingError: the archives are nested too deeply, or one of them is refused.
        OSError: the file cannot be read.
    """
    if not names:
        return _open(path, path_on_disk(path).read_bytes(), limit)
    if len(names) >= _DEEPEST:
        inside = path.joinpath(*names)
        raise ReadingError(
            Message("压缩包套得太深：{path}（最多 {deepest} 层）。请先解开再添加", path=inside, deepest=_DEEPEST)
        )
    outer = path.joinpath(*names[:-1])
    content = _read(_open_container(path, state, names[:-1], limit), names[-1], outer)
    return _open(outer / names[-1], content, limit)


def _open(path: Path, content: bytes, limit: int) -> zipfile.ZipFile:
    if path.name.lower().endswith(MAIL_SUFFIX):
        return attachments(content, str(path))
    return open_zip(path, content, limit)


def _read(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    """Return the bytes of a member, at most as many as the directory of the archive states.

    If ``name`` is that of a compilation followed by that of a document in it, return the bytes of the compilation.

    Raises:
        ReadingError: the member is missing, damaged or encrypted.
    """
    held = PurePosixPath(name).parent
    if name not in archive.NameToInfo and _is_compilation(held.name):
        name = str(held)
    try:
        member = archive.getinfo(name)
        with archive.open(member) as opened:
            return opened.read(member.file_size)
    except KeyError as error:
        raise ReadingError(Message("压缩包里没有这个文件了：{path}。请重新添加压缩包", path=path / name)) from error
    except DAMAGED_ZIP as error:
        why = Message("有密码") if "password" in str(error) else str(error)
        raise ReadingError(
            Message("压缩包里的文件解不开：{path}（{why}）。请先解开再添加", path=path / name, why=why)
        ) from error


def _file_names(archive: zipfile.ZipFile, path: Path, on_refused: Callable[[Path, str], None]) -> Iterator[str]:
    """Yield the name of each file in the archive at ``path`` once.

    Hidden files are skipped, and so are names that lead out of the archive: for each of these, ``on_refused`` is called
    with the archive's path and the reason. If several files share a name, the name is yielded once, and ``on_refused``
    is called with its path and the reason.
    """
    for name, count in Counter(member.filename for member in archive.infolist() if not member.is_dir()).items():
        if name.startswith("/") or ".." in name.split("/"):
            on_refused(path, Message("压缩包里有路径不安全的文件：{path}（{name}）。请重新打包", path=path, name=name))
        elif not _is_hidden(name):
            if count > 1:
                inside = path / name
                on_refused(
                    inside,
                    Message(
                        "压缩包里有 {count} 个同名的文件：{path}。只读了最后一个，请改名", count=count, path=inside
                    ),
                )
            yield name


def _is_hidden(name: str) -> bool:
    """Return whether a member is a hidden file, stands in a hidden folder, or is metadata that macOS adds."""
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))
