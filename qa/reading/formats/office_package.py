"""Convert less common Office Open XML packages (strict, with macros, templates) to ordinary ones (ECMA-376)."""

import io
import zipfile

from qa.reading.formats.zip_file import DAMAGED_ZIP

_ORDINARY_TYPES = {
    "application/vnd.ms-word.document.macroEnabled.main+xml": "wordprocessingml.document",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": "wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": "wordprocessingml.document",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": "spreadsheetml.sheet",
    "application/vnd.ms-excel.template.macroEnabled.main+xml": "spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": "spreadsheetml.sheet",
    "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml": "presentationml.presentation",
    "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml": "presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml": "presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml": "presentationml.presentation",
}
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMESPACES = (
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/", b"http://schemas.openxmlformats.org/wordprocessingml/2006/"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/", b"http://schemas.openxmlformats.org/spreadsheetml/2006/"),
    (b"http://purl.oclc.org/ooxml/presentationml/", b"http://schemas.openxmlformats.org/presentationml/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
"""strict namespaces, each with its transitional one; the two forms of a text differ in little else (ECMA-376 part 4)"""
_TYPES = "[Content_Types].xml"
_RELATIONSHIPS = "_rels/.rels"


def ordinary_types(types: str) -> str:
    """Return the content types of a package with those of macro files and templates replaced by the ordinary ones."""
    for special, ordinary in _ORDINARY_TYPES.items():
        types = types.replace(special, f"application/vnd.openxmlformats-officedocument.{ordinary}.main+xml")
    return types


def ordinary_package(content: bytes) -> bytes:
    """Convert a strict, macro or template package to an ordinary one; return any other content unchanged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _repacked(package) or content
    except (KeyError, *DAMAGED_ZIP):
        return content


def _repacked(package: zipfile.ZipFile) -> bytes:
    """Return the ordinary form of a package; empty if it is ordinary already or is not Office Open XML."""
    if _TYPES not in package.namelist():
        return b""
    types = package.read(_TYPES).decode("utf-8", "replace")
    is_strict = _RELATIONSHIPS in package.namelist() and _STRICT in package.read(_RELATIONSHIPS)
    if ordinary_types(types) == types and not is_strict:
        return b""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as copy:
        for member in package.infolist():
            part = package.read(member)
            if member.filename == _TYPES:
                part = ordinary_types(types).encode()
            elif is_strict and member.filename.endswith((".xml", ".rels")):
                part = _as_transitional(part)
            copy.writestr(member.filename, part)
    return packed.getvalue()


def _as_transitional(part: bytes) -> bytes:
    for strict, transitional in _STRICT_NAMESPACES:
        part = part.replace(strict, transitional)
    return part
