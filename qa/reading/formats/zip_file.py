"""Open zip files within limits: an archive of documents, or the package of a Word or Excel file."""

import io
import zipfile
import zlib
from pathlib import Path

from qa.errors import ReadingError
from qa.messages import Message

ZIP_SUFFIX = ".zip"
DAMAGED_ZIP = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)
"""the exceptions that ``zipfile`` raises for a damaged or encrypted file"""

_MOST_MEMBERS = 20_000
_LARGEST_RATIO = 200
_RATIO_MATTERS = 1_000_000
"""number of unpacked bytes up to which a high compression ratio is accepted, because blank pages compress well"""
_CONTENT_TYPES = "[Content_Types].xml"
"""the part of a package that lists the types of the others (ECMA-376 part 2, 10.1.2)"""
_LARGEST_CONTENT_TYPES = 1_000_000


def open_zip(path: Path, content: bytes, limit: int) -> zipfile.ZipFile:
    """Open a zip file from its bytes ``content``; ``path`` is used in messages.

    Raises:
        ReadingError: the file is damaged, or it would unpack to more than ``limit`` bytes, to too many members, or
            with a ratio that only a decompression bomb has.
    """
    archive = _parse(path, content)
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    ratio = unpacked / max(1, len(content))
    if len(members) > _MOST_MEMBERS or unpacked > limit or (unpacked > _RATIO_MATTERS and ratio > _LARGEST_RATIO):
        raise unpacking_error(path, unpacked, limit)
    return archive


def unpacking_error(path: Path, unpacked: int, limit: int) -> ReadingError:
    """Return the error for a zip file that unpacks to ``unpacked`` bytes."""
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


def parsed_zip(content: bytes) -> zipfile.ZipFile | None:
    """Parse bytes as a zip file; return ``None`` if they are not one or it is damaged."""
    if not content.startswith(b"PK"):
        return None
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except DAMAGED_ZIP:
        return None


def package_types(archive: zipfile.ZipFile) -> str:
    """Return the types that a package states for its parts; empty if the zip file is not a package.

    Office Open XML lists them in a part, and OpenDocument and EPUB state one in the file ``mimetype``. OFD states none;
    the result is ``application/ofd`` if the archive has the main file of an OFD file.
    """
    names = set(archive.namelist())
    if any(name.lower() == "ofd.xml" for name in names):
        return "application/ofd"
    part = next((name for name in (_CONTENT_TYPES, "mimetype") if name in names), "")
    if not part:
        return ""
    try:
        with archive.open(part) as opened:
            return opened.read(_LARGEST_CONTENT_TYPES).decode("utf-8", "replace")
    except (KeyError, *DAMAGED_ZIP):
        return ""


def _parse(path: Path, content: bytes) -> zipfile.ZipFile:
    """Parse a zip file with the encoding that gives the most plausible file names.

    The most plausible names have the fewest characters that are neither ASCII nor Chinese. Names without the UTF-8 flag
    may be in UTF-8 or in GBK.

    Raises:
        ReadingError: the file is damaged, or no encoding fits its file names.
    """
    readings: list[tuple[int, int, int, zipfile.ZipFile]] = []
    for encoding in ("utf-8", "gb18030", None):
        try:
            archive = zipfile.ZipFile(io.BytesIO(content), metadata_encoding=encoding)
        except UnicodeDecodeError:
            continue
        except DAMAGED_ZIP as error:
            raise _damage_error(path, str(error)) from error
        names = "".join(archive.namelist())
        foreign = sum(not (c.isascii() or "\u4e00" <= c <= "\u9fff") for c in names)
        readings.append((foreign, len(names), len(readings), archive))
    if not readings:
        raise _damage_error(path, Message("文件名读不了"))
    return min(readings)[-1]


def _damage_error(path: Path, why: str) -> ReadingError:
    # A person who adds a Word file need not know that it is a zip file.
    if path.suffix.lower() != ZIP_SUFFIX:
        ending = path.suffix.lower().removeprefix(".")
        return ReadingError(
            Message(
                "文件打不开：{path}（文件损坏或不是 {ending}）。请用原来的程序打开后另存，或换一个文件",
                path=path,
                ending=ending,
            )
        )
    return ReadingError(Message("压缩格式损坏：{path}（{why}）。请重新打包或换一个文件", path=path, why=why))
