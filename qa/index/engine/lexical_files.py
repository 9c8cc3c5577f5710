"""Check the files of a tantivy index for damage, and delete the files that a killed writer left behind.

Every file of tantivy ends in a footer with the CRC-32 of the bytes before the footer
(https://github.com/quickwit-oss/tantivy, src/directory/footer.rs). Tantivy does not check this checksum, so this module
does.
"""

import json
import struct
import zlib
from pathlib import Path
from typing import Any

_SEGMENT_SUFFIXES = (".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term")
_LIST, _LIST_COPY, _UNFINISHED_COPY = "meta.json", "meta.copy.json", "meta.copy.part"
_READING_TRIES = 5
_FOOTER_MAGIC = 1337
_FOOTER_END = struct.Struct("<II")
"""format of the end of a footer: the size of its JSON, and a number that is the same in every footer"""


def damaged_files(folder: Path) -> list[Path]:
    """Return the index files in a folder whose bytes have changed since they were written.

    If each file is sound by itself but the files name several versions of tantivy, all files are returned.

    Raises:
        OSError: a file that belongs to the index cannot be read.
        ValueError, KeyError, TypeError: the list of the files is damaged.
    """
    footers: dict[Path, dict[str, Any] | None] = {}
    for segment in _file_list(folder)["segments"]:
        name = segment["segment_id"].replace("-", "")
        deletes = f".{segment['deletes']['opstamp']}.del" if segment["deletes"] else None
        files = [file for file in folder.glob(f"{name}.*") if file.suffix != ".del"]
        expected = [folder / f"{name}{suffix}" for suffix in (*_SEGMENT_SUFFIXES, deletes) if suffix]
        footers |= {file: _footer_of_whole(file) for file in {*files, *expected}}
    damaged = [file for file, footer in footers.items() if footer is None]
    # The footer states tantivy's version, which no checksum covers; the files of a commit have the same version.
    versions = {json.dumps(footer.get("version"), sort_keys=True) for footer in footers.values() if footer is not None}
    return sorted(footers if len(versions) > 1 and not damaged else damaged)


def is_damaged(folder: Path) -> bool:
    """Return whether the index in a folder has changed since it was written, or cannot be read."""
    for _ in range(_READING_TRIES):
        try:
            return bool(damaged_files(folder))
        except (OSError, ValueError, KeyError, TypeError):
            # A writer may delete merged files after their list was read.
            continue
    return True


def copy_file_list(folder: Path) -> None:
    """Copy the list of the index's files after a commit, because the list itself has no checksum.

    The copy is replaced as a whole: half a copy would make a sound index look damaged.

    Raises:
        OSError: the list cannot be read or the copy cannot be written.
    """
    unfinished = folder / _UNFINISHED_COPY
    unfinished.write_bytes((folder / _LIST).read_bytes())
    unfinished.replace(folder / _LIST_COPY)


def delete_uncommitted_files(folder: Path) -> None:
    """Delete the ``.del`` files (lists of deleted passages) of a commit that was never completed.

    The next commit would give new ``.del`` files the same numbered names, and tantivy does not overwrite a file. The
    names of all other files never repeat.

    Raises:
        OSError: the folder cannot be read or written.
        ValueError, KeyError, TypeError: the list of the files is damaged.
    """
    if not (folder / _LIST).exists():
        return
    committed = json.loads((folder / _LIST).read_bytes())["opstamp"]
    for file in folder.glob("*.del"):
        if int(file.stem.rpartition(".")[2]) > committed:
            file.unlink(missing_ok=True)


def _file_list(folder: Path) -> Any:
    """Return tantivy's description of the files that the index consists of.

    If there is a copy of this list, the list must equal it, with one exception: a list that is newer than its copy
    comes from a commit whose process was killed before the copy was made.

    Raises:
        OSError: the list cannot be read.
        ValueError, KeyError, TypeError: the list is damaged.
    """
    copy = (folder / _LIST_COPY).read_bytes() if (folder / _LIST_COPY).exists() else None
    content = (folder / _LIST).read_bytes()
    parsed = json.loads(content)
    if copy is not None and copy != content and parsed["opstamp"] <= json.loads(copy)["opstamp"]:
        raise ValueError(f"{folder / _LIST} is not what was written")
    return parsed


def _footer_of_whole(file: Path) -> dict[str, Any] | None:
    """Return the footer of a file, or ``None`` if the file is damaged."""
    content = memoryview(file.read_bytes())
    if len(content) < _FOOTER_END.size:
        return None
    size, magic = _FOOTER_END.unpack(content[-_FOOTER_END.size :])
    end = len(content) - _FOOTER_END.size - size
    if magic != _FOOTER_MAGIC or end < 0:
        return None
    try:
        footer: dict[str, Any] = json.loads(bytes(content[end : -_FOOTER_END.size]))
    except ValueError:
        return None
    return footer if footer.get("crc") == zlib.crc32(content[:end]) else None
