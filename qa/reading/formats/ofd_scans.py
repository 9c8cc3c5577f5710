"""The pages of an OFD file that are pictures of text: find their pictures and recognise them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from qa.errors import ReadingError
from qa.reading.formats import image as image_files
from qa.reading.formats.xml_parts import Package
from qa.reading.recognition import RecognisedPage, recognise_page

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEAST_SHARE = 0.5
"""minimum share of a page that a scan covers; smaller pictures are seals, emblems and codes"""


def page_picture(contents: "Sequence[_Element]", media: Mapping[str, str], package: Package, area: float) -> bytes:
    """Return the largest picture of a page; empty if none covers half of the page, or if the file lacks the picture.

    Args:
        contents: the root elements of the page and of its templates.
        media: the paths of the pictures by their id.
        package: the file.
        area: the size of the page in square millimetres.
    """
    found = [
        (size, path)
        for content in contents
        for item in content.iter("{*}ImageObject")
        if (size := _area(item)) >= _LEAST_SHARE * area and (path := media.get(item.get("ResourceID", "")))
    ]
    return (package.read(max(found)[1]) or b"") if found else b""


def pictures(package: Package, path: str, root: "_Element") -> Iterator[tuple[str, str]]:
    """Yield the id and the path of each picture that the pages of a document can show.

    Args:
        package: the file.
        path: the path of the document's main part.
        root: the root of that part.
    """
    for name in ("PublicRes", "DocumentRes"):
        for reference in root.iterfind(f"{{*}}CommonData/{{*}}{name}"):
            part = package.resolve(path, reference.text or "")
            resources = package.xml(part)
            if resources is None:
                continue
            folder = package.resolve(part, f"{resources.get('BaseLoc') or '.'}/")
            for medium in resources.iterfind("{*}MultiMedias/{*}MultiMedia"):
                yield medium.get("ID", ""), package.resolve(f"{folder}/.", medium.findtext("{*}MediaFile") or "")


def recognise_picture(content: bytes, source: str, width: float) -> RecognisedPage | None:
    """Return what text recognition reads on a picture; ``None`` if the picture cannot be opened.

    Args:
        content: the bytes of the picture.
        source: the path of the file.
        width: the width of the page in points.
    """
    try:
        return recognise_page(next(image_files.frames(content, source)), width)
    except ReadingError:
        # OFD allows JBIG2, which is not read.
        return None


def _area(item: "_Element") -> float:
    try:
        _, _, width, height = map(float, item.get("Boundary", "").split())
    except ValueError:
        return 0.0
    return width * height
