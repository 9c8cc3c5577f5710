"""Read the bytes of a file as a document."""

import re
from dataclasses import replace
from pathlib import Path

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.document_parts import document_from_records, document_from_text
from qa.reading.file_content import DEFAULT_LIMIT
from qa.reading.formats.office_package import ordinary_package
from qa.reading.formats.registry import format_of
from qa.reading.formats.zip_file import open_zip
from qa.reading.layout_repair import repair_layout
from qa.reading.page_progress import OnPage
from qa.reading.parser_process import ParserProcess
from qa.types import Document

_PARSERS = ParserProcess()
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""matches control characters and lone surrogates, which a damaged file may hold"""


def read_document(
    source: Path, content: bytes, limit: int = DEFAULT_LIMIT, on_page: OnPage = lambda done, total: None
) -> Document:
    """Read a file as a document.

    Args:
        source: the path of the file as :func:`qa.reading.find_files` returns it; its ending decides the format if the
            content does not.
        content: the bytes of the file.
        limit: maximum unpacked size of a zip-based file, in bytes.
        on_page: called after text recognition of each page, with the number of pages done and in total.

    Raises:
        ReadingError: the format is not supported, or the file is empty, damaged, not text, or without a body.
    """
    name = str(source)
    file_format = format_of(source, content)
    if not content.strip():
        raise ReadingError(Message("文件是空的：{source}。请换一个有文字的文件", source=name))
    if file_format.package_type:
        open_zip(source, content, limit).close()
        content = ordinary_package(content)
    if file_format.is_isolated:
        extracted = _PARSERS.extract(file_format.extract, content, name, on_page)
    else:
        extracted = file_format.extract(content, name)
    extracted = replace(extracted, text=_NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", extracted.text))
    extracted = repair_layout(extracted)
    to_document = document_from_records if file_format.holds_records else document_from_text
    return to_document(extracted, source=name, media_type=file_format.media_type)
