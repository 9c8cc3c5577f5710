"""OLE compound files (MS-CFB), the containers of Word and Excel 97–2003, WPS and encrypted Office files."""

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from olefile import OleFileIO

OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_ole(content: bytes) -> "OleFileIO | None":
    """Open a compound file; return ``None`` for other files and damaged ones."""
    from olefile import OleFileIO

    if not content.startswith(OLE_SIGNATURE):
        return None
    try:
        return OleFileIO(io.BytesIO(content))
    except Exception:
        # A damaged file can make olefile raise almost anything.
        return None


def ole_streams(content: bytes) -> frozenset[str]:
    """Return the names of the streams at the root of a compound file; empty for other files and damaged ones."""
    from olefile import STGTY_STREAM

    ole = open_ole(content)
    if ole is None:
        return frozenset()
    # Storages are not entered: in a damaged file they can contain each other.
    return frozenset(entry.name for entry in ole.root.kids if entry.entry_type == STGTY_STREAM)
