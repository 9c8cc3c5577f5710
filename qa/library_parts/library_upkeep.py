"""Check, repair and back up a library."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from qa.errors import LibraryError
from qa.index import (
    STORE_ERRORS,
    AddProgress,
    BackupReport,
    Problem,
    Statistics,
    Verification,
    add_files,
    damaged_indexes,
    library_statistics,
    reembed,
    repair_library,
    verify_library,
    write_backup,
)
from qa.library_parts.model_errors import model_errors
from qa.library_parts.opened_library import OpenedLibrary
from qa.messages import Message, message_of


class LibraryUpkeep(OpenedLibrary):
    """The methods that verify, repair and back up a library, and count what it holds."""

    def verify(self, on_progress: Callable[[int, int], None] | None = None) -> Verification:
        """Compare everything stored with its checksums, and the indexes with the store.

        Indexes that are behind the store, because a process was killed, are updated first, unless one is damaged.

        Args:
            on_progress: called repeatedly with the number of documents and vectors compared, and their total.

        Raises:
            LibraryLockedError: another process is changing the library.
            LibraryError: the library cannot be written, or its database is too damaged to be opened.
        """
        with self._writing() as store:
            if not damaged_indexes(self._paths):
                # The verification below reports what is wrong with a damaged database.
                with suppress(LibraryError, *STORE_ERRORS):
                    self._engine_writer(store).finish()
            return verify_library(self._paths, on_progress or (lambda done, total: None))

    def repair(
        self, problems: Sequence[Problem], on_progress: Callable[[AddProgress], None] | None = None
    ) -> Verification:
        """Rebuild the damaged parts that a verification found, from the store and from the documents' files.

        Args:
            problems: the findings of :meth:`verify`.
            on_progress: as for :meth:`add`, for rebuilt vectors and for documents that are read again.

        Returns:
            The verification after the repair.

        Raises:
            LibraryLockedError: another process is changing the library.
            LibraryError: the library cannot be written.
            ModelMismatchError: another process has meanwhile changed the library to another model.
            SettingsError: the model cannot be loaded.
        """
        with self._writing() as store:
            self.check_model()
            with model_errors():
                report = on_progress or (lambda _: None)
                again = repair_library(problems, store, self._paths, self._encoder, self._settings, on_progress=report)
                # A vector that cannot be made again prevents the vector index; the verification below reports it.
                with suppress(LibraryError):
                    add_files(self._ingest_target(store), again, sync=False, on_progress=report, stopped=lambda: False)
            store.forget_unused_vectors()
        return self.verify()

    def _reembed(self, on_progress: Callable[[AddProgress], None] | None, stopped: Callable[[], bool] | None) -> int:
        with self._writing() as store, model_errors():
            return reembed(self._ingest_target(store), on_progress or (lambda _: None), stopped or (lambda: False))

    def backup(self, file: str | Path) -> BackupReport:
        """Write the library to one file, with checksums.

        The file holds the documents, vectors, uploaded originals, feedback, pins and the log of open questions.

        The library may be asked and changed meanwhile; the backup holds one state of it.

        Args:
            file: the backup, which replaces an existing file once it is complete.

        Raises:
            LibraryError: the library is damaged, or the file cannot be written.
        """
        try:
            return write_backup(self._database, self._paths, Path(file).expanduser().absolute())
        except (OSError, *STORE_ERRORS) as error:
            raise LibraryError(
                Message("备份写不了：{file}（{error}）。请检查磁盘空间和权限", file=file, error=message_of(error))
            ) from error

    def statistics(self) -> Statistics:
        """Return the numbers of documents and passages, the size of each part, and the installed versions."""
        return library_statistics(self._store, self._paths)
