"""Read the bytes of a file as a document."""

import re
from dataclasses import replace
from pathlib import Path

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.document_parts import document_from_records, document_from_text
from qa.reading.file_content import DEFAULT_LIMIT
from qa.reading.formats.registry import format_of
from qa.reading.formats.zip_file import open_zip
from qa.types import Document

_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""control characters and halves of surrogate pairs, which a damaged file may hold"""


def read_document(source: Path, content: bytes, limit: int = DEFAULT_LIMIT) -> Document:
    """Read a file as a document.

    Args:
        source: the path of the file; its ending decides the format where the content does not.
        content: the bytes of the file.
        limit: maximum unpacked size of a zip-based file, in bytes.

    Raises:
        ReadingError: the format is not supported, or the file is empty, damaged, not text, or without a body.
    """
    name = str(source)
    if not _is_utf8(name):
        raise ReadingError(Message("文件名不是 UTF-8：{name!a}。请改个文件名", name=name))
    file_format = format_of(source, content)
    if not content.strip():
        raise ReadingError(Message("文件是空的：{source}。请换一个有文字的文件", source=name))
    if file_format.package_type:
        open_zip(source, content, limit).close()
    extracted = file_format.extract(content, name)
    extracted = replace(extracted, text=_NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", extracted.text))
    to_document = document_from_records if file_format.holds_records else document_from_text
    return to_document(extracted, source=name, media_type=file_format.media_type)


def _is_utf8(name: str) -> bool:
    """Return whether a file name can be stored and shown: on Linux a name is bytes, which need not be UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
