"""Encrypted files of every kind are refused as such."""

import io
import zipfile
from pathlib import Path

import pytest

from qa.errors import ReadingError
from qa.reading import read_document
from tests.reading.formats.ole_samples import compound_file


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx", "a.doc"])
def test_an_office_package_in_a_compound_file_is_encrypted(name: str) -> None:
    content = compound_file({"EncryptedPackage": b"\0" * 64, "EncryptionInfo": b"\4\0\4\0"})
    with pytest.raises(ReadingError, match=rf"文件已加密：/d/{name}。请打开后去掉密码另存"):
        read_document(Path("/d") / name, content)


@pytest.mark.parametrize("name", ["a.docx", "a.ofd", "a.epub"])
def test_a_package_with_encrypted_members_is_encrypted(name: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("OFD.xml", "<OFD/>")
    content = bytearray(packed.getvalue())
    content[content.index(b"PK\1\2") + 8] |= 1
    with pytest.raises(ReadingError, match=rf"文件已加密：/d/{name}"):
        read_document(Path("/d") / name, bytes(content))
