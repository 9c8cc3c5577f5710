"""Read OFD files, the page format for official documents (GB/T 33190-2016).

Annotations (such as watermarks) and signatures with their seals are in separate parts, which are not read. The library
ofdkit was tried. It does not join lines to paragraphs and leaves running heads in place.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.base import Format
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.formats.ofd_page import PageReader
from qa.reading.formats.pdf_paragraphs import join_paragraphs
from qa.reading.formats.printed_lines import PrintedLine
from qa.reading.formats.running_heads import without_running_heads
from qa.reading.formats.xml_parts import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

_A4_HEIGHT = 297.0
_LEAST_LETTERS = 5
"""number of letters per page below which a file is taken to hold pictures of pages"""


def ofd_text(content: bytes, source: str) -> ExtractedText:
    """Return the text of a file, with the positions at which its pages begin.

    A file can hold several documents; their pages follow each other.

    Raises:
        ReadingError: the file is damaged, or its pages hold no text; ``source`` names it in the message.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            package = Package(archive)
            documents = [list(_Document.of(package, path).pages()) for path in _document_paths(package)]
    except Exception as error:
        # A damaged file can make zipfile and lxml raise almost anything.
        raise ReadingError(
            Message("OFD 文件打不开：{source}（文件损坏或不是 OFD）。请打开后重新导出", source=source)
        ) from error
    pages = [page for document in documents for page in document]
    if sum(sum(map(str.isalnum, line.text)) for lines in pages for line in lines) < _LEAST_LETTERS * max(1, len(pages)):
        raise ReadingError(Message("OFD 里没有文字：{source}（页面是图片）。请打开后导出为 PDF 再添加", source=source))
    return _joined([join_paragraphs(without_running_heads(document)) for document in documents])


def _joined(documents: Sequence[ExtractedText]) -> ExtractedText:
    """Return the texts of several documents as one, with the positions of all their pages."""
    text = "\n".join(document.text for document in documents)
    starts = accumulate((len(document.text) + 1 for document in documents), initial=0)
    pages = [start + page for start, document in zip(starts, documents, strict=False) for page in document.pages]
    return ExtractedText(text, pages=tuple(min(page, len(text)) for page in pages), encoding="ofd")


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


@dataclass(frozen=True, slots=True)
class _Document:
    """A document in the package."""

    package: Package
    path: str
    root: "_Element"
    reader: PageReader
    templates: dict[str, str]
    """the paths of the templates by their id"""

    @classmethod
    def of(cls, package: Package, path: str) -> "_Document":
        root = package.xml(path)
        if root is None:
            raise ValueError(f"no part {path}")
        templates = {
            template.get("ID", ""): package.resolve(path, template.get("BaseLoc", ""))
            for template in root.iterfind("{*}CommonData/{*}TemplatePage")
        }
        return cls(package, path, root, PageReader(dict(_units(package, path, root))), templates)

    def pages(self) -> Iterator[list[PrintedLine]]:
        """Yield the lines of each page; a page that the package lacks is empty."""
        usual = _height(self.root.find("{*}CommonData/{*}PageArea"), _A4_HEIGHT)
        for reference in self.root.iterfind("{*}Pages/{*}Page"):
            page = self.package.xml(self.package.resolve(self.path, reference.get("BaseLoc", "")))
            if page is None:
                yield []
                continue
            used = (self.templates.get(item.get("TemplateID", "")) for item in page.iterfind("{*}Template"))
            templates = [self.package.xml(path) for path in used if path]
            contents = [*(template for template in templates if template is not None), page]
            yield self.reader.lines(contents, _height(page.find("{*}Area"), usual))


def _units(package: Package, path: str, root: "_Element") -> Iterator[tuple[str, "_Element"]]:
    """Yield the id and the element of each composite object that the pages can refer to."""
    for name in ("PublicRes", "DocumentRes"):
        for reference in root.iterfind(f"{{*}}CommonData/{{*}}{name}"):
            resources = package.xml(package.resolve(path, reference.text or ""))
            if resources is not None:
                for unit in resources.iterfind("{*}CompositeGraphicUnits/{*}CompositeGraphicUnit"):
                    yield unit.get("ID", ""), unit


def _height(area: "_Element | None", default: float) -> float:
    """Return the height of a page in millimetres, from its box: left, top, width and height."""
    box = (area.findtext("{*}PhysicalBox") or "").split() if area is not None else []
    try:
        return float(box[3])
    except (IndexError, ValueError):
        return default


FORMAT = Format(
    suffixes=(".ofd",),
    media_type="application/ofd",
    extract=ofd_text,
    package_type="application/ofd",
    is_isolated=True,
)
