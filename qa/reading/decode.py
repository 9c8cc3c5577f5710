"""Bytes to text: which encoding a file is in, and whether it is text at all."""

import codecs
import unicodedata

from qa.errors import ReadingError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_ENDS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
_MOST_ODD_CHARACTERS = 0.01


def decode(content: bytes, source: str) -> tuple[str, str]:
    r"""Decode a file's content.

    A byte-order mark decides, then strict UTF-8, then detection over the whole file, then GB18030, which is what
    Chinese files without UTF-8 are written in.

    Returns:
        The text with ``\n`` as its only line end and without characters that no text contains, and the name of the
        encoding.

    Raises:
        ReadingError: the file is empty, or is not text; ``source`` names it in the message.
    """
    if not content.strip():
        raise ReadingError(f"文件是空的：{source}。请换一个有文字的文件")
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if _is_text(text):
            return _plain(text), encoding
    raise ReadingError(f"文件不是文本：{source}。请先转存为 UTF-8 或 GB18030 编码的文本")


def _candidates(content: bytes) -> list[str]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return [encoding]
    candidates = ["utf-8"]
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        import chardet

        detected = chardet.detect(content)["encoding"]
        candidates = ["gb18030"] if detected is None or detected.lower().startswith("gb") else [detected, "gb18030"]
    return candidates


def _is_text(text: str) -> bool:
    """Whether control, unassigned and private characters are rare: bytes of another kind decode to many of them."""
    if "\x00" in text:
        return False
    odd = sum(unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in "\t\n\r\x0b\x0c\x85" for c in text)
    return odd <= _MOST_ODD_CHARACTERS * len(text)


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS)
    return "".join(c for c in text if c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cs")).lstrip("\ufeff")
