"""Write structured texts as flat OpenDocument files, which LibreOffice converts to other formats."""

from collections.abc import Iterator, Sequence
from html import escape

from benchmarks.sample_documents import Block, Paragraph, Run, Table, table_lines

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
<style:style style:name="above" style:family="text">
<style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="below" style:family="text">
<style:text-properties style:text-position="sub 58%"/></style:style>
<text:list-style style:name="（一）"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..."
style:num-prefix="（" style:num-suffix="）"/></text:list-style>
<text:list-style style:name="1."><text:list-level-style-number text:level="1" style:num-format="1"
style:num-suffix="."/></text:list-style></office:automatic-styles>"""


def flat_text(blocks: Sequence[Block]) -> str:
    """Return a text as a flat OpenDocument text file."""
    body = "".join(_odf_paragraph(block) if isinstance(block, Paragraph) else odf_table(block) for block in blocks)
    return _flat("text", f"<office:text>{body}</office:text>")


def flat_sheet(tables: Sequence[Table]) -> str:
    """Return tables as the sheets of a flat OpenDocument spreadsheet."""
    return _flat("spreadsheet", f"<office:spreadsheet>{''.join(map(odf_table, tables))}</office:spreadsheet>")


def flat_slides(blocks: Sequence[Block]) -> str:
    """Return a text as a flat OpenDocument presentation, with eight lines on a slide and without notes.

    Each paragraph and each row of a table is a line.
    """
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
    mime_type = f"application/vnd.oasis.opendocument.{kind}"
    head = f'<office:document {_NAMESPACES} office:mimetype="{mime_type}" office:version="1.2">'
    whole = f"{head}{_STYLES}<office:body>{body}</office:body></office:document>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}'


def _odf_paragraph(paragraph: Paragraph) -> str:
    runs = "".join(map(_odf_run, paragraph.runs))
    if paragraph.level:
        return f'<text:h text:outline-level="{paragraph.level}">{runs}</text:h>'
    if not paragraph.style:
        return f"<text:p>{runs}</text:p>"
    continued = "" if paragraph.number == 1 else 'text:continue-numbering="true" '
    item = f"<text:list-item><text:p>{runs}</text:p></text:list-item>"
    return f'<text:list {continued}text:style-name="{paragraph.style}">{item}</text:list>'


def _odf_run(run: Run) -> str:
    text = escape(run.text)
    if run.kind == "note":
        body = f"<text:note-body><text:p>{text}</text:p></text:note-body>"
        return f'<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>{body}</text:note>'
    return f'<text:span text:style-name="{run.kind}">{text}</text:span>' if run.kind else text


def odf_table(table: Table) -> str:
    """Return a table as an XML element of OpenDocument."""
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
