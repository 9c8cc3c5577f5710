"""Bytes to text: which encoding a file is in, and whether it is text at all."""

import codecs
import re
import unicodedata

from qa.errors import ReadingError
from qa.messages import Message

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_ENDS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
_MOST_ODD_CHARACTERS = 0.01
_ODD_IN_UTF_8 = frozenset({"Cc", "Cn"})
"""categories of Unicode: control characters and those that are not assigned"""
_ODD = _ODD_IN_UTF_8 | {"Co"}
"""also private characters; in UTF-8, which no other bytes are by chance, somebody meant them"""
_NOT_NUL = re.compile("[^\x00]+")
_USUAL = re.compile("[\t\n\r -~\u2010-\u203b\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
"""what a text in Chinese consists of: other bytes read as UTF-16 give characters from everywhere"""
_LEAST_USUAL = 0.9
_COMMON = {"gb18030": (0xA1, 0xD7), "big5hkscs": (0xA1, 0xC6)}
"""encoding → first bytes of its punctuation and of the last of its most used ideographs"""
_USED = (0xA1, 0xF7)
"""first bytes of all characters of GB 2312; of the many others in GB 18030 a text has few"""
_MOSTLY_USED = 0.5
_FEW_BEYOND_ASCII = 0.2
_DAMAGED = ("utf-8", "gb18030", "big5hkscs")
_MOST_DAMAGED = 0.01
_ONE_MAY_BE = 20
"""characters of which one may be damaged"""
_REPLACED = re.compile("\N{REPLACEMENT CHARACTER}+")


def decode(content: bytes, source: str) -> tuple[str, str]:
    r"""Decode a file's content.

    A byte-order mark decides, then strict UTF-8, then UTF-16 without a mark, then detection over the whole file, then
    GB18030, which is what Chinese files without UTF-8 are written in. Where some bytes are damaged, so that the file is
    in none of them, each becomes U+FFFD.

    Returns:
        The text with ``\n`` as its only line end and without characters that no text contains, and the name of the
        encoding, which says if there is damage.

    Raises:
        ReadingError: the file is empty, or is not text; ``source`` names it in the message.
    """
    if not content.strip():
        raise ReadingError(Message("文件是空的：{source}。请换一个有文字的文件", source=source))
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if _is_text(text, _ODD_IN_UTF_8 if encoding.startswith("utf-8") else _ODD):
            return _plain(text), encoding
    for encoding in _DAMAGED:
        text = content.decode(encoding, "replace")
        if _is_hardly_damaged(text, encoding):
            return _plain(text), f"{encoding}（有损坏）"
    raise ReadingError(Message("文件不是文本：{source}。请先转存为 UTF-8 或 GB18030 编码的文本", source=source))


def _candidates(content: bytes) -> list[str]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return [encoding]
    if _share(content, "utf-8", _NOT_NUL) == 1:
        return ["utf-8"]
    wide = max(("utf-16-le", "utf-16-be"), key=lambda encoding: _share(content, encoding, _USUAL))
    if _share(content, wide, _USUAL) > _LEAST_USUAL:
        return [wide]
    return _without_unicode(content)


def _without_unicode(content: bytes) -> list[str]:
    """The encodings to try for bytes that are in none of Unicode's.

    The detector makes almost anything of a few characters, or of a damaged file; so what is Chinese in one of the two
    is that, and another encoding than these it decides only where there is little beyond ASCII, as in English.
    """
    import chardet

    detected = (chardet.detect(content)["encoding"] or "gb18030").lower()
    common = {encoding: _share_of_wide(content, encoding, *used) for encoding, used in _COMMON.items()}
    chinese = max(common, key=lambda encoding: (common[encoding], detected[:2] == encoding[:2]))
    if detected.startswith(("gb", "big5")) or common[chinese] > _LEAST_USUAL:
        return [chinese, detected, "gb18030"]
    if _share_of_wide(content, "gb18030", *_USED) > _MOSTLY_USED:
        return ["gb18030"]
    few = sum(byte > 0x7F for byte in content) < _FEW_BEYOND_ASCII * len(content)
    return [detected] if few and not detected.startswith("utf") else []


def _share(content: bytes, encoding: str, pattern: re.Pattern[str]) -> float:
    """How much of the text is of a kind, 0 to 1; 0 where it is not in this encoding."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return 0
    return sum(map(len, pattern.findall(text))) / len(text)


def _share_of_wide(content: bytes, encoding: str, first: int, last: int) -> float:
    """How many of the characters beyond ASCII have a first byte from ``first`` to ``last``: the common ones.

    These come first in either Chinese character set. 0 where the content is not in this encoding.
    """
    try:
        wide = [character.encode(encoding)[0] for character in content.decode(encoding) if character > "\x7f"]
    except UnicodeError:
        return 0
    return sum(first <= byte <= last for byte in wide) / max(1, len(wide))


def _is_hardly_damaged(text: str, encoding: str) -> bool:
    """Whether a text in Chinese has few characters that stand for damaged bytes."""
    damaged = len(_REPLACED.findall(text))
    if damaged > max(_MOST_DAMAGED * len(text), len(text) >= _ONE_MAY_BE):
        return False
    chinese = encoding == "utf-8" or _share_of_wide(_REPLACED.sub("", text).encode(encoding), encoding, *_USED)
    return chinese > _MOSTLY_USED and _is_text(text, _ODD)


def _is_text(text: str, odd: frozenset[str]) -> bool:
    """Whether characters of the categories ``odd`` are rare: bytes of another kind decode to many of them."""
    if "\x00" in text:
        return False
    count = sum(unicodedata.category(c) in odd and c not in "\t\n\r\x0b\x0c\x85" for c in text)
    return count <= _MOST_ODD_CHARACTERS * len(text)


def _plain(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS)
    return "".join(c for c in text if c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cs")).lstrip("\ufeff")
