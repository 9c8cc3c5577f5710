"""Electronic books."""

import io
import zipfile
from pathlib import Path

import pytest

from qa.errors import ReadingError
from qa.reading import read_document

PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf"><metadata><title>汇编</title></metadata><manifest>
<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b" href="text/b%20c.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""
CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
PAGE = '<?xml version="1.0" encoding="utf-8"?><html><body><h1>{}</h1><p>{}</p></body></html>'


def epub(package: str = PACKAGE, encryption: str = "") -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("OEBPS/book.opf", package)
        archive.writestr("OEBPS/nav.xhtml", PAGE.format("目录", "第一章"))
        archive.writestr("OEBPS/a.xhtml", PAGE.format("第一章", "甲。"))
        archive.writestr("OEBPS/text/b c.xhtml", PAGE.format("第二章", "乙。"))
        if encryption:
            archive.writestr("META-INF/encryption.xml", encryption)
    return content.getvalue()


@pytest.mark.parametrize("name", ["a.epub", "a.zip"])
def test_the_chapters_are_read_in_their_order(name: str) -> None:
    document = read_document(Path("/d") / name, epub())
    assert document.text == "第一章\n甲。\n第二章\n乙。"
    assert document.metadata.title == "汇编"
    assert len(document.headings) == 2


def test_an_encrypted_book_is_refused_but_one_with_obfuscated_fonts_is_read() -> None:
    entry = '<encryption><EncryptedData><EncryptionMethod Algorithm="{}"/></EncryptedData></encryption>'
    content = epub(encryption=entry.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc"))
    with pytest.raises(ReadingError, match=r"文件已加密：/d/a\.epub"):
        read_document(Path("/d/a.epub"), content)
    fonts = epub(encryption=entry.format("http://www.idpf.org/2008/embedding"))
    assert read_document(Path("/d/a.epub"), fonts).text.startswith("第一章")


def test_a_damaged_book_is_refused() -> None:
    with pytest.raises(ReadingError, match=r"电子书打不开：/d/a\.epub"):
        read_document(Path("/d/a.epub"), epub("<package>"[:4]))
