"""Write lines of text as an OFD file (GB/T 33190-2016)."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from html import escape

_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_LEFT, _TOP, _SIZE, _PITCH, _WIDTH, _LINES = 25.0, 30.0, 5.0, 9.0, 160.0, 26
"""left edge, top edge, character size, line distance and line width of an OFD page in millimetres; lines on a page"""


def ofd(lines: Sequence[str]) -> bytes:
    """Return lines as an OFD file; ``DeltaX`` places each character, and a page template draws a line at the top."""
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
    box = f'Boundary="{x:g} {y:g} {_WIDTH:g} {_SIZE + 2:g}"'
    return f'<ofd:TextObject ID="{number + 100}" {box} Font="3" Size="{_SIZE:g}">{code}</ofd:TextObject>'
