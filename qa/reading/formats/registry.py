"""The registry of file formats: find the format of a file by its content, or else by its ending.

To add a format, write a module with a ``FORMAT`` and add it to ``FORMATS``.
"""

import re
from pathlib import Path
from zipfile import ZipFile

from qa.errors import ReadingError
from qa.messages import Message, listed
from qa.reading.formats import (
    csv_table,
    epub,
    excel,
    html_page,
    image,
    legacy_excel,
    legacy_word,
    mail,
    markdown,
    ofd,
    open_document,
    open_spreadsheet,
    pdf,
    plain_text,
    presentation,
    rtf,
    web_archive,
    word,
)
from qa.reading.formats.base import Format
from qa.reading.formats.encrypted import encrypted_error, is_encrypted_ole, is_encrypted_package
from qa.reading.formats.office_package import ordinary_types
from qa.reading.formats.ole_file import OLE_SIGNATURE, ole_streams
from qa.reading.formats.zip_file import ZIP_SUFFIX, package_types, parsed_zip
from qa.reading.text_encoding import decode

FORMATS = (
    plain_text.FORMAT,
    markdown.FORMAT,
    html_page.FORMAT,
    web_archive.FORMAT,
    word.FORMAT,
    legacy_word.FORMAT,
    rtf.FORMAT,
    open_document.FORMAT,
    open_document.FLAT_FORMAT,
    pdf.FORMAT,
    ofd.FORMAT,
    presentation.FORMAT,
    epub.FORMAT,
    mail.FORMAT,
    csv_table.FORMAT,
    excel.FORMAT,
    legacy_excel.FORMAT,
    open_spreadsheet.FORMAT,
    open_spreadsheet.FLAT_FORMAT,
    *image.FORMATS,
)
_REMEDIES = {
    (".xml",): Message("请用 Word、Excel 或 WPS 打开后另存为 docx 或 xlsx"),
    (".ppt", ".dps", ".caj"): Message("请打开后另存为 PDF"),
    (".bmp", ".webp", ".heic"): Message("请打开后另存为 PNG 或 JPG"),
    (".rar", ".7z", ".tar", ".gz"): Message("请解开，或重新压缩为 zip"),
}
"""advice for the user by the endings of unsupported formats"""
SUPPORTED_SUFFIXES = (*(suffix for format_ in FORMATS for suffix in format_.suffixes), ZIP_SUFFIX)
"""the endings of the files that can be added, including zip archives of them"""

_BY_SUFFIX = {suffix: format_ for format_ in FORMATS for suffix in format_.suffixes}
_REMEDY_BY_SUFFIX = {suffix: remedy for suffixes, remedy in _REMEDIES.items() for suffix in suffixes}
_ZIP_REMEDY = Message("内容是 zip 压缩包，请把后缀改为 .zip")
_HEAD = 4096
_LONGEST_MAIL_HEADER = 65_536
"""bytes to search for the fields of a mail; relays and filters add some kilobytes of fields"""
_BLANKS = b"\xef\xbb\xbf \t\r\n"
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FLAT = rb"(?:<\?xml[^>]*\?>\s*)?<office:document\s[^>]*office:mimetype=[\"']application/vnd\.oasis\.opendocument\."
_BEGINNINGS = (
    (re.compile(_FLAT + b"text"), open_document.FLAT_FORMAT),
    (re.compile(_FLAT + b"spreadsheet"), open_spreadsheet.FLAT_FORMAT),
    (re.compile(rb"<!doctype html|<html|<\?xml[^>]*\?>\s*<(?:!doctype )?html", re.IGNORECASE), html_page.FORMAT),
    (re.compile(rb"mime-version:.*multipart/related", re.IGNORECASE | re.DOTALL), web_archive.FORMAT),
    (re.compile(rb"(?:[a-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*(?:from|message-id): ", re.IGNORECASE), mail.FORMAT),
)
"""patterns that match the beginning of a file in a text format, each with its format; office programs also save such
files with the endings of their own formats"""
_MAIL = re.compile(
    rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*+)*?(?:mime-version: *1|message-id: *<[^>\s]+@)", re.IGNORECASE
)
"""matches the header of a mail that a mail program saved with the ending of a text file"""


_OFFICE_XML = re.compile(
    rb"<\?xml[^>]*\?>(?>\s*<\?[^>]*>|\s*<!--.*?-->)*+\s*<(?:w:wordDocument|pkg:package|(?:ss:)?Workbook)\s", re.DOTALL
)
"""matches the beginning of a document or table that Office saved as one XML file, with the ending .xml, .doc or .xls.
The pattern does not backtrack: otherwise each comment would double the time"""


def format_of(source: Path, content: bytes) -> Format:
    """Return the format of a file, found by the content or else by the ending.

    Raises:
        ReadingError: the file is encrypted, or its format is not supported; the message names the file and a remedy.
    """
    archive = parsed_zip(content)
    if is_encrypted_package(archive) if archive else is_encrypted_ole(content):
        raise encrypted_error(str(source))
    if _OFFICE_XML.match(content[:_HEAD].lstrip(_BLANKS)):
        raise _unsupported(source, _REMEDY_BY_SUFFIX[".xml"])
    recognised = package_format(archive) if archive else _format_by_signature(content)
    if recognised:
        return recognised
    suffix = source.suffix.lower()
    by_suffix = _BY_SUFFIX.get(suffix)
    if archive and (by_suffix is None or not by_suffix.package_type):
        raise _unsupported(source, _remedy(suffix) if by_suffix is None else _ZIP_REMEDY)
    if by_suffix is None or _is_binary(by_suffix):
        by_suffix = _format_by_text(content, by_suffix) or by_suffix
    elif by_suffix in (plain_text.FORMAT, markdown.FORMAT) and _MAIL.match(
        content[:_LONGEST_MAIL_HEADER].lstrip(_BLANKS)
    ):
        return mail.FORMAT
    if by_suffix is None:
        raise _unsupported(source, _remedy(suffix))
    return by_suffix


def package_format(archive: ZipFile) -> Format | None:
    """Return the format of a zip file that is the package of a document; ``None`` for other zip files."""
    types = ordinary_types(package_types(archive))
    return next((format_ for format_ in FORMATS if format_.package_type and format_.package_type in types), None)


def _format_by_signature(content: bytes) -> Format | None:
    if content.startswith(OLE_SIGNATURE):
        streams = ole_streams(content)
        return next((format_ for format_ in FORMATS if streams.intersection(format_.ole_streams)), None)
    begin = content[:_HEAD].lstrip(_BLANKS)
    return next((format_ for format_ in FORMATS if format_.signature and begin.startswith(format_.signature)), None)


def _is_binary(format_: Format) -> bool:
    return bool(format_.signature or format_.package_type or format_.ole_streams)


def _format_by_text(content: bytes, by_suffix: Format | None) -> Format | None:
    """Return the text format of a file whose ending is unknown or that of a binary format; ``None`` if none is found.

    Office programs save web pages with the endings of their own formats. Exported tables and texts with the endings of
    OLE files, such as .xls and .doc, are often plain text; plain text with another ending gives ``None``.
    """
    begin = _beginning(content)
    found = next((format_ for pattern, format_ in _BEGINNINGS if pattern.match(begin)), None)
    if found or by_suffix is None or not content.strip() or _NOT_TEXT.search(begin):
        return found
    if by_suffix.package_type or by_suffix.signature:
        return None
    return csv_table.FORMAT if by_suffix.holds_records else plain_text.FORMAT


def _beginning(content: bytes) -> bytes:
    """Return the first bytes of a file without leading blanks; a text in UTF-16 is converted to UTF-8."""
    begin = content[:_HEAD]
    if b"\x00" in begin:
        try:
            begin = decode(begin, "")[0].encode()
        except ReadingError:
            return begin
    return begin.lstrip(_BLANKS)


def supported_formats() -> Message:
    """Return the message that lists the endings of the supported formats."""
    return Message("可以读的格式：{formats}", formats=listed(SUPPORTED_SUFFIXES))


def _remedy(suffix: str) -> Message:
    return _REMEDY_BY_SUFFIX.get(suffix) or supported_formats()


def _unsupported(source: Path, remedy: Message) -> ReadingError:
    return ReadingError(Message("不支持这种格式：{name}。{remedy}", name=str(source), remedy=remedy))
