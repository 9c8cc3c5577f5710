"""The registry of file formats: it finds the format of a file by its content first and by its ending second.

To add a format, write a module with a ``FORMAT`` and add it to ``FORMATS``.
"""

from pathlib import Path
from zipfile import ZipFile

from qa.errors import ReadingError
from qa.messages import Message, listed
from qa.reading.formats import csv_table, excel, html_page, markdown, pdf, plain_text, web_archive, word
from qa.reading.formats.base import Format
from qa.reading.formats.zip_file import ZIP_SUFFIX, content_types, parsed_zip

FORMATS = (
    plain_text.FORMAT,
    markdown.FORMAT,
    html_page.FORMAT,
    web_archive.FORMAT,
    word.FORMAT,
    pdf.FORMAT,
    csv_table.FORMAT,
    excel.FORMAT,
)
_REMEDIES = {
    (".doc", ".wps", ".rtf", ".odt"): Message("请用 Word 或 WPS 打开后另存为 docx"),
    (".xls", ".et", ".ods"): Message("请用 Excel 或 WPS 打开后另存为 xlsx"),
    (".ofd", ".ppt", ".pptx", ".caj"): Message("请打开后另存为 PDF"),
    (".rar", ".7z", ".tar", ".gz"): Message("请解开，或重新压缩为 zip"),
    (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp"): Message("请先做文字识别（OCR）"),
}
"""endings of unsupported formats → the advice for the user"""
SUPPORTED_SUFFIXES = (*(suffix for format_ in FORMATS for suffix in format_.suffixes), ZIP_SUFFIX)
"""the endings of the files that can be added, including zip archives of them"""

_BY_SUFFIX = {suffix: format_ for format_ in FORMATS for suffix in format_.suffixes}
_REMEDY_BY_SUFFIX = {suffix: remedy for suffixes, remedy in _REMEDIES.items() for suffix in suffixes}


def format_of(source: Path, content: bytes) -> Format:
    """Return the format of a file, by the content first and by the ending second.

    Raises:
        ReadingError: the format is not supported; the message names the file and a remedy.
    """
    archive = parsed_zip(content)
    recognised = package_format(archive) if archive else _format_by_signature(content)
    if recognised:
        return recognised
    by_suffix = _BY_SUFFIX.get(source.suffix.lower())
    if by_suffix is None:
        raise _unsupported(source, _REMEDY_BY_SUFFIX.get(source.suffix.lower()) or supported_formats())
    if archive and not by_suffix.package_type:
        raise _unsupported(source, Message("内容是 zip 压缩包，请把后缀改为 .zip"))
    return by_suffix


def package_format(archive: ZipFile) -> Format | None:
    """Return the format of the document that a zip file is a package of; ``None`` for other zip files."""
    types = content_types(archive)
    return next((format_ for format_ in FORMATS if format_.package_type and format_.package_type in types), None)


def _format_by_signature(content: bytes) -> Format | None:
    return next((format_ for format_ in FORMATS if format_.signature and content.startswith(format_.signature)), None)


def supported_formats() -> Message:
    """Return the message that lists the endings of the supported formats."""
    return Message("可以读的格式：{formats}", formats=listed(SUPPORTED_SUFFIXES))


def _unsupported(source: Path, remedy: Message) -> ReadingError:
    return ReadingError(Message("不支持这种格式：{name}。{remedy}", name=str(source), remedy=remedy))
