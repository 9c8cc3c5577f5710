"""The XML parts of zip packages."""

import io
import zipfile

import pytest
from lxml import etree

from qa.reading.formats.xml_parts import Package, local_name, parse_xml


def package() -> Package:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("Doc_0/Document.xml", "<a:b xmlns:a='x'>text</a:b>")
    return Package(zipfile.ZipFile(content))


@pytest.mark.parametrize(
    ("reference", "path"),
    [
        ("Pages/P.xml", "Doc_0/Pages/P.xml"),
        ("/Res.xml", "Res.xml"),
        ("../Res.xml", "Res.xml"),
        ("../../../etc/passwd", "etc/passwd"),
        (" .\\P.xml ", "Doc_0/P.xml"),
    ],
)
def test_a_reference_is_resolved_inside_the_package(reference: str, path: str) -> None:
    assert package().resolve("Doc_0/Document.xml", reference) == path


def test_a_part_is_found_whatever_the_case_of_its_path() -> None:
    root = package().xml("doc_0/DOCUMENT.xml")
    assert root is not None
    assert (local_name(root), root.text) == ("b", "text")
    assert package().xml("missing.xml") is None


def test_entities_are_not_resolved() -> None:
    root = parse_xml(b"<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>")
    assert "".join(root.itertext()) in ("", "&e;")


def test_a_part_without_an_element_is_damaged() -> None:
    with pytest.raises(etree.XMLSyntaxError):
        parse_xml(b"\xff\xfe")


def test_a_part_whose_end_would_be_dropped_is_damaged() -> None:
    nested = b"<a>" + b"<b>" * 300 + b"</b>" * 300 + b"<c>text</c></a>"
    with pytest.raises(etree.XMLSyntaxError):
        parse_xml(nested)
