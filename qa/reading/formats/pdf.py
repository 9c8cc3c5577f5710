"""Read PDF files: recognise scanned pages, join lines into paragraphs, leave out running heads."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.base import Format
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.formats.page_notes import with_footnotes, without_watermarks
from qa.reading.formats.pdf_paragraphs import join_paragraphs
from qa.reading.formats.pdf_scans import LEAST_LETTERS, recognise_scan, scanned_pages
from qa.reading.formats.printed_lines import PrintedLine, printed_lines
from qa.reading.formats.printed_title import printed_title
from qa.reading.formats.running_heads import without_running_heads
from qa.reading.formats.tab_tables import with_tab_tables
from qa.reading.page_progress import page_read
from qa.reading.recognition import INSTALL_COMMAND, check_confidence, is_installed

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_PDFIUM = threading.Lock()
"""held while PDFium is used, because it is not safe for threads"""
_MOST_ODD = 0.05
"""share of replacement, private-use and control characters above which a text layer counts as garbled"""
_LEAST_SINGLE = 20
"""number of one-character lines below which the order of a page is not judged"""
_MOST_SINGLE = 0.5
"""share of a page's characters on one-character lines above which its order counts as lost"""
_LEAST_COMMON = 0.7
"""share of common ideographs below which a text layer counts as garbled"""
_LEAST_IDEOGRAPHS = 50
"""number of ideographs that a text must exceed before the share of common ones is judged"""
_COMMON = {"gb2312": 0xF7, "big5": 0xC6}
"""for each character set, simplified and traditional, the first byte of its last common ideograph"""


def pdf_text(content: bytes, source: str) -> ExtractedText:
    """Return the text of a PDF file, with the positions at which its pages begin.

    Raises:
        ReadingError: the file is damaged or encrypted, its text layer is missing or garbled, the reading order of a
            page cannot be found, or a scanned page is not legible; ``source`` names it in the message.
    """
    import pypdfium2

    try:
        with _PDFIUM:
            document = pypdfium2.PdfDocument(content)
            try:
                pages = [printed_lines(document[number]) for number in range(len(document))]
                confidences = _recognise_scans(document, pages)
            finally:
                document.close()
    except pypdfium2.PdfiumError as error:
        encrypted = "password" in str(error).lower()
        why = Message("有密码") if encrypted else Message("文件损坏或不是 PDF")
        raise ReadingError(
            Message("PDF 打不开：{source}（{why}）。请去掉密码或重新导出 PDF", source=source, why=why)
        ) from error
    check_confidence(confidences, source)
    _check_text_layer(pages, source)
    _check_order(pages, source)
    text_pages = with_footnotes(without_running_heads(without_watermarks(pages)))
    title = printed_title(text_pages[0]) if text_pages else ""
    extracted = replace(join_paragraphs(text_pages), encoding="pdf", title=title)
    return replace(with_tab_tables(extracted), recognised=confidences) if any(confidences) else extracted


def _recognise_scans(document: "PdfDocument", pages: list[list[PrintedLine]]) -> tuple[float | None, ...]:
    """Recognise the pages without a readable text layer, if the extra ``ocr`` is installed, and replace their lines.

    These are all pages if the text layer is garbled, or else the scanned pages and those whose order is lost.

    Args:
        document: the file.
        pages: the lines of each page; changed in place.

    Returns:
        The mean confidence of each page; ``None`` for a page that was not recognised, and for one on which no text was
        found.
    """
    confidences: list[float | None] = [None] * len(pages)
    if not is_installed():
        return tuple(confidences)
    garbled = _is_garbled(pages)
    scans = range(len(pages)) if garbled else scanned_pages(document, pages)
    unordered = {number for number, lines in enumerate(pages) if not _has_order(lines)}
    chosen = sorted(unordered.union(scans))
    if chosen:
        page_read(0, len(chosen))
    for done, number in enumerate(chosen, start=1):
        page = recognise_scan(document, number)
        pages[number] = list(page.lines)
        confidences[number] = page.confidence if page.lines else None
        page_read(done, len(chosen))
    return tuple(confidences)


def _check_text_layer(pages: Sequence[Sequence[PrintedLine]], source: str) -> None:
    """Raise a ``ReadingError`` if the text layer is missing or garbled."""
    letters = sum(sum(map(str.isalnum, line.text)) for lines in pages for line in lines)
    if letters < LEAST_LETTERS * max(1, len(pages)):
        if is_installed():
            raise ReadingError(Message("PDF 里没有认出文字：{source}。请重新扫描，或换有文字层的文件", source=source))
        raise ReadingError(
            Message(
                "PDF 没有文字层：{source}（多半是扫描件）。请运行 {command}，再添加",
                source=source,
                command=INSTALL_COMMAND,
            )
        )
    if _is_garbled(pages):
        raise ReadingError(
            Message(
                "PDF 的文字层是乱码：{source}。请重新导出 PDF，或运行 {command}，再添加",
                source=source,
                command=INSTALL_COMMAND,
            )
        )


def _is_garbled(pages: Sequence[Sequence[PrintedLine]]) -> bool:
    """Return whether a text layer has so many wrong or rare characters that it counts as garbled."""
    text = "".join(line.text for lines in pages for line in lines)
    odd = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or (c < " " and c not in "\t\x02") for c in text)
    return odd > _MOST_ODD * len(text) or _has_rare_ideographs(text)


def _check_order(pages: Sequence[Sequence[PrintedLine]], source: str) -> None:
    """Raise a ``ReadingError`` if the reading order of a page cannot be found."""
    for number, lines in enumerate(pages, start=1):
        if not _has_order(lines):
            raise ReadingError(
                Message(
                    "PDF 第 {page} 页的文字顺序读不出来：{source}。请重新导出 PDF，或运行 {command}，再添加",
                    page=number,
                    source=source,
                    command=INSTALL_COMMAND,
                )
            )


def _has_order(lines: Sequence[PrintedLine]) -> bool:
    """Return whether the order of a page can be trusted: few of its lines have a single character.

    The order is not trusted if at least ``_LEAST_SINGLE`` lines have a single character and together hold more than
    ``_MOST_SINGLE`` of the characters of the page.
    """
    single = sum(len(line.text) == 1 for line in lines)
    return single < _LEAST_SINGLE or single <= _MOST_SINGLE * sum(len(line.text) for line in lines)


def _has_rare_ideographs(text: str) -> bool:
    """Return whether too few ideographs of a text are common in the simplified set, and too few in the traditional set.

    Wrong character codes give rare ideographs. The result is false for a short text.
    """
    ideographs = [c for c in text if "\u4e00" <= c <= "\u9fff"]
    return len(ideographs) > _LEAST_IDEOGRAPHS and all(
        sum(_is_common(c, charset) for c in ideographs) < _LEAST_COMMON * len(ideographs) for charset in _COMMON
    )


def _is_common(character: str, charset: str) -> bool:
    """Return whether a character is a common one of a character set; the common ones come first in it."""
    try:
        return character.encode(charset)[0] <= _COMMON[charset]
    except UnicodeEncodeError:
        return False


FORMAT = Format(
    suffixes=(".pdf",),
    media_type="application/pdf",
    extract=pdf_text,
    signature=b"%PDF-",
    is_isolated=True,
)
