"""Resolve the document names of a question set to documents of a library."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from qa.reading import file_of
from qa.types import DocumentSummary


class DocumentNames:
    """The documents of a library by the names that a question set may use.

    A name is looked up among the file names, then among the file names without extension, then among the titles; the
    first of these that has the name counts.

    Args:
        documents: all documents of the library.
    """

    def __init__(self, documents: Iterable[DocumentSummary]) -> None:
        self._by_name: tuple[dict[str, set[int]], ...] = tuple(defaultdict(set) for _ in range(3))
        for document in documents:
            for source in document.sources:
                file = file_of(Path(source))
                for names, name in zip(self._by_name, (file.name, file.stem, document.metadata.title), strict=True):
                    names[name].add(document.id)

    def document_ids(self, name: str) -> frozenset[int]:
        """Return the ids of the documents with a name; empty if there are none.

        There are several if files in different folders share the name, if the file is a compilation of documents, or if
        documents share the title.
        """
        return next((frozenset(names[name]) for names in self._by_name if name in names), frozenset())
