"""Write a sample document to files of every format, without the code that reads them.

LibreOffice writes its formats from a flat OpenDocument file; the formats that it does not know are written here.
"""

import csv
import io
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from html import escape
from pathlib import Path

from benchmarks.sample_documents import Block, Paragraph, Run, SampleDocument, Table, raised, shown_runs, table_lines

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
        "presentation": "presentation",
    }.items()
)
_FONT = "Noto Serif CJK SC"
_STYLES = f"""<office:styles><style:default-style style:family="paragraph"><style:text-properties
style:font-name-asian="{_FONT}" fo:language="en" fo:country="US" style:language-asian="zh" style:country-asian="CN"/>
</style:default-style></office:styles><office:automatic-styles>
<style:style style:name="above" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="below" style:family="text"><style:text-properties style:text-position="sub 58%"/></style:style>
<text:list-style style:name="（一）"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..."
style:num-prefix="（" style:num-suffix="）"/></text:list-style>
<text:list-style style:name="1."><text:list-level-style-number text:level="1" style:num-format="1"
style:num-suffix="."/></text:list-style></office:automatic-styles>"""
_LIBREOFFICE = {
    "docx": ("fodt", "docx:MS Word 2007 XML"),
    "doc": ("fodt", "doc:MS Word 97"),
    "rtf": ("fodt", "rtf:Rich Text Format"),
    "odt": ("fodt", "odt:writer8"),
    "html": ("fodt", "html:HTML (StarWriter)"),
    "xhtml": ("fodt", "xhtml:XHTML Writer File"),
    "epub": ("fodt", "epub:EPUB"),
    "pdf": ("fodt", "pdf:writer_pdf_Export"),
    "xlsx": ("fods", "xlsx:Calc MS Excel 2007 XML"),
    "xls": ("fods", "xls:MS Excel 97"),
    "ods": ("fods", "ods:calc8"),
    "pptx": ("fodp", "pptx:Impress MS PowerPoint 2007 XML"),
}
"""the source and the filter of each format that LibreOffice writes"""
_RENAMED = {"wps": "doc", "et": "xls"}
"""formats of WPS Office with the same content as those of Microsoft Office"""
FORMATS = (
    *_LIBREOFFICE,
    *_RENAMED,
    "fodt",
    "ofd",
    "utf8.txt",
    "gb18030.txt",
    "utf16.txt",
    "big5.txt",
    "md",
    "eml",
    "csv",
)


def write_documents(documents: Sequence[SampleDocument], folder: Path) -> None:
    """Write every document in every format to ``folder/FORMAT/NUMBER.ENDING``; a text that Big5 lacks is left out."""
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
    """Return the path of a document's file."""
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
        "eml": mail(document.name, lines),
    }
    try:
        files["big5.txt"] = lines.encode("big5")
    except UnicodeEncodeError:
        pass
    if document.tables:
        files["fods"] = flat_sheet(document.tables).encode()
        files["csv"] = comma_separated(document.tables).encode("utf-8-sig")
    return files


def flat_text(blocks: Sequence[Block]) -> str:
    """Return a text as flat OpenDocument."""
    body = "".join(_odf_paragraph(block) if isinstance(block, Paragraph) else odf_table(block) for block in blocks)
    return _flat("text", f"<office:text>{body}</office:text>")


def flat_sheet(tables: Sequence[Table]) -> str:
    """Return tables as the sheets of a flat OpenDocument spreadsheet."""
    return _flat("spreadsheet", f"<office:spreadsheet>{''.join(map(odf_table, tables))}</office:spreadsheet>")


def flat_slides(blocks: Sequence[Block]) -> str:
    """Return the paragraphs as slides of flat OpenDocument, eight a slide; tables become lines."""
    lines = [line for block in blocks for line in _slide_lines(block)]
    slides = []
    for first in range(0, len(lines), 8):
        content = "".join(lines[first : first + 8])
        box = f'<draw:frame svg:width="25cm" svg:height="15cm" svg:x="1cm" svg:y="1cm"><draw:text-box>{content}'
        slides.append(f'<draw:page draw:name="{first}">{box}</draw:text-box></draw:frame></draw:page>')
    return _flat("presentation", f"<office:presentation>{''.join(slides)}</office:presentation>")


def _slide_lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        runs = tuple(run for run in block.runs if run.kind != "note")
        yield f"<text:p>{escape(block.label)}{''.join(map(_odf_run, runs))}</text:p>"
    else:
        yield from (f"<text:p>{escape(line.replace(chr(9), ' '))}</text:p>" for line in table_lines(block))


def _flat(kind: str, body: str) -> str:
    head = f'<office:document {_NAMESPACES} office:mimetype="application/vnd.oasis.opendocument.{kind}"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head} office:version="1.2">{_STYLES}<office:body>{body}</office:body></office:document>'


def _odf_paragraph(paragraph: Paragraph) -> str:
    runs = "".join(map(_odf_run, paragraph.runs))
    if paragraph.level:
        return f'<text:h text:outline-level="{paragraph.level}">{runs}</text:h>'
    if not paragraph.style:
        return f"<text:p>{runs}</text:p>"
    continued = "" if paragraph.number == 1 else 'text:continue-numbering="true" '
    return f'<text:list {continued}text:style-name="{paragraph.style}"><text:list-item><text:p>{runs}</text:p></text:list-item></text:list>'


def _odf_run(run: Run) -> str:
    text = escape(run.text)
    if run.kind == "note":
        body = f"<text:note-body><text:p>{text}</text:p></text:note-body>"
        return f'<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>{body}</text:note>'
    return f'<text:span text:style-name="{run.kind}">{text}</text:span>' if run.kind else text


def odf_table(table: Table) -> str:
    """Return a table as OpenDocument."""
    rows, above = "", dict[int, int]()
    width = sum(cell.columns for cell in table[0])
    for row in table:
        column, cells = 0, iter(row)
        content = ""
        while column < width:
            if above.get(column, 0):
                above[column] -= 1
                column, content = column + 1, f"{content}<table:covered-table-cell/>"
                continue
            cell = next(cells)
            spans = f'table:number-columns-spanned="{cell.columns}" table:number-rows-spanned="{cell.rows}"'
            text = f"<text:p>{escape(cell.text)}</text:p>"
            content += f'<table:table-cell {spans} office:value-type="string">{text}</table:table-cell>'
            content += "<table:covered-table-cell/>" * (cell.columns - 1)
            above.update(dict.fromkeys(range(column, column + cell.columns), cell.rows - 1))
            column += cell.columns
        rows += f"<table:table-row>{content}</table:table-row>"
    return f'<table:table><table:table-column table:number-columns-repeated="{width}"/>{rows}</table:table>'


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


def mail(subject: str, text: str) -> bytes:
    """Return a text as the body of a mail."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, "a@example.cn", "b@example.cn"
    message.set_content(text, charset="utf-8", cte="base64")
    return message.as_bytes()


def comma_separated(tables: Sequence[Table]) -> str:
    """Return the rows of tables as CSV."""
    output = io.StringIO()
    csv.writer(output).writerows(line.split("\t") for table in tables for line in table_lines(table))
    return output.getvalue()


_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_LEFT, _TOP, _SIZE, _PITCH, _WIDTH, _LINES = 25.0, 30.0, 5.0, 9.0, 160.0, 26
"""layout of an OFD page in millimetres, and the number of lines on it"""


def ofd(lines: Sequence[str]) -> bytes:
    """Return lines as an OFD file (GB/T 33190): each character placed by DeltaX, page numbers in a template."""
    printed = [piece for line in lines for piece in _printed(line)]
    pages = [printed[first : first + _LINES] for first in range(0, len(printed), _LINES)]
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        info = "<ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        root = f'<ofd:OFD {_OFD} Version="1.1" DocType="OFD"><ofd:DocBody>{info}</ofd:DocBody></ofd:OFD>'
        archive.writestr("OFD.xml", _declared(root))
        area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        resources = "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        common = f"<ofd:CommonData><ofd:MaxUnitID>99999</ofd:MaxUnitID>{area}{resources}"
        common += '<ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
        listed = "".join(f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        archive.writestr(
            "Doc_0/Document.xml",
            _declared(f"<ofd:Document {_OFD}>{common}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"),
        )
        fonts = '<ofd:Fonts><ofd:Font ID="3" FontName="宋体" FamilyName="宋体"/></ofd:Fonts>'
        archive.writestr("Doc_0/PublicRes.xml", _declared(f'<ofd:Res {_OFD} BaseLoc="Res">{fonts}</ofd:Res>'))
        rule = '<ofd:PathObject ID="4" Boundary="25 20 160 1"><ofd:AbbreviatedData>M 0 0 L 160 0</ofd:AbbreviatedData>'
        archive.writestr("Doc_0/Tpls/Tpl_0/Content.xml", _page(f"{rule}</ofd:PathObject>", ""))
        for number, page in enumerate(pages):
            objects = "".join(_text_object(piece, x, n) for n, (piece, x) in enumerate(page))
            used = '<ofd:Template TemplateID="2" ZOrder="Background"/>'
            archive.writestr(f"Doc_0/Pages/Page_{number}/Content.xml", _page(objects, used))
    return content.getvalue()


def _declared(xml: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{xml}'


def _page(objects: str, template: str) -> str:
    layer = f'<ofd:Content><ofd:Layer ID="5">{objects}</ofd:Layer></ofd:Content>'
    return _declared(f"<ofd:Page {_OFD}>{template}{layer}</ofd:Page>")


def _printed(line: str) -> Iterator[tuple[str, float]]:
    """Yield the printed lines of a paragraph with their left edges: the first one is indented by two characters."""
    left, piece, used = _LEFT + 2 * _SIZE, "", 2 * _SIZE
    for character in line:
        width = _advance(character)
        if used + width > _WIDTH:
            yield piece, left
            left, piece, used = _LEFT, "", 0.0
        piece, used = piece + character, used + width
    if piece:
        yield piece, left


def _advance(character: str) -> float:
    """Return the width of a character in millimetres; a tab separates columns."""
    return 3 * _SIZE if character == "\t" else _SIZE / 2 if character.isascii() else _SIZE


def _text_object(piece: str, x: float, number: int) -> str:
    deltas = " ".join(f"{_advance(character):g}" for character in piece[:-1])
    y = _TOP + _PITCH * number
    code = f'<ofd:TextCode X="0" Y="{_SIZE}" DeltaX="{deltas}">{escape(piece.replace(chr(9), " "))}</ofd:TextCode>'
    return f'<ofd:TextObject ID="{number + 100}" Boundary="{x:g} {y:g} {_WIDTH:g} {_SIZE + 2:g}" Font="3" Size="{_SIZE:g}">{code}</ofd:TextObject>'
