"""Read the bytes of a file as documents."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.compiled_documents import FilePart, file_parts, part_names
from qa.reading.document_parts import document_from_records, document_from_text
from qa.reading.file_content import DEFAULT_LIMIT
from qa.reading.formats.base import Format
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.formats.look_alikes import replace_look_alikes
from qa.reading.formats.office_package import ordinary_package
from qa.reading.formats.registry import format_of
from qa.reading.formats.zip_file import open_zip
from qa.reading.layout_repair import repair_layout
from qa.reading.page_progress import OnPage
from qa.reading.parser_process import ParserProcess, parser_failure
from qa.reading.zip_members import is_archive
from qa.types import Document

_PARSERS = ParserProcess()
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""matches lone surrogates, which a damaged file may hold, and all control characters but tab and line end"""


def read_document(
    source: Path, content: bytes, limit: int = DEFAULT_LIMIT, on_page: OnPage = lambda done, total: None
) -> Document:
    """Read a file as one document, even if it is a compilation of several.

    Args:
        source: the path of the file as :func:`qa.reading.find_files` returns it; its ending decides the format if the
            content does not.
        content: the bytes of the file.
        limit: maximum unpacked size of a zip-based file, in bytes.
        on_page: called page by page during text recognition, with the number of pages recognised so far, from 0, and
            the total number of pages to recognise.

    Raises:
        ReadingError: the format is not supported; or the file is empty, encrypted, damaged, not text, without a body,
            or exceeds a limit of size, time or memory.
    """
    file_format = format_of(source, content)
    extracted = _extracted(file_format, source, content, limit, on_page)
    to_document = document_from_records if file_format.holds_records else document_from_text
    return to_document(extracted, source=str(source), media_type=file_format.media_type)


def read_documents(
    source: Path, content: bytes, limit: int = DEFAULT_LIMIT, on_page: OnPage = lambda done, total: None
) -> tuple[Document, ...]:
    """Read a file as documents: one, or each document of a compilation.

    The path of a document in a compilation continues the path of the file with the document's title, and its media type
    states which part of the file it is. The text above the first document becomes a document with the file's own path,
    unless it is only boilerplate. A table of records, a mail, and a file whose name ends in .zip are always one
    document.

    The arguments and errors are those of :func:`read_document`.
    """
    file_format = format_of(source, content)
    extracted = _extracted(file_format, source, content, limit, on_page)
    if file_format.holds_records:
        return (document_from_records(extracted, source=str(source), media_type=file_format.media_type),)
    # A path below a mail or an archive names an attachment or a member.
    parts = (FilePart(extracted, 0),) if is_archive(source.name) else file_parts(extracted)
    return _documents(parts, source, file_format.media_type)


def _extracted(file_format: Format, source: Path, content: bytes, limit: int, on_page: OnPage) -> ExtractedText:
    """Return the text of a file with its layout repaired (:func:`repair_layout`).

    Control characters and lone surrogates are replaced with U+FFFD, and radicals and compatibility ideographs with the
    ordinary characters that look the same (:func:`replace_look_alikes`).

    Raises:
        ReadingError: the file is empty or cannot be read.
    """
    if not content.strip():
        raise ReadingError(Message("文件是空的：{source}。请换一个有文字的文件", source=str(source)))
    if file_format.package_type:
        open_zip(source, content, limit).close()
        content = ordinary_package(content)
    if file_format.is_isolated:
        extracted = _PARSERS.extract(file_format.extract, content, str(source), on_page)
    else:
        extracted = _extracted_here(file_format, source, content)
    text = replace_look_alikes(_NOT_TEXT.sub("\N{REPLACEMENT CHARACTER}", extracted.text))
    extracted = replace(extracted, text=text, title=replace_look_alikes(extracted.title))
    return repair_layout(extracted)


def _extracted_here(file_format: Format, source: Path, content: bytes) -> ExtractedText:
    try:
        return file_format.extract(content, str(source))
    except ReadingError:
        raise
    except Exception as error:
        # A damaged file can make a parser raise any exception, which must not stop the addition.
        raise ReadingError(parser_failure(str(source))) from error


def _documents(parts: Sequence[FilePart], source: Path, media_type: str) -> tuple[Document, ...]:
    """Return the documents of a file, without parts that hold nothing but boilerplate.

    Raises:
        ReadingError: all parts hold nothing but boilerplate.
    """
    documents: list[Document] = []
    numbers: list[int] = []
    for part in parts:
        try:
            document = document_from_text(part.extracted, source=str(source), media_type=media_type)
        except ReadingError:
            if part is parts[-1] and not documents:
                raise
            continue
        documents.append(document)
        numbers.append(part.number)
    names = part_names([document.metadata.title for document in documents])
    return tuple(
        replace(document, source=str(source / name), media_type=f"{media_type};part={number}") if number else document
        for document, name, number in zip(documents, names, numbers, strict=True)
    )
