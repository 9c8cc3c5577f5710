"""The libraries that the server offers: one, a folder of libraries, or the sections of the settings file."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.errors import SettingsError
from qa.server.accounts.roles import Role
from qa.server.operations.settings_file import library_sections
from qa.settings import default_library_path

_NAME = re.compile(r"[\w.-]{1,64}")
_KEYS = {"folder", "title", "description", "everyone"}
_EVERYONE = ("none", "reader", "editor")


@dataclass(frozen=True, slots=True)
class ConfiguredLibrary:
    """A library that the server offers."""

    name: str
    """name in addresses and in the roles of users"""
    folder: Path
    title: str = ""
    """title on the page; empty to show the name"""
    description: str = ""
    everyone: Role = Role.NONE
    """the role that every signed-in user has at least"""

    @property
    def shown(self) -> str:
        """The title, or the name if there is none."""
        return self.title or self.name


def only_library(folder: Path | None, is_option: bool) -> Path | None:
    """Return the folder of the only library to be served; ``None`` to serve what :func:`configured_libraries` finds.

    The option of the command takes precedence over ``QA_LIBRARIES`` and the libraries of the settings file, and these
    take precedence over ``QA_LIBRARY``.

    Args:
        folder: the library's folder.
        is_option: whether the folder comes from the option of the command; otherwise it comes from ``QA_LIBRARY``.

    Raises:
        SettingsError: the settings file cannot be read.
    """
    if folder is None or is_option:
        return folder
    return None if os.environ.get("QA_LIBRARIES") or library_sections() else folder


def configured_libraries(folder: Path | None) -> list[ConfiguredLibrary]:
    """Return the libraries in the order in which they are offered; the first is the default.

    Args:
        folder: the only library, as :func:`only_library` returns it; ``None`` for the libraries of ``QA_LIBRARIES`` and
            the settings file, or the default library if there are none.

    Raises:
        SettingsError: the settings file cannot be read, a name or a section cannot be used, or the folder
            ``QA_LIBRARIES`` cannot be read or has no library.
    """
    sections = library_sections()
    several = os.environ.get("QA_LIBRARIES")
    if folder is None and several:
        found = _libraries_in(Path(several).expanduser())
        unknown = [name for name in sections if name not in found and "folder" not in sections[name]]
        if unknown:
            raise SettingsError(f"设置文件的 [libraries.{unknown[0]}] 没有写 folder，{several} 里也没有这个文件夹")
        folders = found | {name: Path(section["folder"]) for name, section in sections.items() if "folder" in section}
        return [_library(name, folders[name], sections.get(name, {})) for name in _in_order(sections, folders)]
    if folder is None and sections:
        lacking = next((name for name, section in sections.items() if "folder" not in section), None)
        if lacking:
            raise SettingsError(f"设置文件的 [libraries.{lacking}] 要写 folder：资料库的文件夹")
        return [_library(name, Path(section["folder"]), section) for name, section in sections.items()]
    only = folder or default_library_path()
    return [ConfiguredLibrary(_usable(only.absolute().name), only)]


def _libraries_in(folder: Path) -> dict[str, Path]:
    """Return the subfolders of a folder by name, sorted, without hidden ones; each counts as a library.

    Raises:
        SettingsError: the folder cannot be read or has no such subfolder.
    """
    try:
        found = sorted(each for each in folder.iterdir() if each.is_dir() and not each.name.startswith("."))
    except OSError as error:
        raise SettingsError(f"QA_LIBRARIES 指的文件夹读不了：{folder}（{error.strerror}）") from error
    if not found:
        raise SettingsError(f"QA_LIBRARIES 指的文件夹里没有资料库：{folder}。请先用 qa add --library {folder}/NAME")
    return {each.name: each for each in found}


def _in_order(sections: Mapping[str, Any], folders: Mapping[str, Path]) -> Sequence[str]:
    """Return the names of the libraries: first those in the settings file, in its order, then the others."""
    return [*sections, *(name for name in folders if name not in sections)]


def _library(name: str, folder: Path, section: Mapping[str, Any]) -> ConfiguredLibrary:
    for key in section:
        if key not in _KEYS or not isinstance(section[key], str):
            raise SettingsError(f"设置文件的 [libraries.{name}] 里 {key} 用不了。能写的有：{'、'.join(sorted(_KEYS))}")
    everyone = section.get("everyone", "none")
    if everyone not in _EVERYONE:
        raise SettingsError(
            f"设置文件的 [libraries.{name}] 里 everyone 是 {everyone!r}，应是 {'、'.join(_EVERYONE)} 之一"
        )
    if not _NAME.fullmatch(name):
        raise SettingsError(f"资料库的名称 {name!r} 不能用。请用 1 到 64 个字母、汉字、数字或 . _ -")
    title, description = section.get("title", ""), section.get("description", "")
    return ConfiguredLibrary(name, folder, title, description, Role.named(everyone))


def _usable(name: str) -> str:
    """Return a folder's name as a library's name: at most 64 characters, disallowed ones as underscores."""
    return re.sub(r"[^\w.-]", "_", name)[:64] or "library"
