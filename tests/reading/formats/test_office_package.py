"""Strict, macro and template packages of Office programs."""

import io
import zipfile
from pathlib import Path

import pytest

from qa.reading import read_document
from qa.reading.formats.office_package import ordinary_package
from tests.reading.formats.test_registry import excel_file, word_file

_MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_FILES = {"docx": word_file(), "xlsx": excel_file()}


def changed(content: bytes, *replacements: tuple[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(packed, "w") as copy:
        for name in archive.namelist():
            part = archive.read(name)
            for old, new in replacements:
                part = part.replace(old.encode(), new.encode())
            copy.writestr(name, part)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("kind", "name", "main"),
    [
        ("docx", "a.docm", "application/vnd.ms-word.document.macroEnabled.main+xml"),
        ("docx", "a.dotx", "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
        ("docx", "a.dotm", "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
        ("xlsx", "a.xlsm", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        ("xlsx", "a.xltx", "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"),
    ],
)
def test_files_with_macros_and_templates_are_read(kind: str, name: str, main: str) -> None:
    document = read_document(Path("/d") / name, changed(_FILES[kind], (_MAIN[kind], main)))
    assert document.text == read_document(Path(f"/d/a.{kind}"), _FILES[kind]).text
    assert document.encoding == kind


@pytest.mark.parametrize("kind", _FILES)
def test_strict_files_are_read(kind: str) -> None:
    strict = changed(
        _FILES[kind],
        ("http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/"),
        ("http://schemas.openxmlformats.org/wordprocessingml/2006/", "http://purl.oclc.org/ooxml/wordprocessingml/"),
        ("http://schemas.openxmlformats.org/spreadsheetml/2006/", "http://purl.oclc.org/ooxml/spreadsheetml/"),
    )
    assert read_document(Path(f"/d/a.{kind}"), strict).text == read_document(Path(f"/d/a.{kind}"), _FILES[kind]).text


def test_ordinary_and_damaged_packages_stay_as_they_are() -> None:
    for content in (_FILES["docx"], _FILES["docx"][:500], b"PK"):
        assert ordinary_package(content) is content
