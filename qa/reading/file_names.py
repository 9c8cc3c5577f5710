r"""Convert file names of any bytes to text that can be shown and stored, and back.

On Linux a file name is bytes. Names from old disks are often in GBK, and some are not text at all. Python reads
such a name with lone surrogates, which cannot be printed or stored. Here each name on a path has one form in valid
Unicode. The form of a converted name begins with a mark, the invisible character WORD JOINER:

- A name that is valid Unicode and does not begin with the mark is unchanged.
- Any other name that is printable text in GB18030 is decoded and has one mark in front.
- The rest have two marks in front, and ``\xNN`` for each backslash, control character and byte beyond ASCII.
"""

import os
import re
from pathlib import Path

_MARK = "\N{WORD JOINER}"
_ESCAPED = re.compile(rb"\\x([0-9a-f]{2})")


def shown_path(path: Path) -> Path:
    """Return the path of a file on the disk in valid Unicode; :func:`path_on_disk` turns it back."""
    text = str(path)
    if _MARK not in text and _is_unicode(text):
        return path
    return Path(*map(_shown, path.parts))


def path_on_disk(path: Path) -> Path:
    """Return the path of a file on the disk from its form in valid Unicode; any other path is returned unchanged."""
    if _MARK not in str(path):
        return path
    return Path(*map(_on_disk, path.parts))


def _shown(name: str) -> str:
    if _is_unicode(name) and not name.startswith(_MARK):
        return name
    raw = os.fsencode(name)
    try:
        text = raw.decode("gb18030")
        if text.isprintable() and not text.startswith(_MARK) and text.encode("gb18030") == raw:
            return _MARK + text
    except UnicodeError:
        pass
    escaped = b"".join(b"%c" % byte if 32 <= byte < 127 and byte != ord("\\") else b"\\x%02x" % byte for byte in raw)
    return _MARK * 2 + escaped.decode("ascii")


def _on_disk(name: str) -> str:
    if not name.startswith(_MARK):
        return name
    try:
        if not name.startswith(_MARK * 2):
            return os.fsdecode(name[1:].encode("gb18030"))
        return os.fsdecode(_ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), name[2:].encode("ascii")))
    except UnicodeError:
        # This is not a converted name, but the name of a file that itself begins with the mark.
        return name


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
