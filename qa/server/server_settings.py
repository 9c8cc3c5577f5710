"""Settings of the server that the page alone does not need."""

import os
import re
from pathlib import Path

from qa.errors import SettingsError

_ROOT_PATH = re.compile(r"(?:/[\w.~-]+)*", re.ASCII)


def folders_to_add_from() -> tuple[Path, ...]:
    """Return the folders in ``QA_ADD_FOLDERS``, from which clients of the HTTP API and of MCP may add files.

    Raises:
        SettingsError: a path in it is not absolute, or no folder has this path.
    """
    named = filter(None, os.environ.get("QA_ADD_FOLDERS", "").split(os.pathsep))
    folders = tuple(Path(name).expanduser() for name in named)
    for folder in folders:
        if not (folder.is_absolute() and folder.is_dir()):
            raise SettingsError(f"环境变量 QA_ADD_FOLDERS 里的 {folder} 不是文件夹的绝对路径")
    return folders


def question_log_days() -> int:
    """Return for how many days unanswered and disliked questions are kept (``QA_QUESTION_LOG_DAYS``); 0 keeps none.

    Raises:
        SettingsError: the variable is not a whole number from 0 to 9999.
    """
    configured = os.environ.get("QA_QUESTION_LOG_DAYS") or "0"
    if not re.fullmatch(r"\d{1,4}", configured, re.ASCII):
        raise SettingsError(f"环境变量 QA_QUESTION_LOG_DAYS 是 {configured!r}，应是天数（0 到 9999），0 是不记")
    return int(configured)


def checked_root_path(path: str) -> str:
    """Return the path under which a proxy serves the page, without a slash at its end.

    Raises:
        SettingsError: the path is malformed.
    """
    shortened = path.rstrip("/")
    if not _ROOT_PATH.fullmatch(shortened):
        raise SettingsError(f"--root-path 是 {path!r}，应是以 / 开头的路径，如 /qa")
    return shortened
