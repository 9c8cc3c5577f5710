"""Remove the parts of a Word file that the plain-text export of LibreOffice shows differently from Word.

The export contains deleted and hidden text, which Word does not show. It lacks headers, text boxes, equations and
documents inside the document (altChunk), and it shows the day of the export in a date field. The document reader
repeats the text of a merged cell in each row and the export does not, so cells are unmerged. ``benchmarks.cases`` tests
the removed parts.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

_LEFT_OUT = frozenset(
    ["del", "moveFrom", "oMath", "oMathPara", "altChunk", "gridSpan", "vMerge", "headerReference", "footerReference"]
)
_FRAMES = frozenset(("AlternateContent", "pict", "drawing"))
_PART = re.compile(r"word/(?:document|footnotes|endnotes)\d*\.xml")
_DATE_FIELD = re.compile(r"\s*(?:DATE|TIME|SAVEDATE|PRINTDATE)\b")


def comparable(content: bytes) -> bytes:
    """Return the bytes of a .docx file without the XML elements that make its two texts differ.

    The two texts are LibreOffice's plain-text export and the text that :mod:`qa.reading` extracts.
    """
    copy = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(copy, "w") as written:
        for name in package.namelist():
            part = package.read(name)
            if _PART.fullmatch(name):
                root = etree.fromstring(part)
                _leave_out(root)
                part = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            written.writestr(name, part)
    return copy.getvalue()


def _leave_out(root: etree._Element) -> None:
    for element in [*_with_names(root), *_in_date_fields(root)]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _with_names(root: etree._Element) -> Iterator[etree._Element]:
    for element in root.iter(etree.Element):
        name = _name(element)
        has_box = name in _FRAMES and any(_name(inner) == "txbxContent" for inner in element.iter(etree.Element))
        is_deleted_row = name == "tr" and any(_name(mark) == "del" for mark in element.iterfind("{*}trPr/*"))
        is_hidden = name == "r" and any(
            _name(mark) == "vanish" and mark.get(mark.tag.replace("vanish", "val")) not in ("0", "false")
            for mark in element.iterfind("{*}rPr/*")
        )
        if name in _LEFT_OUT or has_box or is_deleted_row or is_hidden:
            yield element


def _in_date_fields(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements of fields that show a date or a time: simple fields, and the runs of all other fields."""
    for simple in root.iterfind(".//{*}fldSimple"):
        if any(_DATE_FIELD.match(value) for key, value in simple.attrib.items() if str(key).endswith("instr")):
            yield simple
    for paragraph in root.iterfind(".//{*}p"):
        field: list[etree._Element] = []
        depth = 0
        for run in paragraph.iterfind("{*}r"):
            kinds = [value for mark in run.iterfind("{*}fldChar") for value in mark.attrib.values()]
            depth += kinds.count("begin")
            if depth:
                field.append(run)
            depth -= kinds.count("end")
            if field and not depth:
                code = "".join(text.text or "" for part in field for text in part.iterfind("{*}instrText"))
                yield from field if _DATE_FIELD.match(code) else ()
                field = []


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
