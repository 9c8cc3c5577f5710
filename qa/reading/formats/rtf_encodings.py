"""The tokens of an RTF file, and the encodings of its text by font (RTF 1.9.1)."""

import codecs
import re

TOKEN = re.compile(rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)")
_CHARSETS = {0: "cp1252", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 204: "cp1251"}


def font_encodings(content: bytes) -> dict[int, str]:
    """Map the number of each font that states a known character set to Python's name of its encoding."""
    begin = content.find(b"{\\fonttbl")
    fonts: dict[int, str] = {}
    if begin < 0:
        return fonts
    number = None
    for match in TOKEN.finditer(content, begin, begin + _font_table_length(content, begin)):
        if match[1] == b"f" and match[2]:
            number = int(match[2])
        elif match[1] == b"fcharset" and match[2] and number is not None and int(match[2]) in _CHARSETS:
            fonts[number] = _CHARSETS[int(match[2])]
    return fonts


def _font_table_length(content: bytes, begin: int) -> int:
    depth = 0
    for match in re.finditer(rb"[{}]", content[begin:]):
        depth += 1 if match[0] == b"{" else -1
        if not depth:
            return match.end()
    return len(content) - begin


def known_encoding(code_page: int | None) -> str:
    """Return Python's name of a Windows code page, or ``cp1252`` (Western European) if it is unknown or ``None``."""
    name = "gb18030" if code_page == 936 else f"cp{code_page}"
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
