"""Remove the folders of this computer from what the server replies."""

import re
from pathlib import Path, PurePath
from typing import Any

from qa.messages import Message, message_of

_FOLDERS = re.compile(r"(?<![\w.:/])/(?:[^/\s'\"：:，。；（）《》]+/)+")
"""the folders of an absolute path; not those of an address"""
_PATHS = ("source", "sources", "added", "replaced", "unchanged", "removed", "other")
"""the names under which a record holds paths"""


def public_text(error: BaseException) -> str:
    """Return the text of an error in which files are named without their folders."""
    return _public_message(message_of(error))


def _public_message(message: str) -> str:
    return _FOLDERS.sub("", str(_without_folders(message)))


def _without_folders(value: object) -> object:
    """Return a value of a message without folders: a message likewise, a path as its name."""
    if isinstance(value, Message):
        values = {name: _without_folders(inner) for name, inner in value.values.items()}
        return value.template.format(**values)
    if isinstance(value, PurePath) or (isinstance(value, str) and value.startswith("/")):
        return PurePath(value).name
    return value


def public_record(value: Any, folder: Path | None = None) -> Any:
    """Return JSON values in which every path is the file's name alone, also in the reasons of refusals.

    Args:
        value: the values.
        folder: paths in this folder are given as seen from its parent.
    """
    if isinstance(value, dict):
        return {name: _public_value(name, inner, folder) for name, inner in value.items()}
    return [public_record(inner, folder) for inner in value] if isinstance(value, (list, tuple)) else value


def _public_value(name: str, value: Any, folder: Path | None) -> Any:
    if name == "reason" and isinstance(value, str):
        return _public_message(value)
    if name in _PATHS and isinstance(value, str):
        return _shown(value, folder)
    if name in _PATHS and isinstance(value, (list, tuple)) and all(isinstance(path, str) for path in value):
        return [_shown(path, folder) for path in value]
    return public_record(value, folder)


def _shown(path: str, folder: Path | None) -> str:
    file = PurePath(path)
    return str(file.relative_to(folder.parent)) if folder and file.is_relative_to(folder) else file.name
