"""The uploaded files that the documents of a library were made from."""

from contextlib import suppress
from pathlib import Path

from qa.errors import ReadingError
from qa.library import Library
from qa.reading import content_hash, path_on_disk, read_bytes


class CitedUploads:
    """The uploads that a library cites at the time when this object is created.

    Args:
        library: the library.
        folder: the folder of its uploads.
    """

    def __init__(self, library: Library, folder: Path) -> None:
        self._library = library
        self._sources: dict[Path, dict[str, int]] = {}
        """for each uploaded file, the cited paths in it with the numbers of their documents"""
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
        """Return whether a file has the content that the library cites as ``target``.

        For an archive, all cited files inside must have the cited content. False if the library does not cite
        ``target``.

        Args:
            content: the file to compare.
            target: the path of an upload.
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
