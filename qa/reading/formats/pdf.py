"""PDF files with a text layer: lines are joined into paragraphs, running heads and page numbers are left out."""

import threading
from collections.abc import Sequence
from dataclasses import replace

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.base import Format
from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.formats.pdf_paragraphs import join_paragraphs
from qa.reading.formats.printed_lines import PrintedLine, printed_lines
from qa.reading.formats.running_heads import without_running_heads

_PDFIUM = threading.Lock()
"""PDFium may be used by one thread at a time"""
_LEAST_LETTERS = 5
"""letters a page below which a file counts as a scan without a text layer"""
_MOST_ODD = 0.05
"""the share of private and control characters above which a text layer is garbled"""
_LEAST_COMMON = 0.7
"""the share of common ideographs below which a text layer is garbled"""
_LEAST_IDEOGRAPHS = 50
"""ideographs that a text must exceed to be judged by their share"""
_COMMON = {"gb2312": 0xF7, "big5": 0xC6}
"""character set → first byte of the last of its common ideographs: simplified, traditional"""


def pdf_text(content: bytes, source: str) -> ExtractedText:
    """Return the text of a PDF file, with the positions at which its pages begin.

    Raises:
        ReadingError: the file is damaged or encrypted, or its text layer is missing or garbled; ``source`` names it in
            the message.
    """
    import pypdfium2

    try:
        with _PDFIUM:
            document = pypdfium2.PdfDocument(content)
            try:
                pages = [printed_lines(document[number]) for number in range(len(document))]
            finally:
                document.close()
    except pypdfium2.PdfiumError as error:
        encrypted = "password" in str(error).lower()
        why = Message("有密码") if encrypted else Message("文件损坏或不是 PDF")
        raise ReadingError(
            Message("PDF 打不开：{source}（{why}）。请去掉密码或重新导出 PDF", source=source, why=why)
        ) from error
    _check_text_layer(pages, source)
    return replace(join_paragraphs(without_running_heads(pages)), encoding="pdf")


def _check_text_layer(pages: Sequence[Sequence[PrintedLine]], source: str) -> None:
    """Raise a ``ReadingError`` if the text layer is missing or garbled."""
    text = "".join(line.text for lines in pages for line in lines)
    if sum(map(str.isalnum, text)) < _LEAST_LETTERS * max(1, len(pages)):
        raise ReadingError(
            Message("PDF 没有文字层：{source}（多半是扫描件）。请先做文字识别（OCR）再添加", source=source)
        )
    odd = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or (c < " " and c not in "\t\x02") for c in text)
    if odd > _MOST_ODD * len(text) or _has_rare_ideographs(text):
        raise ReadingError(
            Message("PDF 的文字层是乱码：{source}。请重新导出 PDF，或做文字识别（OCR）再添加", source=source)
        )


def _has_rare_ideographs(text: str) -> bool:
    """Return whether most ideographs are uncommon in both Chinese character sets, as in a layer with wrong codes."""
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
)
