"""Electronic books (EPUB 2 and 3): the chapters in their order."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.base import Format
from qa.reading.formats.extracted_text import ExtractedText, Line, join_lines
from qa.reading.formats.html_elements import element_lines, parse_html
from qa.reading.formats.xml_parts import Package
from qa.reading.text_encoding import decode

_CONTAINER = "META-INF/container.xml"
_PAGES = {"application/xhtml+xml", "text/html"}
_FRAGMENT = re.compile(r"[#?].*")


def epub_text(content: bytes, source: str) -> ExtractedText:
    """Return the text of a book, with its title and the headings of its chapters.

    Raises:
        ReadingError: the file is damaged, or a chapter cannot be decoded, has no element or has elements that are
            nested too deep; ``source`` names the file in the message.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            lines, title = _book(Package(archive), source)
    except ReadingError:
        raise
    except Exception as error:
        # A damaged file can make zipfile and lxml raise almost anything.
        raise ReadingError(
            Message("电子书打不开：{source}（文件损坏或不是 EPUB）。请重新下载或转换", source=source)
        ) from error
    return replace(join_lines(lines, title), encoding="epub")


def _book(package: Package, source: str) -> tuple[list[Line], str]:
    """Return the lines of a book and its title.

    Raises:
        ValueError: the package names no book.
        ReadingError: a chapter cannot be read.
    """
    from urllib.parse import unquote

    container = package.xml(_CONTAINER)
    place = container.find(".//{*}rootfile") if container is not None else None
    path = place.get("full-path", "") if place is not None else ""
    root = package.xml(path)
    if root is None or root.find("{*}spine") is None:
        raise ValueError("no book")
    items = {
        item.get("id"): package.resolve(path, unquote(_FRAGMENT.sub("", item.get("href", ""))))
        for item in root.iterfind("{*}manifest/{*}item")
        if item.get("media-type") in _PAGES and "nav" not in item.get("properties", "").split()
    }
    chapters = (items.get(reference.get("idref")) for reference in root.iterfind("{*}spine/{*}itemref"))
    lines: list[Line] = []
    tables = 0
    for chapter in filter(None, chapters):
        page = package.read(chapter)
        if page and page.strip():
            added = list(_chapter_lines(page, source, tables))
            tables = max([tables, *(line.table for line in added)])
            lines += added
    return lines, " ".join((root.findtext("{*}metadata/{*}title") or "").split())


def _chapter_lines(page: bytes, source: str, tables: int) -> Iterator[Line]:
    """Yield the lines of a chapter; its tables are numbered from ``tables`` + 1 on."""
    text, _ = decode(page, source)
    for line in element_lines(parse_html(text, source)):
        yield replace(line, table=line.table + tables) if line.table else line


FORMAT = Format(
    suffixes=(".epub",),
    media_type="application/epub+zip",
    extract=epub_text,
    package_type="application/epub+zip",
)
