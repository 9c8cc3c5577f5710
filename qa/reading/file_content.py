"""The bytes of a file, or of a file in a zip archive."""

import hashlib
from pathlib import Path

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.file_names import path_on_disk
from qa.reading.zip_members import read_member, split_member

DEFAULT_LIMIT = 100_000_000
"""maximum size in bytes of a file, and of the unpacked content of a zip file, unless a caller states another"""


def read_bytes(source: Path, limit: int = DEFAULT_LIMIT) -> bytes:
    """Return the content of a file, or of a member of a zip archive or mail.

    For the path of a document in a compilation, this is the content of the compilation.

    Raises:
        ReadingError: the file is missing, larger than ``limit`` bytes or not readable; or the member is missing,
            damaged or encrypted, or its archive is damaged or unpacks to more than ``limit`` bytes.
    """
    path, members = split_member(source)
    try:
        check_size(path, limit)
        return read_member(path, members, limit) if members else path_on_disk(path).read_bytes()
    except OSError as error:
        raise unreadable_error(source, error) from error


def check_size(path: Path, limit: int) -> None:
    """Check that a file has at most ``limit`` bytes.

    Raises:
        ReadingError: it is larger.
        OSError: it cannot be read.
    """
    size = path_on_disk(path).stat().st_size
    if size > limit:
        raise ReadingError(too_large_message(str(path), limit, size))


def too_large_message(name: str, limit: int, size: int = 0) -> str:
    """Return the message for a file that is larger than ``limit`` bytes.

    Args:
        name: the name of the file.
        limit: the limit in bytes.
        size: the size of the file in bytes; 0 if it is unknown, then the message leaves it out.
    """
    return Message(
        "文件太大：{name}（{known}上限 {limit} MB，设置 file_bytes 或 QA_FILE_BYTES）。请拆成几个文件",
        name=name,
        known=Message("{size} MB，", size=size // 1_000_000) if size else "",
        limit=limit // 1_000_000,
    )


def unreadable_error(source: Path, error: OSError) -> ReadingError:
    """Return the error for a file that the operating system cannot find, open or read."""
    return ReadingError(
        Message("文件读不了：{source}（{error}）。请检查文件是否存在、是否有权限", source=source, error=error.strerror)
    )


def content_hash(content: bytes) -> str:
    """Return the SHA-256 of a file's content in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
