"""OpenDocument spreadsheets."""

import io
import zipfile
from pathlib import Path

import pytest

from qa.errors import ReadingError
from qa.reading import read_document
from qa.reading.formats.registry import format_of

_NAMES = ("office", "text", "table", "style")
_SPACES = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in _NAMES)
_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
STYLES = """<office:automatic-styles><style:style style:name="out" style:family="table">
<style:table-properties table:display="false"/></style:style></office:automatic-styles>"""


def row(*values: str, more: str = "") -> str:
    cells = "".join(
        f'<table:table-cell office:value="1"><text:p>{value}</text:p></table:table-cell>'
        if value
        else '<table:table-cell table:number-columns-repeated="2"/>'
        for value in values
    )
    return f"<table:table-row{more}>{cells}</table:table-row>"


def table(name: str, *rows: str, more: str = "") -> str:
    return f'<table:table table:name="{name}"{more}>{"".join(rows)}</table:table>'


def content(*tables: str, root: str = "document-content", more: str = "") -> bytes:
    body = f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
    return f"<office:{root} {_SPACES}{more}>{STYLES}{body}</office:{root}>".encode()


def ods(*tables: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", _TYPE)
        archive.writestr("content.xml", content(*tables))
    return packed.getvalue()


FEES = table("收费", row("项目", "金额"), row("补证", "¥10.00"), row("换证", "0755"))


def test_rows_are_records_with_the_values_as_displayed() -> None:
    document = read_document(Path("/d/a.ods"), ods(FEES))
    assert document.text == "项目：补证\n金额：¥10.00\n\n项目：换证\n金额：0755"
    assert [record.path for record in document.records] == [("第 2 行",), ("第 3 行",)]


def test_hidden_sheets_rows_and_columns_are_left_out_and_said_so() -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    hidden = row("旧项目", "99", more=' table:visibility="filter"')
    read = read_document(
        Path("/d/a.ods"),
        ods(
            table("收费", columns, row("项目", "成本", "金额"), hidden, row("补证", "3", "10")),
            table("底稿", row("甲", "乙"), row("丙", "丁"), more=' table:style-name="out"'),
        ),
    )
    assert read.text == "项目：补证\n金额：10\n\n〔读取说明：表格里隐藏的 1 个工作表、1 行、1 列没有读入。〕"


def test_merged_and_repeated_cells_are_filled() -> None:
    merged = '<table:table-cell table:number-rows-spanned="2"><text:p>东区</text:p></table:table-cell>'
    covered = "<table:covered-table-cell/>"
    cell = '<table:table-cell table:number-columns-repeated="2"><text:p>5</text:p></table:table-cell>'
    rows = (
        row("片区", "上午", "下午"),
        f"<table:table-row>{merged}{cell}</table:table-row>",
        f"<table:table-row>{covered}{cell}</table:table-row>",
    )
    empty = '<table:table-row table:number-rows-repeated="1048573"><table:table-cell/></table:table-row>'
    document = read_document(Path("/d/a.ods"), ods(table("表", *rows, empty)))
    assert document.text == "片区：东区\n上午：5\n下午：5\n\n片区：东区\n上午：5\n下午：5"


@pytest.mark.parametrize(
    ("across", "down", "hidden"),
    [("1000", "100000", ""), ("1", "99999999", ' table:visibility="collapse"')],
)
def test_a_small_file_that_repeats_a_cell_without_end_is_refused(across: str, down: str, hidden: str) -> None:
    cell = f'<table:table-cell table:number-columns-repeated="{across}"><text:p>{"5" * 60}</text:p></table:table-cell>'
    line = f'<table:table-row table:number-rows-repeated="{down}"{hidden}>{cell}</table:table-row>'
    with pytest.raises(ReadingError, match="重复的单元格太多"):
        read_document(Path("/d/a.ods"), ods(table("表", row("项目", "金额"), line)))


@pytest.mark.parametrize("name", ["a.fods", "a.xml", "a.xls"])
def test_a_flat_file_is_read_whatever_its_ending(name: str) -> None:
    flat = content(FEES, root="document", more=f' office:mimetype="{_TYPE}"')
    assert "金额：0755" in read_document(Path("/d") / name, b'<?xml version="1.0"?>\n' + flat).text


def test_a_flat_text_is_read() -> None:
    body = "<office:body><office:text><text:p>通知</text:p><text:p>正文。</text:p></office:text></office:body>"
    flat = f'<office:document {_SPACES} office:mimetype="application/vnd.oasis.opendocument.text">{body}'
    assert read_document(Path("/d/a.fodt"), f"{flat}</office:document>".encode()).text == "通知\n正文。"


@pytest.mark.parametrize("damaged", [ods(), b"PK\x03\x04", content()])
def test_a_damaged_file_is_refused(damaged: bytes) -> None:
    with pytest.raises(ReadingError, match=r"打不开：/d/a\.ods"):
        read_document(Path("/d/a.ods"), damaged)


@pytest.mark.parametrize(
    "root",
    ["w:wordDocument xmlns:w='x'", "pkg:package xmlns:pkg='x'", "Workbook xmlns='urn:schemas-microsoft-com:office'"],
)
@pytest.mark.parametrize("name", ["a.xml", "a.doc", "a.xls"])
def test_office_documents_in_one_xml_file_are_refused_with_the_remedy(root: str, name: str) -> None:
    head = '<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n'
    with pytest.raises(ReadingError, match="另存为 docx 或 xlsx"):
        format_of(Path("/d") / name, f"{head}<{root}>".encode())


def test_many_comments_before_the_root_take_no_time() -> None:
    page = b'<?xml version="1.0"?>' + b"<!---->" * 500 + b"<html><body><p>1</p></body></html>"
    assert "html" in format_of(Path("/d/a.html"), page).media_type
