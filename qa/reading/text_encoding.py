"""Decode the bytes of a text file: detect the encoding, and refuse files that are not text."""

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
"""share of odd characters above which bytes do not count as text"""
_ODD_IN_UTF_8 = frozenset({"Cc", "Cn"})
"""Unicode categories that are odd in UTF-8: control characters and unassigned characters"""
_ODD = _ODD_IN_UTF_8 | {"Co"}
"""Unicode categories that are odd in other encodings and in damaged text: also private-use characters, which stand in
valid UTF-8 on purpose"""
_NOT_NUL = re.compile("[^\x00]+")
_USUAL = re.compile("[\t\n\r -~\u2010-\u203b\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
"""matches the characters of Chinese text; binary data read as UTF-16 has characters from all of Unicode"""
_LEAST_USUAL = 0.9
_COMMON = {"gb18030": (0xA1, 0xD7), "big5hkscs": (0xA1, 0xC6)}
"""for each Chinese encoding, the lowest and the highest first byte of its punctuation and common ideographs"""
_GB2312 = (0xA1, 0xF7)
"""the lowest and the highest first byte of characters of GB 2312; text in GB 18030 uses few other characters"""
_MOSTLY_GB2312 = 0.5
_FEW_BEYOND_ASCII = 0.2
_DAMAGED_ENCODINGS = ("utf-8", "gb18030", "big5hkscs")
_MOST_DAMAGED = 0.01
_LEAST_FOR_ONE_DAMAGED = 20
"""number of characters from which a text may have one damaged part, even if that is a greater share than
``_MOST_DAMAGED``"""
_REPLACED = re.compile("\N{REPLACEMENT CHARACTER}+")


def decode(content: bytes, source: str) -> tuple[str, str]:
    r"""Decode the content of a text file.

    The encodings are tried in this order: that of a byte-order mark, strict UTF-8, UTF-16 without a mark, and those
    that are likely by the bytes of the whole file, usually GB18030 or Big5. If none fits because a few bytes are
    damaged, the file is decoded as UTF-8, GB18030 or Big5, and each damaged part becomes U+FFFD.

    Returns:
        The text, with ``\n`` as its only line end and without control characters other than tab, and the name of the
        encoding, with （有损坏） after it if some bytes are damaged.

    Raises:
        ReadingError: the file is empty, is not text or has too many damaged bytes; ``source`` names it in the message.
    """
    if not content.strip():
        raise ReadingError(Message("文件是空的：{source}。请换一个有文字的文件", source=source))
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if _is_text(text, _ODD_IN_UTF_8 if encoding.startswith("utf-8") else _ODD):
            return _clean(text), encoding
    for encoding in _DAMAGED_ENCODINGS:
        text = content.decode(encoding, "replace")
        if _is_hardly_damaged(text, encoding):
            return _clean(text), f"{encoding}（有损坏）"
    raise ReadingError(Message("文件不是文本：{source}。请先转存为 UTF-8 或 GB18030 编码的文本", source=source))


def _candidates(content: bytes) -> list[str]:
    """Return the encodings to try, best first; empty if no encoding is likely."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return [encoding]
    if _share(content, "utf-8", _NOT_NUL) == 1:
        return ["utf-8"]
    utf_16 = max(("utf-16-le", "utf-16-be"), key=lambda encoding: _share(content, encoding, _USUAL))
    if _share(content, utf_16, _USUAL) > _LEAST_USUAL:
        return [utf_16]
    return _candidates_without_unicode(content)


def _candidates_without_unicode(content: bytes) -> list[str]:
    """Return the encodings to try for bytes that are neither in UTF-8 nor in UTF-16; empty if no encoding is likely.

    chardet is unreliable for short and for damaged files. So it is only used to recognise that a file is Chinese,
    to choose between the two Chinese encodings if both fit equally well, and to choose another encoding for a file that
    is mostly ASCII, such as an English text.
    """
    import chardet

    detected = (chardet.detect(content)["encoding"] or "gb18030").lower()
    common = {encoding: _share_of_wide(content, encoding, *used) for encoding, used in _COMMON.items()}
    chinese = max(common, key=lambda encoding: (common[encoding], detected[:2] == encoding[:2]))
    if detected.startswith(("gb", "big5")) or common[chinese] > _LEAST_USUAL:
        return [chinese, detected, "gb18030"]
    if _share_of_wide(content, "gb18030", *_GB2312) > _MOSTLY_GB2312:
        return ["gb18030"]
    has_few = sum(byte > 0x7F for byte in content) < _FEW_BEYOND_ASCII * len(content)
    return [detected] if has_few and not detected.startswith("utf") else []


def _share(content: bytes, encoding: str, pattern: re.Pattern[str]) -> float:
    """Return the share of the text that matches a pattern, 0 to 1; 0 if the content is not in this encoding."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return 0
    return sum(map(len, pattern.findall(text))) / len(text)


def _share_of_wide(content: bytes, encoding: str, first: int, last: int) -> float:
    """Return the share of the characters beyond ASCII whose first byte is from ``first`` to ``last``.

    The common characters come first in either Chinese character set. The share is 0 if the content is not in this
    encoding or is pure ASCII.
    """
    try:
        wide = [character.encode(encoding)[0] for character in content.decode(encoding) if character > "\x7f"]
    except UnicodeError:
        return 0
    return sum(first <= byte <= last for byte in wide) / max(1, len(wide))


def _is_hardly_damaged(text: str, encoding: str) -> bool:
    """Return whether a decoded text has few damaged parts (runs of U+FFFD) and is text, not binary data.

    In an encoding other than UTF-8, it must be Chinese text.
    """
    damaged = len(_REPLACED.findall(text))
    if damaged > max(_MOST_DAMAGED * len(text), len(text) >= _LEAST_FOR_ONE_DAMAGED):
        return False
    undamaged = _REPLACED.sub("", text).encode(encoding)
    is_chinese = encoding == "utf-8" or _share_of_wide(undamaged, encoding, *_GB2312) > _MOSTLY_GB2312
    return is_chinese and _is_text(text, _ODD)


def _is_text(text: str, odd: frozenset[str]) -> bool:
    """Return whether characters of the Unicode categories ``odd`` are rare, as in text and not in binary data.

    Tabs and line ends do not count; a text with a NUL character is binary data.
    """
    if "\x00" in text:
        return False
    count = sum(unicodedata.category(c) in odd and c not in "\t\n\r\x0b\x0c\x85" for c in text)
    return count <= _MOST_ODD_CHARACTERS * len(text)


def _clean(text: str) -> str:
    """Unify the line ends, and remove a byte-order mark and all control characters but tabs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS)
    return "".join(c for c in text if c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cs")).lstrip("\ufeff")
