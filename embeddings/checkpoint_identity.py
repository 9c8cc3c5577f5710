"""Compute a checksum that identifies a checkpoint."""

import hashlib
from pathlib import Path

_IDENTIFYING_BYTES = 1 << 20
"""number of bytes at the beginning of each file that enter the checksum"""


def checkpoint_checksum(folder: Path) -> str:
    """Return 12 hexadecimal digits of the SHA-256 over the paths, sizes and first MiB of a checkpoint's files.

    Files whose names begin with a dot are left out.
    """
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")):
        digest.update(f"{file.relative_to(folder).as_posix()}\0{file.stat().st_size}\0".encode())
        with file.open("rb") as content:
            digest.update(content.read(_IDENTIFYING_BYTES))
    return digest.hexdigest()[:12]
