"""The outcome of adding files to a library."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file, archive, folder or link that was not added or not synchronised, with the reason."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """The outcome of adding one file, or the refusal of an archive, a folder or a link."""

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
    """the shared 文号 or title"""
    other: str
    """the path of the other document's file"""


@dataclass(frozen=True, slots=True)
class AddReport:
    """The outcome of adding files. Paths are absolute; only an upload refused for its size is given by its name."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    removed: tuple[str, ...] = ()
    """files removed because a synchronised folder, or an archive or mail that was added again, no longer holds them"""
    namesakes: tuple[Namesake, ...] = ()
    files_left: int = 0
    """number of files that were not read because the addition was stopped"""
