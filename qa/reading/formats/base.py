"""The description of a file format that the library reads."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from qa.reading.formats.extracted_text import ExtractedText
from qa.reading.text_encoding import decode


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: how its files are recognised and how their text is extracted."""

    suffixes: tuple[str, ...]
    """the endings of its files, in lower case with the dot"""
    media_type: str
    extract: Callable[[bytes, str], ExtractedText]
    """returns the text of a file from its bytes and its path; raises ``ReadingError`` with the path in the message"""
    signature: bytes = b""
    """the first bytes of all its files; empty for text formats, which only the ending tells apart"""
    package_type: str = ""
    """the content type of the main part, if its files are zip packages (ECMA-376 part 2); empty for other formats"""
    holds_records: bool = False
    """whether a file is a table of records rather than prose"""


def text_extractor(extract: Callable[[str, str], ExtractedText]) -> Callable[[bytes, str], ExtractedText]:
    """Return an extractor of bytes that decodes them and gives the text to ``extract``."""

    def extract_bytes(content: bytes, source: str) -> ExtractedText:
        text, encoding = decode(content, source)
        return replace(extract(text, source), encoding=encoding)

    return extract_bytes
