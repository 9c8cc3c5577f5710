"""Remove the paths of this computer's folders from replies of the server."""

import re
from pathlib import Path, PurePath
from typing import Any

from qa.messages import Message, message_of

_FOLDERS = re.compile(r"(?<![\w.:/])/(?:[^/\s'\"：:，。；（）《》]+/)+")
"""matches the folders of an absolute path, but not those in a web address"""
_PATHS = ("source", "sources", "added", "replaced", "unchanged", "removed", "other")
"""keys of a record whose values are paths"""


def public_text(error: BaseException) -> str:
    """Return the text of an error, with the names of files but without their folders."""
    return _public_message(message_of(error))


def _public_message(message: str) -> str:
    return _FOLDERS.sub("", str(_without_folders(message)))


def _without_folders(value: object) -> object:
    """Return the name of a path, the text of a nested message without folders, or any other value unchanged."""
    if isinstance(value, Message):
        values = {name: _without_folders(inner) for name, inner in value.values.items()}
        return value.template.format(**values)
    if isinstance(value, PurePath) or (isinstance(value, str) and value.startswith("/")):
        return PurePath(value).name
    return value


def public_record(value: Any, folder: Path | None = None) -> Any:
    """Return JSON values with the file's name in place of each path under a key of ``_PATHS`` or in a ``reason``.

    Args:
        value: JSON values.
        folder: a path in this folder, under a key of ``_PATHS``, becomes the part that begins with the folder's name.
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
