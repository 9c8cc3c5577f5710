"""Pages of OFD files that are pictures are recognised."""

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from qa.errors import ReadingError
from qa.reading.formats import ofd as ofd_format
from qa.reading.formats import ofd_scans
from qa.reading.formats.ofd import ofd_text
from qa.reading.formats.printed_lines import PrintedLine
from qa.reading.recognition import RecognisedPage
from tests.reading.formats.test_ofd import NAMESPACE, ofd, page, text

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
COMMON = f"{SIZE}<ofd:DocumentRes>Res.xml</ofd:DocumentRes>"
MEDIA = '<ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>s.png</ofd:MediaFile></ofd:MultiMedia>'
RESOURCES = f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:MultiMedias>{MEDIA}</ofd:MultiMedias></ofd:Res>'
SCAN = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="7"/>'
SEAL = '<ofd:ImageObject Boundary="0 0 40 40" ResourceID="7"/>'


def scanned(*pages: str, picture: bytes | None = None) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (210, 297), "white").save(file, "PNG")
    content = file.getvalue() if picture is None else picture
    return ofd(pages, parts={"Doc_0/Res.xml": RESOURCES, "Doc_0/Res/s.png": content}, common=COMMON)


@pytest.fixture
def recognise(monkeypatch: pytest.MonkeyPatch) -> "Callable[[bool], None]":
    """A stand-in for text recognition, which may be missing."""

    def recognised(image: Image.Image, width: float) -> RecognisedPage:
        assert image.size == (210, 297)
        assert width == pytest.approx(595, abs=1)
        return RecognisedPage([PrintedLine("扫描件里的通知。", 50, 200, 700, 712, page_width=width)], 0.93)

    def install(is_installed: bool) -> None:
        monkeypatch.setattr(ofd_format, "is_installed", lambda: is_installed)
        monkeypatch.setattr(ofd_scans, "recognise_page", recognised)

    return install


def test_scanned_pages_are_recognised_and_marked_beside_pages_with_text(recognise: "Callable[[bool], None]") -> None:
    recognise(True)
    read = ofd_text(scanned(page(text(10, 10, "第一页有自己的文字。")), page(SCAN)), "/d/a.ofd")
    assert read.text.replace("\n", "") == "第一页有自己的文字。扫描件里的通知。"
    assert read.recognised == (None, 0.93)


def test_without_text_recognition_the_refusal_names_the_command(recognise: "Callable[[bool], None]") -> None:
    recognise(False)
    with pytest.raises(ReadingError, match=r"OFD 里没有文字：/d/a\.ofd.*pip install"):
        ofd_text(scanned(page(SCAN)), "/d/a.ofd")


@pytest.mark.parametrize(("shown", "picture"), [(SEAL, None), (SCAN, b"no picture"), (SCAN, b"")])
def test_seals_and_pictures_that_cannot_be_opened_are_no_scans(
    recognise: "Callable[[bool], None]", shown: str, picture: bytes | None
) -> None:
    recognise(True)
    with pytest.raises(ReadingError, match="导出为 PDF"):
        ofd_text(scanned(page(shown), picture=picture), "/d/a.ofd")
