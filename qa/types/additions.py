"""The outcome of adding files to a library."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken into the library, with the reason."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """The outcome of adding one file."""

    source: str
    became: Literal["added", "replaced", "unchanged", "refused"]
    reason: str = ""
    """the reason for a refusal; empty otherwise"""


NamesakeField = Literal["document_number", "title"]


@dataclass(frozen=True, slots=True)
class Namesake:
    """An added file that shares its 文号 or its title with another document of the library."""

    source: str
    field: NamesakeField
    name: str
    other: str
    """the path of the other document's file"""


@dataclass(frozen=True, slots=True)
class AddReport:
    """The outcome of adding files, in the order of reading; all paths are absolute."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    removed: tuple[str, ...] = ()
    """files removed because they no longer exist in a synchronised folder"""
    namesakes: tuple[Namesake, ...] = ()
    files_left: int = 0
    """number of files that were not read because the addition was stopped"""
