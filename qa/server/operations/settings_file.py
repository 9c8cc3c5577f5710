"""The settings file (TOML): values for environment variables, and a section for each library.

An environment variable overrides the setting in the file, and a command-line option overrides both.
"""

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qa.errors import SettingsError

CONFIG = "QA_CONFIG"
LIBRARIES = "libraries"
VARIABLES: Mapping[str, str] = {
    "library.folder": "QA_LIBRARY",
    "library.folders": "QA_LIBRARIES",
    "library.model": "QA_MODEL",
    "library.reader": "QA_READER",
    "library.reranker": "QA_RERANKER",
    "library.file_bytes": "QA_FILE_BYTES",
    "library.everyday_words": "QA_EVERYDAY_WORDS",
    "server.host": "QA_HOST",
    "server.port": "QA_PORT",
    "server.read_only": "QA_READ_ONLY",
    "server.read_only_feedback": "QA_READ_ONLY_FEEDBACK",
    "server.allowed_hosts": "QA_ALLOWED_HOSTS",
    "server.frame_ancestors": "QA_FRAME_ANCESTORS",
    "server.root_path": "QA_ROOT_PATH",
    "server.add_folders": "QA_ADD_FOLDERS",
    "server.question_log_days": "QA_QUESTION_LOG_DAYS",
    "server.access_log": "QA_ACCESS_LOG",
    "server.monitoring_addresses": "QA_MONITORING_ADDRESSES",
    "accounts.folder": "QA_ACCOUNTS",
    "accounts.proxy_user_header": "QA_PROXY_USER_HEADER",
    "accounts.proxy_addresses": "QA_PROXY_ADDRESSES",
    "accounts.proxy_role": "QA_PROXY_ROLE",
}
"""the environment variable of each setting; ``docs/settings.md`` has the table"""
_ADD_FOLDERS = "server.add_folders"
_FOLDERS = ("library.folder", "library.folders", "library.reranker", "library.everyday_words", "accounts.folder")


def use_settings_file(path: Path) -> None:
    """Set environment variables to the values in a settings file, except variables that already have a value.

    Relative paths of the settings in ``_FOLDERS`` start at the file's folder. ``QA_CONFIG`` is set to the file's path.

    Raises:
        SettingsError: the file cannot be read, or a key or value is invalid.
    """
    path = path.expanduser().absolute()
    for section, values in _read(path).items():
        if section == LIBRARIES:
            continue
        if not isinstance(values, dict):
            raise _unknown(path, section)
        for name, value in values.items():
            key = f"{section}.{name}"
            if key not in VARIABLES:
                raise _unknown(path, key)
            text = _text(path, key, value)
            if not os.environ.get(VARIABLES[key]):
                os.environ[VARIABLES[key]] = str(path.parent / Path(text).expanduser()) if key in _FOLDERS else text
    os.environ[CONFIG] = str(path)


def library_sections() -> dict[str, dict[str, Any]]:
    """Return the sections ``[libraries.NAME]`` of the settings file in use, by name; their folders are absolute.

    Raises:
        SettingsError: the file cannot be read, or ``libraries`` or a section in it is not a table.
    """
    configured = os.environ.get(CONFIG)
    if not configured:
        return {}
    path = Path(configured)
    sections = _read(path).get(LIBRARIES, {})
    if not isinstance(sections, dict) or not all(isinstance(section, dict) for section in sections.values()):
        raise _unknown(path, LIBRARIES)
    for section in sections.values():
        if "folder" in section:
            section["folder"] = str(path.parent / Path(str(section["folder"])).expanduser())
    return sections


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"设置文件读不了：{path}（{error}）") from error


def _unknown(path: Path, key: str) -> SettingsError:
    close = difflib.get_close_matches(key, VARIABLES, n=1)
    meant = f"。是不是 {close[0]}？" if close else "。docs/settings.md 列出了所有设置"
    return SettingsError(f"设置文件 {path} 里的 {key} 不是一项设置{meant}")


def _text(path: Path, key: str, value: object) -> str:
    """Convert a value of the file to the text of an environment variable.

    Raises:
        SettingsError: the value is of another type than text, integer, boolean or list of texts.
    """
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return (os.pathsep if key == _ADD_FOLDERS else ",").join(value)
    if isinstance(value, (str, int)):
        return str(value)
    raise SettingsError(f"设置文件 {path} 里 {key} 的值用不了：{value!r}。应是文字、整数、true、false 或文字的列表")
