"""Word files for the tests, made of raw XML."""

import io

from docx import Document as new_word
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from qa.reading.formats.word import word_text

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word_of(*blocks: str, numbering: str = "", styles: str = "") -> WordDocument:
    """Return a document with these elements of the body, of the numbering part and of the style part."""
    word = new_word()
    body = word.element.body
    for block in blocks:
        element = parse_xml(block.replace(" ", f" {W} {M} {R} ", 1) if " " in block.split(">")[0] else _named(block))
        body.insert(len(body) - 1, element)
    root = word.part.numbering_part.element
    if numbering:
        for element in list(root):
            root.remove(element)
        for element in parse_xml(f"<w:numbering {W}>{numbering}</w:numbering>"):
            root.append(element)
    for element in parse_xml(f"<w:styles {W}>{styles}</w:styles>"):
        word.styles.element.append(element)
    return word


def _named(block: str) -> str:
    end = block.index(">")
    return f"{block[:end]} {W} {M} {R}{block[end:]}"


def paragraph(*runs: str, properties: str = "") -> str:
    """Return a paragraph of runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, level: int = 0, number: int = 1) -> str:
    """Return a paragraph with a number."""
    return paragraph(run(text), properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def add_part(word: WordDocument, kind: str, name: str, content: bytes, media_type: str) -> str:
    """Add a part to the package; return the id of its relationship."""
    part = Part(PackURI(f"/word/{name}"), media_type, content, word.part.package)
    return word.part.relate_to(part, getattr(RELATIONSHIP_TYPE, kind, f"{_RELATIONS}/{kind}"))


def text_of(word: WordDocument) -> str:
    """Return the text of a document as the reader gives it."""
    return word_text(saved(word), "a.docx").text


def saved(word: WordDocument) -> bytes:
    """Return the bytes of a document."""
    content = io.BytesIO()
    word.save(content)
    return content.getvalue()
