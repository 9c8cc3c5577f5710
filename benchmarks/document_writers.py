"""Write a sample document to files of every format, independently of the code that reads them.

LibreOffice writes its formats from a flat OpenDocument file; the formats that it does not know are written here.
"""

import csv
import io
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from email.message import EmailMessage
from html import escape
from pathlib import Path

from benchmarks.flat_open_document import flat_sheet, flat_slides, flat_text
from benchmarks.ofd_writer import ofd
from benchmarks.sample_documents import (
    Block,
    Paragraph,
    Run,
    SampleDocument,
    Table,
    TableCell,
    raised,
    shown_runs,
    table_lines,
)

_LIBREOFFICE = {
    "docx": ("fodt", "docx:MS Word 2007 XML"),
    "doc": ("fodt", "doc:MS Word 97"),
    "rtf": ("fodt", "rtf:Rich Text Format"),
    "odt": ("fodt", "odt:writer8"),
    "html": ("fodt", "html:HTML (StarWriter)"),
    "xhtml": ("fodt", "xhtml:XHTML Writer File"),
    "pdf": ("fodt", "pdf:writer_pdf_Export"),
    "xlsx": ("fods", "xlsx:Calc MS Excel 2007 XML"),
    "xls": ("fods", "xls:MS Excel 97"),
    "ods": ("fods", "ods:calc8"),
    "pptx": ("fodp", "pptx:Impress MS PowerPoint 2007 XML"),
}
"""maps each format that LibreOffice writes to the format of its source file and the export filter"""
_RENAMED = {"wps": "doc", "et": "xls"}
"""maps a format of WPS Office to the format of Microsoft Office that has the same content"""
_OWN = ("fodt", "ofd", "epub", "utf8.txt", "gb18030.txt", "utf16.txt", "big5.txt", "md", "eml", "csv")
FORMATS = (*_LIBREOFFICE, *_RENAMED, *_OWN)


def write_documents(documents: Sequence[SampleDocument], folder: Path) -> None:
    """Write every document in every format to ``folder/FORMAT/NUMBER.ENDING``.

    A document with a character that Big5 lacks is not written in Big5.
    """
    for number, document in enumerate(documents):
        for name, content in _own_files(document).items():
            path = file_of(folder, name, number)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for name, (source, filter_) in _LIBREOFFICE.items():
        command = ["soffice", "--headless", "--convert-to", filter_, "--outdir", str(folder / name)]
        files = sorted((folder / source).iterdir()) if (folder / source).exists() else []
        subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=900)
    for name, other in _RENAMED.items():
        (folder / name).mkdir()
        for file in (folder / other).iterdir():
            (folder / name / file.with_suffix(f".{name}").name).write_bytes(file.read_bytes())


def file_of(folder: Path, name: str, number: int) -> Path:
    """Return the path of a document's file, from the name of its format and the document's number."""
    return folder / name / f"{number:03d}.{name.rpartition('.')[2]}"


def _own_files(document: SampleDocument) -> dict[str, bytes]:
    lines = "\n".join(document.lines())
    files = {
        "fodt": flat_text(document.blocks).encode(),
        "fodp": flat_slides(document.blocks).encode(),
        "ofd": ofd(list(document.lines())),
        "utf8.txt": lines.encode(),
        "gb18030.txt": lines.encode("gb18030"),
        "utf16.txt": lines.encode("utf-16"),
        "md": markdown(document.blocks).encode(),
        "eml": mail(lines),
        "epub": epub(document.blocks),
    }
    with suppress(UnicodeEncodeError):
        files["big5.txt"] = lines.encode("big5")
    if document.tables:
        files["fods"] = flat_sheet(document.tables).encode()
        files["csv"] = comma_separated(document.tables).encode("utf-8-sig")
    return files


def markdown(blocks: Sequence[Block]) -> str:
    """Return a text as Markdown; the notes follow their paragraphs."""
    parts, mark = [], 0
    for block in blocks:
        if not isinstance(block, Paragraph):
            rows = [f"| {line.replace(chr(9), ' | ')} |" for line in table_lines(block)]
            parts.append("\n".join([rows[0], "|" + "---|" * (rows[0].count("|") - 1), *rows[1:]]))
            continue
        shown = "".join(shown_runs(block.runs, mark))
        parts.append(f"{'#' * block.level} {shown}".lstrip() if block.level else block.label + shown)
        for note in (run.text for run in block.runs if run.kind == "note"):
            mark += 1
            parts.append(f"{raised(mark)}{note}")
    return "\n\n".join(parts)


def mail(text: str) -> bytes:
    """Return a text as the body of a mail from ``SENDER``."""
    message = EmailMessage()
    message["From"] = SENDER
    message.set_content(text, charset="utf-8", cte="base64")
    return message.as_bytes()


SENDER = "office@example.cn"
_CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
_BOOK = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/><manifest>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/></spine></package>"""


def epub(blocks: Sequence[Block]) -> bytes:
    """Return a text as an electronic book of one chapter, whose notes follow their paragraphs."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", _CONTAINER)
        archive.writestr("a.opf", _BOOK)
        page = f"<head><title/></head><body>{''.join(_html_blocks(blocks))}</body>"
        archive.writestr("a.xhtml", f'<html xmlns="http://www.w3.org/1999/xhtml">{page}</html>')
    return content.getvalue()


def _html_blocks(blocks: Sequence[Block]) -> Iterator[str]:
    mark = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            tag = f"h{block.level}" if block.level else "p"
            yield f"<{tag}>{block.label}{''.join(_html_run(run, mark + 1) for run in block.runs)}</{tag}>"
            for note in (run.text for run in block.runs if run.kind == "note"):
                mark += 1
                yield f"<p><sup>{mark}</sup>{escape(note)}</p>"
        else:
            rows = ("".join(map(_html_cell, row)) for row in block)
            yield f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _html_run(run: Run, mark: int) -> str:
    text = str(mark) if run.kind == "note" else escape(run.text)
    tag = {"above": "sup", "note": "sup", "below": "sub"}.get(run.kind, "")
    return f"<{tag}>{text}</{tag}>" if tag else text


def _html_cell(cell: TableCell) -> str:
    return f'<td rowspan="{cell.rows}" colspan="{cell.columns}">{escape(cell.text)}</td>'


def comma_separated(tables: Sequence[Table]) -> str:
    """Return the rows of tables as CSV."""
    output = io.StringIO()
    csv.writer(output).writerows(line.split("\t") for table in tables for line in table_lines(table))
    return output.getvalue()
