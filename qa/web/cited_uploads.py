"""The uploaded files that the documents of a library were made from."""

from contextlib import suppress
from pathlib import Path

from qa.errors import ReadingError
from qa.library import Library
from qa.reading import content_hash, path_on_disk, read_bytes


class CitedUploads:
    """The uploads that a library cites: documents of the library were made from them.

    Later changes of the library do not change this object.

    Args:
        library: the library.
        folder: the folder of the library's uploads.
    """

    def __init__(self, library: Library, folder: Path) -> None:
        self._library = library
        self._sources: dict[Path, dict[str, int]] = {}
        """maps each uploaded file to its cited paths (those inside it, for an archive), and each path to the number of
        its document"""
        for summary in library.documents():
            for source in summary.sources:
                path = path_on_disk(Path(source))
                if path.is_relative_to(folder):
                    # The file itself may be missing, so the path alone says where a member of an archive lies.
                    file = folder / path.relative_to(folder).parts[0]
                    self._sources.setdefault(file, {})[str(path)] = summary.id

    def __contains__(self, file: Path) -> bool:
        """Return whether a document was made from the upload with this path."""
        return file in self._sources

    def has_content(self, content: Path, target: Path) -> bool:
        """Return whether a file has the content that an upload had when the library made documents from it.

        In an archive, this must hold for every file from which a document was made. False if the library does not cite
        the upload.

        Args:
            content: the file to compare.
            target: the path of the upload.
        """
        cited = self._sources.get(target, {})
        for source, document_id in cited.items():
            inside = Path(source).relative_to(target)
            with suppress(ReadingError):
                expected = self._library.document(document_id).content_hash
                if content_hash(read_bytes(content / inside)) == expected:
                    continue
            return False
        return bool(cited)
