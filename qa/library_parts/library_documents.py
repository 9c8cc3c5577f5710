"""Look at the documents of a library and change them."""

from collections.abc import Callable
from pathlib import Path
from typing import Unpack

from qa.errors import LibraryError
from qa.index import (
    AddProgress,
    MetadataArguments,
    add_files,
    correct_metadata,
    no_document,
    restore_documents,
)
from qa.library_parts.model_errors import model_errors
from qa.library_parts.opened_library import OpenedLibrary
from qa.messages import Message
from qa.reading import file_of, page_image, read_bytes
from qa.types import AddReport, Citation, DocumentContents, DocumentSummary, Metadata


class LibraryDocuments(OpenedLibrary):
    """The documents of a library: list, add, remove, restore and correct them."""

    def documents(self) -> tuple[DocumentSummary, ...]:
        """Return the library's documents in the order in which they were added."""
        return self._store.documents()

    def document(self, document_id: int) -> DocumentContents:
        """Return everything stored about a document: sources, metadata, text, passages.

        Raises:
            LibraryError: there is no such document, or it is damaged.
        """
        return self._store.document(document_id)

    def page_image(self, citation: Citation) -> bytes:
        """Return the page of a citation as a PNG file, with a box around the cited text.

        The page comes from the document's file as it is now. PDF files, pictures and scanned OFD files have such pages.

        Raises:
            LibraryError: there is no such document, it is damaged, or the citation has no page.
            ReadingError: the file is missing, damaged or too large, or has no such page that can be shown.
        """
        if citation.page is None:
            raise LibraryError(
                Message(
                    "这种文件没有可以显示的页面：{source}。只有 PDF、图片和扫描的 OFD 可以显示页面",
                    source=citation.source,
                )
            )
        source = file_of(Path(citation.source))
        quotation = self.document_text(citation.document_id)[citation.start : citation.end]
        content = read_bytes(source, self._settings.file_bytes)
        recognised = citation.recognition is not None
        return page_image(source, content, citation.page, quotation, is_recognised=recognised)

    def documents_of_file(self, document_id: int) -> tuple[int, ...]:
        """Return the numbers of the documents that were read from the file of a document, in the order of the file.

        There are several numbers for a compilation (a file that holds several documents), one for any other file, and
        none if there is no document with this number.
        """
        return self._store.documents_of_file(document_id)

    def add(
        self,
        *paths: str | Path,
        sync: bool = False,
        follow_links: bool = False,
        on_progress: Callable[[AddProgress], None] | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> AddReport:
        """Add files, and the files in folders. A file that changed replaces its older version.

        A file counts as unchanged, and is not read, if its size, modification time and change time (ctime) are those
        that the library recorded; otherwise its content decides. If the library holds the same content under another
        path, the document gets another source.

        Args:
            paths: files or folders.
            sync: also remove the documents of files that were added from these folders and are gone. If all files of a
                folder are gone, nothing is removed and the report refuses the folder. A file that is gone from a zip
                archive or a mail that is added again is removed even without ``sync``.
            follow_links: also read linked folders, and linked files outside the given folder; otherwise such links are
                refused.
            on_progress: called for each file that may have changed, for each page that text recognition has read and
                for each batch of passages; before that, while the index gets the documents that an interrupted call
                stored.
            stopped: called repeatedly; once it returns True, the addition ends, and each file is stored whole or not at
                all. The same call later continues from there.

        Returns:
            The files that were added, replaced, unchanged, removed, and refused with the reason. A refused file does
            not affect the others.

        Raises:
            LibraryLockedError: another process is changing the library.
            LibraryError: the library cannot be written. Documents stored before stay.
            ModelMismatchError: another process has meanwhile changed the library to another model.
            SettingsError: the model cannot be loaded.
        """
        with self._writing() as store:
            self.check_model()
            with model_errors():
                return add_files(
                    self._ingest_target(store),
                    [Path(path) for path in paths],
                    sync=sync,
                    follow_links=follow_links,
                    on_progress=on_progress or (lambda _: None),
                    stopped=stopped or (lambda: False),
                )

    def remove(self, document_id: int) -> None:
        """Remove a document with all its sources; searches no longer find its passages.

        The other documents of a compilation (:meth:`documents_of_file`) are removed too, because they are in the same
        file.

        Raises:
            LibraryError: there is no such document, or the library cannot be written.
            LibraryLockedError: another process is changing the library.
        """
        with self._writing() as store:
            numbers = store.documents_of_file(document_id)
            if not numbers:
                raise no_document(document_id)
            store.remove(numbers)
            self._engine_writer(store).finish()
            store.forget_unused_vectors()

    def restore(self, *documents: DocumentContents) -> None:
        """Put removed documents back in one transaction, as they were, even if their files no longer exist.

        Args:
            *documents: the documents as :meth:`document` returned them before.

        Raises:
            LibraryError: every file of one of the documents now belongs to another document; then none of the documents
                is put back. Or the library cannot be written.
            LibraryLockedError: another process is changing the library.
            ModelMismatchError: another process has meanwhile changed the library to another model.
            SettingsError: the model cannot be loaded.
        """
        with self._writing() as store:
            free = [[path for path in each.summary.sources if not store.is_held(path)] for each in documents]
            for contents in (each for each, paths in zip(documents, free, strict=True) if not paths):
                raise LibraryError(
                    Message(
                        "恢复不了：{source} 已是另一份文件。请先移除那一份，或把原来的换个名字再添加",
                        source=contents.summary.source,
                    )
                )
            self.check_model()
            with model_errors():
                restore_documents(self._ingest_target(store), list(zip(documents, free, strict=True)))

    def correct_metadata(self, document_id: int, **corrections: Unpack[MetadataArguments]) -> Metadata:
        """Correct fields of a document's metadata. The correction also applies to later versions of its files.

        Args:
            document_id: the document's number.
            **corrections: the corrected fields of :class:`Metadata`, dates as ``date`` or ISO string. ``""``, for a
                date also ``None``, says that the document does not state the field; the title cannot be empty.

        Returns:
            The metadata after the correction.

        Raises:
            LibraryError: there is no such document or field, a value is wrong, or the library cannot be written.
            LibraryLockedError: another process is changing the library.
            ModelMismatchError: another process has meanwhile changed the library to another model.
            SettingsError: the model cannot be loaded.
        """
        with self._writing() as store:
            self.check_model()
            with model_errors():
                return correct_metadata(self._ingest_target(store), document_id, corrections)
