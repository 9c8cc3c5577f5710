"""Read OFD files, the page format for official documents (GB/T 33190-2016).

Annotations (such as watermarks) and signatures with their seals are in separate parts, which are not read. The library
ofdkit was tried. It does not join lines to paragraphs and leaves running heads in place.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.base import Format
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.formats.ofd_page import PageReader
from qa.reading.formats.ofd_scans import page_picture, pictures, recognise_picture
from qa.reading.formats.pdf_paragraphs import join_paragraphs
from qa.reading.formats.printed_lines import PrintedLine
from qa.reading.formats.printed_title import printed_title
from qa.reading.formats.running_heads import without_running_heads
from qa.reading.formats.tab_tables import with_tab_tables
from qa.reading.formats.xml_parts import Package
from qa.reading.page_progress import page_read
from qa.reading.recognition import INSTALL_COMMAND, check_confidence, is_installed

if TYPE_CHECKING:
    from lxml.etree import _Element

_A4 = 210.0, 297.0
_POINTS = 72 / 25.4
"""points in a millimetre"""
_LEAST_LETTERS = 5
"""number of letters and digits below which a page may be a scan; a file with fewer per page on average is refused"""


class _MissingPageError(Exception):
    """Raised when a file lacks a page that it lists, or a template that such a page uses.

    Args:
        number: the number of the page in its document, from 1.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def ofd_text(content: bytes, source: str) -> ExtractedText:
    """Return the text of a file, with the positions at which its pages begin.

    A file can hold several documents. Their pages follow each other. If more than one document has text, the result has
    the positions at which the documents with text begin.

    Raises:
        ReadingError: the file is damaged or incomplete, its pages hold no text, or a scanned page is not legible;
            ``source`` names it in the message.
    """
    documents = _documents(content, source)
    pages = [page for document in documents for page in document]
    confidences = _recognise_scans(pages, source) if is_installed() else (None,) * len(pages)
    if sum(page.letters for page in pages) < _LEAST_LETTERS * max(1, len(pages)):
        raise _no_text(pages, source)
    check_confidence(confidences, source)
    texts = [join_paragraphs(without_running_heads([page.lines for page in document])) for document in documents]
    joined = replace(_joined(texts), title=printed_title(pages[0].lines) if pages else "")
    return replace(with_tab_tables(joined), recognised=confidences) if any(confidences) else joined


def scanned_page(content: bytes, source: str, number: int) -> bytes | None:
    """Return the picture of a scanned page; empty if the page is not a scan, ``None`` if the file has no such page.

    Args:
        content: the bytes of the file.
        source: the path of the file.
        number: the number of the page in the file, from 1.

    Raises:
        ReadingError: the file is damaged; ``source`` names it in the message.
    """
    pages = [page for document in _documents(content, source) for page in document]
    return pages[number - 1].picture if 1 <= number <= len(pages) else None


def _documents(content: bytes, source: str) -> "list[list[_Page]]":
    """Return the pages of each document in a file.

    Raises:
        ReadingError: the file is damaged, or lacks a page that it lists.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            package = Package(archive)
            return [list(_Document.of(package, path).pages()) for path in _document_paths(package)]
    except _MissingPageError as error:
        raise ReadingError(
            Message(
                "OFD 文件缺少第 {page} 页的内容：{source}（文件不完整）。请重新取得或重新导出这个文件",
                page=error.number,
                source=source,
            )
        ) from error
    except Exception as error:
        # A damaged file can make zipfile and lxml raise almost anything.
        raise ReadingError(
            Message("OFD 文件打不开：{source}（文件损坏或不是 OFD）。请打开后重新导出", source=source)
        ) from error


def _recognise_scans(pages: "Sequence[_Page]", source: str) -> tuple[float | None, ...]:
    """Recognise the text of the pages that are pictures, and set their lines in place.

    Returns:
        The mean confidence of each page; ``None`` for a page that is not a picture, and for a picture on which no text
        was recognised.
    """
    confidences: list[float | None] = [None] * len(pages)
    scans = [number for number, page in enumerate(pages) if page.picture]
    for done, number in enumerate(scans):
        page_read(done, len(scans))
        read = recognise_picture(pages[number].picture, source, pages[number].width)
        if read is not None and read.lines:
            pages[number].lines, confidences[number] = list(read.lines), read.confidence
    return tuple(confidences)


def _no_text(pages: "Sequence[_Page]", source: str) -> ReadingError:
    """Return the error for a file without text: text recognition is not installed, or it found no text."""
    if any(page.picture for page in pages) and not is_installed():
        return ReadingError(
            Message(
                "OFD 里没有文字：{source}（页面是图片）。请运行 {command}，再添加",
                source=source,
                command=INSTALL_COMMAND,
            )
        )
    return ReadingError(Message("OFD 里没有文字：{source}（页面是图片）。请打开后导出为 PDF 再添加", source=source))


def _joined(documents: Sequence[ExtractedText]) -> ExtractedText:
    """Return the texts of several documents as one, with the positions of all their pages.

    If more than one document has text, the result also has the positions at which the documents with text begin.
    """
    text = "\n".join(document.text for document in documents)
    starts = [0, *accumulate(len(document.text) + 1 for document in documents)][: len(documents)]
    pages = [start + page for start, document in zip(starts, documents, strict=True) for page in document.pages]
    filled = [start for start, document in zip(starts, documents, strict=True) if document.text.strip()]
    return ExtractedText(
        text,
        pages=tuple(min(page, len(text)) for page in pages),
        documents=tuple(filled) if len(filled) > 1 else (),
        encoding="ofd",
    )


def _document_paths(package: Package) -> Iterator[str]:
    """Yield the path of each document in the package.

    Raises:
        ValueError: the package has none.
    """
    root = package.xml("OFD.xml")
    bodies = root.findall("{*}DocBody/{*}DocRoot") if root is not None else []
    if not bodies:
        raise ValueError("no document")
    for body in bodies:
        yield package.resolve("OFD.xml", body.text or "")


@dataclass(slots=True)
class _Page:
    """The lines of a page, and its picture if it is a scan."""

    lines: list[PrintedLine]
    picture: bytes = b""
    width: float = 0.0
    """in points"""

    @property
    def letters(self) -> int:
        """The number of letters and digits."""
        return sum(sum(map(str.isalnum, line.text)) for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Document:
    """A document in the package."""

    package: Package
    path: str
    root: "_Element"
    reader: PageReader
    templates: dict[str, str]
    """the paths of the templates by their id"""
    media: dict[str, str]
    """the paths of the pictures by their id"""

    @classmethod
    def of(cls, package: Package, path: str) -> "_Document":
        root = package.xml(path)
        if root is None:
            raise ValueError(f"no part {path}")
        templates = {
            template.get("ID", ""): package.resolve(path, template.get("BaseLoc", ""))
            for template in root.iterfind("{*}CommonData/{*}TemplatePage")
        }
        media = dict(pictures(package, path, root))
        return cls(package, path, root, PageReader(dict(_units(package, path, root))), templates, media)

    def pages(self) -> Iterator[_Page]:
        """Yield each page.

        Raises:
            _MissingPageError: the package lacks the page or a template of it.
        """
        usual = _size(self.root.find("{*}CommonData/{*}PageArea"), _A4)
        for number, reference in enumerate(self.root.iterfind("{*}Pages/{*}Page"), start=1):
            page = self.package.xml(self.package.resolve(self.path, reference.get("BaseLoc", "")))
            if page is None:
                raise _MissingPageError(number)
            used = (self.templates.get(item.get("TemplateID", "")) for item in page.iterfind("{*}Template"))
            parts = [*(self.package.xml(path) for path in used if path), page]
            contents = [part for part in parts if part is not None]
            if len(contents) < len(parts):
                raise _MissingPageError(number)
            width, height = _size(page.find("{*}Area"), usual)
            read = _Page(self.reader.lines(contents, height), width=width * _POINTS)
            if read.letters < _LEAST_LETTERS:
                read.picture = page_picture(contents, self.media, self.package, width * height)
            yield read


def _units(package: Package, path: str, root: "_Element") -> Iterator[tuple[str, "_Element"]]:
    """Yield the id and the element of each composite object that the pages can refer to."""
    for name in ("PublicRes", "DocumentRes"):
        for reference in root.iterfind(f"{{*}}CommonData/{{*}}{name}"):
            resources = package.xml(package.resolve(path, reference.text or ""))
            if resources is not None:
                for unit in resources.iterfind("{*}CompositeGraphicUnits/{*}CompositeGraphicUnit"):
                    yield unit.get("ID", ""), unit


def _size(area: "_Element | None", default: tuple[float, float]) -> tuple[float, float]:
    """Return the width and height of a page in millimetres; ``default`` if its box is missing or damaged.

    The box has four numbers: left, top, width and height.
    """
    box = (area.findtext("{*}PhysicalBox") or "").split() if area is not None else []
    try:
        return float(box[2]), float(box[3])
    except (IndexError, ValueError):
        return default


FORMAT = Format(
    suffixes=(".ofd",),
    media_type="application/ofd",
    extract=ofd_text,
    package_type="application/ofd",
    is_isolated=True,
)
