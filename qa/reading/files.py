"""Files and folders to documents."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from qa.errors import ReadingError
from qa.messages import Message, listed, message_of
from qa.reading.archive import ARCHIVE_SUFFIX, check_unpacking, member_paths, read_member, split_member
from qa.reading.decode import decode
from qa.reading.markup import html_text, markdown_text
from qa.reading.page import document_from_records, document_from_text
from qa.reading.pdf import pdf_text
from qa.reading.read_text import ReadText
from qa.reading.records import csv_text, excel_text
from qa.reading.web_archive import archived_page
from qa.reading.word import word_text
from qa.types import Document

DEFAULT_LIMIT = 100_000_000
"""bytes of the largest file that is read, and of what a zip may unpack to"""


def _plain(content: bytes, source: str) -> tuple[ReadText, str]:
    text, encoding = decode(content, source)
    return ReadText(text), encoding


def _markdown(content: bytes, source: str) -> tuple[ReadText, str]:
    text, encoding = decode(content, source)
    return markdown_text(text, source), encoding


def _html(content: bytes, source: str) -> tuple[ReadText, str]:
    text, encoding = decode(content, source)
    return html_text(text, source), encoding


def _web_archive(content: bytes, source: str) -> tuple[ReadText, str]:
    return _html(archived_page(content, source), source)


def _word(content: bytes, source: str) -> tuple[ReadText, str]:
    return word_text(content, source), "docx"


def _pdf(content: bytes, source: str) -> tuple[ReadText, str]:
    return pdf_text(content, source), "pdf"


def _csv(content: bytes, source: str) -> tuple[ReadText, str]:
    text, encoding = decode(content, source)
    return csv_text(text, source), encoding


def _excel(content: bytes, source: str) -> tuple[ReadText, str]:
    return excel_text(content, source), "xlsx"


_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""control characters and halves of surrogate pairs, which a damaged file may hold"""
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS = {
    ".txt": ("text/plain", _plain),
    ".text": ("text/plain", _plain),
    ".md": ("text/markdown", _markdown),
    ".markdown": ("text/markdown", _markdown),
    ".html": ("text/html", _html),
    ".htm": ("text/html", _html),
    ".xhtml": ("text/html", _html),
    ".mht": ("multipart/related", _web_archive),
    ".mhtml": ("multipart/related", _web_archive),
    ".docx": (_WORD, _word),
    ".pdf": ("application/pdf", _pdf),
    ".csv": ("text/csv", _csv),
    ".tsv": ("text/csv", _csv),
    ".xlsx": (_EXCEL, _excel),
}
_ZIPPED = {_WORD, _EXCEL}
_RECORDS = {"text/csv", _EXCEL}
_OTHER_FORMATS = {
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt"), Message("请用 Word 或 WPS 打开后另存为 docx")),
    **dict.fromkeys((".xls", ".et", ".ods"), Message("请用 Excel 或 WPS 打开后另存为 xlsx")),
    **dict.fromkeys((".ofd", ".ppt", ".pptx", ".caj"), Message("请打开后另存为 PDF")),
    **dict.fromkeys((".rar", ".7z", ".tar", ".gz"), Message("请解开，或重新压缩为 zip")),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp"), Message("请先做文字识别（OCR）")),
}
SUPPORTED_SUFFIXES = (*_FORMATS, ARCHIVE_SUFFIX)


def read_document(source: Path, content: bytes, limit: int = DEFAULT_LIMIT) -> Document:
    """Read one file.

    Args:
        source: the file's path; its ending says what the file is.
        content: the file's bytes.
        limit: how many bytes a packed file may unpack to.

    Raises:
        ReadingError: the format is not supported, or the file is empty, damaged, not text, or without a body.
    """
    name = str(source)
    if not _is_writable(name):
        raise ReadingError(Message("文件名不是 UTF-8：{name!a}。请改个文件名", name=name))
    suffix = source.suffix.lower()
    if suffix not in _FORMATS:
        remedy = _OTHER_FORMATS.get(suffix) or Message("可以读的格式：{formats}", formats=listed(SUPPORTED_SUFFIXES))
        raise ReadingError(Message("不支持这种格式：{name}。{remedy}", name=name, remedy=remedy))
    if not content.strip():
        raise ReadingError(Message("文件是空的：{source}。请换一个有文字的文件", source=name))
    media_type, read = _FORMATS[suffix]
    if media_type in _ZIPPED:
        check_unpacking(content, name, limit)
    found, encoding = read(content, name)
    found = replace(found, text=_NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", found.text))
    made = document_from_records if media_type in _RECORDS else document_from_text
    return made(found, source=name, media_type=media_type, encoding=encoding)


def read_bytes(source: Path, limit: int = DEFAULT_LIMIT) -> bytes:
    """The content of a file, or of a file in a zip.

    Raises:
        ReadingError: the file is missing, too large, or may not be read.
    """
    path, members = split_member(source)
    try:
        _refuse_large(path, limit)
        return read_member(path, members, limit) if members else path.read_bytes()
    except OSError as error:
        raise _unreadable(source, error) from error


def _refuse_large(path: Path, limit: int) -> None:
    size = path.stat().st_size
    if size > limit:
        raise ReadingError(too_large_message(str(path), limit, size))


def too_large_message(name: str, limit: int, size: int = 0) -> str:
    """Why a file that is larger than ``limit`` bytes is refused; its size is said where it is known."""
    return Message(
        "文件太大：{name}（{known}上限 {limit} MB，设置 file_bytes 或 QA_FILE_BYTES）。请拆成几个文件",
        name=name,
        known=Message("{size} MB，", size=size // 1_000_000) if size else "",
        limit=limit // 1_000_000,
    )


def _unreadable(source: Path, error: OSError) -> ReadingError:
    return ReadingError(
        Message("文件读不了：{source}（{error}）。请检查文件是否存在、是否有权限", source=source, error=error.strerror)
    )


def content_hash(content: bytes) -> str:
    """SHA-256 of a file's content, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def canonical(path: Path) -> Path:
    """The one absolute path of a file or folder, however it is written: without ``..`` and links to folders."""
    path = path.expanduser().absolute()
    return path.resolve() if path.is_dir() else path.parent.resolve() / path.name


def find_files(
    paths: Sequence[Path],
    on_missing: Callable[[Path, str], None],
    limit: int = DEFAULT_LIMIT,
    on_archive: Callable[[Path], None] = lambda _: None,
) -> Iterator[Path]:
    """The files under ``paths`` as canonical paths, in order, each once; hidden files in folders are left out.

    A zip stands for the files in it, /a/b.zip/c.docx.

    Args:
        paths: files and folders.
        on_missing: told of each path that is not there, is refused or holds nothing to read, and why.
        limit: how many bytes a file may have, and a zip may unpack to.
        on_archive: told of each zip whose files are all given.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in _found(canonical(path), on_missing):
            if file in seen:
                continue
            seen.add(file)
            if file.suffix.lower() == ARCHIVE_SUFFIX:
                yield from _unpacked(file, on_missing, limit, on_archive)
            else:
                yield file


def _found(path: Path, on_missing: Callable[[Path, str], None]) -> list[Path]:
    if path.is_dir():
        files = [file for file in sorted(path.rglob("*")) if file.is_file() and not _hidden(file, path)]
        if not any(file.suffix.lower() in SUPPORTED_SUFFIXES for file in files):
            remedy = Message("可以读的格式：{formats}", formats=listed(SUPPORTED_SUFFIXES))
            on_missing(path, Message("文件夹里没有可以读的文件：{path}。{remedy}", path=path, remedy=remedy))
        return files
    if path.is_file():
        return [path]
    found = Message("路径不是文件也不是文件夹") if path.exists() else Message("路径不存在")
    on_missing(path, Message("{found}：{path}。请检查路径是否写对", found=found, path=path))
    return []


def _unpacked(
    file: Path, on_missing: Callable[[Path, str], None], limit: int, on_archive: Callable[[Path], None]
) -> list[Path]:
    """The files in a zip; none where it is refused."""
    try:
        _refuse_large(file, limit)
        members = list(member_paths(file, limit, on_missing))
    except ReadingError as error:
        on_missing(file, message_of(error))
        return []
    except OSError as error:
        on_missing(file, message_of(_unreadable(file, error)))
        return []
    if not members:
        on_missing(file, Message("压缩包里没有文件：{file}。请检查压缩包", file=file))
    on_archive(file)
    return members


def _is_writable(name: str) -> bool:
    """Whether a file's name can be stored and shown: the bytes of a name need not be text."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)
