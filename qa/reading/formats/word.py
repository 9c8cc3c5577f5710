"""Word files (docx).

python-docx opens the package. The text is read from the XML elements, because python-docx leaves out content controls,
insertions, text boxes, notes and equations.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.language.official import DOCUMENT_NUMBER
from qa.messages import Message
from qa.reading.formats.base import Format
from qa.reading.formats.extracted_text import ExtractedText, Line, join_lines
from qa.reading.formats.html_page import html_lines
from qa.reading.formats.web_archive import archived_page
from qa.reading.formats.word_lines import LineReader
from qa.reading.formats.word_notes import Notes
from qa.reading.formats.word_numbering import Numbering
from qa.reading.formats.word_runs import RunReader
from qa.reading.formats.word_styles import Styles, W
from qa.reading.text_encoding import decode

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LETTERHEAD = re.compile(rf".{{2,40}}文件|.*(?:{DOCUMENT_NUMBER}).*")
"""matches a line of the first page's header that belongs to the document: 某市人民政府文件, 某政发〔2021〕9号"""
_DEEPEST_CHUNK = 3
"""maximum depth of files embedded in each other"""


def word_text(content: bytes, source: str) -> ExtractedText:
    """Return the text of a Word file as it stands on the pages.

    Paragraphs have their numbers, tables stand in place, text boxes and footnotes follow their paragraph, and endnotes
    come last. Tracked changes count as accepted; hidden and struck text is left out.

    Raises:
        ReadingError: the file is damaged, is not a Word file, holds only pictures, or embeds a file that cannot be
            read; ``source`` names it in the message.
    """
    try:
        lines, title = _read(content, source, 0)
        if not lines and _holds_pictures(content):
            raise ReadingError(
                Message("Word 文件里只有图片，没有文字：{source}。请把图片另存为 PNG 或 JPG 再添加", source=source)
            )
    except ReadingError:
        raise
    except Exception as error:
        # A damaged file can make python-docx, zipfile and lxml raise almost anything.
        raise ReadingError(
            Message("Word 文件打不开：{source}（文件损坏或不是 docx）。请用 Word 打开后另存为 docx", source=source)
        ) from error
    return replace(join_lines(lines, title), encoding="docx")


def _holds_pictures(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return any(name.startswith("word/media/") for name in package.namelist())


def _read(content: bytes, source: str, depth: int) -> tuple[list[Line], str]:
    """Return the lines and the title of a Word file that is embedded ``depth`` levels deep."""
    from docx import Document

    document = Document(io.BytesIO(content))
    body = document.element.body
    styles = document.styles.element

    def read_chunk(chunk: "_Element") -> Sequence[Line]:
        return _chunk_lines(document, chunk, source, depth + 1)

    runs = RunReader(Styles(styles), _notes(document))
    reader = LineReader(runs, Numbering(_part_root(document, "numbering"), _style_numbers(styles)), read_chunk)
    lines = [*_letterhead(document, reader), *reader.lines(body)]
    for note in runs.notes.endnotes:
        lines += reader.note(note)
    return lines, reader.title


def _part_root(document: "WordDocument", name: str) -> "_Element | None":
    """Return the root element of a part of the package, such as ``numbering``; ``None`` if the package lacks it."""
    from docx.opc.oxml import parse_xml

    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{name}") and not relation.is_external:
            return parse_xml(relation.target_part.blob)
    return None


def _notes(document: "WordDocument") -> Notes:
    roots = {kind: root for kind in ("footnote", "endnote") if (root := _part_root(document, f"{kind}s")) is not None}
    settings = _part_root(document, "settings")
    sections = list(document.element.body.iter(f"{W}sectPr"))
    return Notes(roots, [*sections[:1], *([] if settings is None else [settings])])


def _style_numbers(styles: "_Element") -> dict[str, str]:
    """Map the id of each style that has a numbering to the id of that numbering."""
    return {
        style.get(f"{W}styleId", ""): number.get(f"{W}val", "")
        for style in styles.iterfind(f"{W}style")
        if (number := style.find(f"{W}pPr/{W}numPr/{W}numId")) is not None
    }


def _letterhead(document: "WordDocument", reader: LineReader) -> Iterator[Line]:
    """Yield the lines of the first page's header if they are the head of the document rather than a running head."""
    from docx.opc.oxml import parse_xml

    section = next(document.element.body.iter(f"{W}sectPr"), None)
    if section is None:
        return
    kind = "first" if section.find(f"{W}titlePg") is not None else "default"
    for reference in section.iterfind(f"{W}headerReference"):
        if reference.get(f"{W}type", "default") == kind:
            part = document.part.related_parts[reference.get(_RELATION)]
            lines = list(reader.lines(parse_xml(part.blob)))
            if any(_LETTERHEAD.fullmatch(line.text) for line in lines):
                yield from lines


def _chunk_lines(document: "WordDocument", chunk: "_Element", source: str, depth: int) -> Sequence[Line]:
    """Return the lines of a file that is embedded as part of the text (ECMA-376 part 1, 17.17.2).

    Raises:
        ReadingError: the file is missing, is of another format or cannot be read, or files are embedded in each other
            too deep.
    """
    part = document.part.related_parts.get(chunk.get(_RELATION))
    if part is not None and depth <= _DEEPEST_CHUNK:
        content, kind = part.blob, f"{part.content_type} {part.partname}".lower()
        if content.startswith(b"PK"):
            return _read(content, source, depth)[0]
        if "html" in kind or ".htm" in kind:
            is_archive = "mhtml" in kind or content.lstrip()[:5].upper() == b"MIME-"
            html = archived_page(content, source) if is_archive else content
            return html_lines(decode(html, source)[0], source)
        if "message/rfc822" in kind or ".mht" in kind:
            return html_lines(decode(archived_page(content, source), source)[0], source)
        if "text/plain" in kind or ".txt" in kind:
            return [Line(text) for line in decode(content, source)[0].split("\n") if (text := " ".join(line.split()))]
    raise ReadingError(
        Message("Word 文件里嵌入的文件读不了：{source}。请用 Word 打开后另存为 docx，再添加", source=source)
    )


FORMAT = Format(
    suffixes=(".docx",),
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    extract=word_text,
    package_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
)
