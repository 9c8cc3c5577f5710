"""The documents of a library: an entry in the list of documents, and a whole document."""

from dataclasses import dataclass

from qa.types.documents import Metadata, Passage


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """An entry in the list of a library's documents."""

    id: int
    source: str
    """the path that citations name"""
    metadata: Metadata
    characters: int
    passages: int
    sources: tuple[str, ...] = ()
    """the paths of all files with this content"""


@dataclass(frozen=True, slots=True)
class DocumentContents:
    """A document of the library with its text and its passages."""

    summary: DocumentSummary
    content_hash: str
    """SHA-256 of the file, hexadecimal"""
    media_type: str
    encoding: str
    text: str
    passages: tuple[Passage, ...]
    pages: tuple[int, ...] = ()
    """offsets in ``text`` at which the pages begin, if the file has pages"""
    recognised: tuple[float | None, ...] = ()
    """for each page the mean confidence of text recognition, 0 to 1; ``None`` for a page with a text layer; empty
    if no page was recognised"""
