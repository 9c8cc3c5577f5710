"""Recognise encrypted files of all formats."""

import re
import zipfile

from qa.errors import ReadingError
from qa.messages import Message
from qa.reading.formats.ole_file import OLE_SIGNATURE, ole_streams
from qa.reading.formats.zip_file import DAMAGED_ZIP

_ENCRYPTED_FLAG = 1
"""bit that is set in the flags of an encrypted zip member (APPNOTE 4.4.4)"""
_LISTS = {
    "META-INF/manifest.xml": re.compile(rb"encryption-data"),
    "META-INF/encryption.xml": re.compile(rb"EncryptedData(?:(?!</).)*?xmlenc#(?:aes|tripledes|kw-)", re.DOTALL),
}
"""the paths of the lists of encrypted parts in OpenDocument and EPUB files, each with a pattern that is found in a list
with entries. Obfuscated fonts of an EPUB file do not match, because they leave its text readable"""
_OFD_ENCRYPTION = re.compile(r"(?:^|/)encryptions\.xml$", re.IGNORECASE)
"""matches the path of the list of encrypted parts in an OFD file (GM/T 0099)"""
_LARGEST_LIST = 1_000_000
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def encrypted_error(source: str) -> ReadingError:
    """Return the error for an encrypted file."""
    return ReadingError(Message("文件已加密：{source}。请打开后去掉密码另存，再添加", source=source))


def is_encrypted_package(archive: zipfile.ZipFile) -> bool:
    """Return whether at least one part of a zip package is encrypted."""
    for member in archive.infolist():
        if member.flag_bits & _ENCRYPTED_FLAG or _OFD_ENCRYPTION.search(member.filename):
            return True
    names = set(archive.namelist())
    for name, pattern in _LISTS.items():
        if name in names:
            try:
                with archive.open(name) as part:
                    if pattern.search(part.read(_LARGEST_LIST)):
                        return True
            except DAMAGED_ZIP:
                continue
    return False


def is_encrypted_ole(content: bytes) -> bool:
    """Return whether a compound file holds an encrypted Office Open XML package (MS-OFFCRYPTO 2.3)."""
    streams = ole_streams(content)
    # The directory of a damaged file may be unreadable, but the bytes of its names are still in the file.
    is_named = not streams and content.startswith(OLE_SIGNATURE) and _ENCRYPTED_PACKAGE in content
    return "EncryptedPackage" in streams or is_named
