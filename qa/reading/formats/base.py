"""The description of a file format that the library reads."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.text_encoding import decode

Extractor = Callable[[bytes, str], ExtractedText]
"""returns the text of a file from its bytes and its path; raises ``ReadingError`` with the path in the message"""


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: how its files are recognised and how their text is extracted."""

    suffixes: tuple[str, ...]
    """the endings of its files, in lower case with the dot"""
    media_type: str
    extract: Extractor
    signature: bytes = b""
    """the first bytes of all its files; empty for formats that are recognised in another way"""
    package_type: str = ""
    """the content type by which its zip packages are recognised (see ``zip_file.package_types``); empty for formats
    without zip packages"""
    ole_streams: tuple[str, ...] = ()
    """the names that the main stream can have, if its files are OLE compound files (MS-CFB); empty for other formats"""
    is_isolated: bool = False
    """whether its parser runs in a separate process, because a bad file may crash it or keep it busy"""
    holds_records: bool = False
    """whether a file is a table of records rather than prose"""


def text_extractor(extract: Callable[[str, str], ExtractedText]) -> Extractor:
    """Return an extractor that decodes a file, passes its text to ``extract`` and adds the encoding to the result."""

    def extract_bytes(content: bytes, source: str) -> ExtractedText:
        text, encoding = decode(content, source)
        return replace(extract(text, source), encoding=encoding)

    return extract_bytes
