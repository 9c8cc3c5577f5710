"""The problems that a verification finds in a library."""

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """The part of a library in which a problem lies; it decides how the problem is repaired."""

    DATABASE = "database"
    DOCUMENT = "document"
    SOURCE = "source"
    CORRECTION = "correction"
    VECTOR = "vector"
    LEXICAL_INDEX = "lexical_index"
    VECTOR_INDEX = "vector_index"
    UPLOAD = "upload"
    PIN = "pin"


@dataclass(frozen=True, slots=True)
class Problem:
    """A damaged, missing or outdated part of a library."""

    part: Part
    text: str
    """one sentence for the user"""
    document_id: int | None = None
    """the number of the damaged document, if the problem lies in a document"""
    source_id: int | None = None
    """the id of the damaged row of ``sources``, if the problem lies in a source"""
    vector_key: str | None = None
    """the key of the damaged or missing vector, if the problem lies in a vector"""


@dataclass(frozen=True, slots=True)
class Verification:
    """The numbers of items that a verification compared, and the problems that it found."""

    documents: int
    sources: int
    passages: int
    vectors: int
    problems: tuple[Problem, ...] = ()
