"""Files and folders to documents."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from qa.errors import ReadingError
from qa.reading.decode import decode
from qa.reading.markup import html_text, markdown_text
from qa.reading.page import document_from_text
from qa.types import Document

_PLAIN, _HTML, _MARKDOWN = "text/plain", "text/html", "text/markdown"
_MEDIA_TYPES = {
    ".txt": _PLAIN,
    ".text": _PLAIN,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _HTML,
    ".htm": _HTML,
    ".xhtml": _HTML,
}
SUPPORTED_SUFFIXES = tuple(_MEDIA_TYPES)


def read_document(source: Path, content: bytes) -> Document:
    """Read one file.

    Args:
        source: the file's path; its ending says what the file is.
        content: the file's bytes.

    Raises:
        ReadingError: the format is not supported, or the file is empty, not text, or without a body.
    """
    name = str(source)
    if not _is_writable(name):
        raise ReadingError(f"文件名不是 UTF-8：{name!a}。请改个文件名")
    media_type = _MEDIA_TYPES.get(source.suffix.lower())
    if media_type is None:
        raise ReadingError(f"不支持这种格式：{name}。可以读的格式：{'、'.join(SUPPORTED_SUFFIXES)}")
    text, encoding = decode(content, name)
    if media_type == _PLAIN:
        return document_from_text(text, source=name, media_type=media_type, encoding=encoding)
    markup = html_text(text) if media_type == _HTML else markdown_text(text)
    return document_from_text(
        markup.text,
        source=name,
        media_type=media_type,
        encoding=encoding,
        title=markup.title,
        headings=markup.headings,
    )


def read_bytes(source: Path) -> bytes:
    """The content of a file.

    Raises:
        ReadingError: the file is missing or may not be read.
    """
    try:
        return source.read_bytes()
    except OSError as error:
        raise ReadingError(f"文件读不了：{source}（{error.strerror}）。请检查文件是否存在、是否有权限") from error


def content_hash(content: bytes) -> str:
    """SHA-256 of a file's content, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def find_files(paths: Sequence[Path], on_missing: Callable[[Path, str], None]) -> Iterator[Path]:
    """The files under ``paths`` as absolute paths, in order, each once; hidden files in folders are left out.

    ``on_missing`` is told of each path that is not there or holds nothing to read, and why.
    """
    seen: set[Path] = set()
    for path in paths:
        absolute = path.expanduser().absolute()
        if absolute.is_dir():
            files = [file for file in sorted(absolute.rglob("*")) if file.is_file() and not _hidden(file, absolute)]
            if not any(file.suffix.lower() in _MEDIA_TYPES for file in files):
                formats = "、".join(SUPPORTED_SUFFIXES)
                on_missing(absolute, f"文件夹里没有可以读的文件：{absolute}。可以读的格式：{formats}")
        elif absolute.is_file():
            files = [absolute]
        else:
            reason = "路径不是文件也不是文件夹" if absolute.exists() else "路径不存在"
            on_missing(absolute, f"{reason}：{absolute}。请检查路径是否写对")
            continue
        for file in files:
            if file not in seen:
                seen.add(file)
                yield file


def _is_writable(name: str) -> bool:
    """Whether a file's name can be stored and shown: the bytes of a name need not be text."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)
