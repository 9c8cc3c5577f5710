"""The Python interface: a library of documents that answers questions. The page and the command line use it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self, Unpack

from embeddings import Encoder
from qa.answering import AskRequest, ask, rank_passages
from qa.answering.pinned_answers import PinnedText
from qa.errors import LibraryError
from qa.index import (
    AddProgress,
    BackupReport,
    LibraryPaths,
    MetadataArguments,
    Part,
    Pin,
    Problem,
    Statistics,
    Verification,
    refuse_lost_database,
    refuse_missing_library,
    refuse_other_model,
    restore_backup,
)
from qa.language import tagged_words, words
from qa.library_parts import LibraryDocuments, LibraryPins, LibraryUpkeep, model_errors
from qa.messages import Message, message_of
from qa.question.arguments import FilterArguments, checked_k, filters_from, usable_earlier
from qa.reading import canonical
from qa.search import Ranking, hits
from qa.settings import Settings, default_library_path
from qa.types import Answer, Hit

__all__ = [
    "AddProgress",
    "BackupReport",
    "FilterArguments",
    "Library",
    "MetadataArguments",
    "Part",
    "Pin",
    "PinnedText",
    "Problem",
    "Ranking",
    "Statistics",
    "Verification",
]


class Library(LibraryDocuments, LibraryUpkeep, LibraryPins):
    """Documents, their passages and the engine that finds the passages, in one folder. Safe for threads.

    Any number of processes may read a library; one at a time may change it. A process that reads sees a document as it
    was before a change or as it is after it, never in between.
    """

    @classmethod
    def open(
        cls,
        path: str | Path | None = None,
        settings: Settings | None = None,
        encoder: Encoder | None = None,
        *,
        create: bool = True,
    ) -> Self:
        """Open a library, and create it if it does not exist.

        Args:
            path: the library's folder; the default is ``QA_LIBRARY`` or a folder in the user's data folder.
            settings: the default is :meth:`Settings.from_environment`.
            encoder: the embedding model, to share it between libraries; the default is the model that the settings
                name.
            create: True makes the library if it does not exist; False raises an error then, which catches a mistyped
                path.

        Raises:
            LibraryError: the path is a file; the folder cannot be created or read; there is no library and ``create``
                is False; the database is missing while other parts of the library are there; or the database is damaged
                or comes from a newer version.
            ModelMismatchError: the library was embedded with another model; :meth:`reembed` changes its model.
            SettingsError: a setting has an invalid value, a file that it names cannot be read, or the model does not
                exist.
        """
        library = cls._of_any_model(path, settings, encoder, create=create)
        try:
            refuse_other_model(library._store.model, library._model, library.folder)
        except BaseException:
            library.close()
            raise
        return library

    @classmethod
    def reembed(
        cls,
        path: str | Path | None = None,
        settings: Settings | None = None,
        encoder: Encoder | None = None,
        on_progress: Callable[[AddProgress], None] | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> int:
        """Embed the passages of a library with another model than before; the documents' files are not read.

        All documents keep their numbers, metadata and sources. Their passages stay as they were cut, but a passage that
        is too long for the new model is cut further.

        Until all vectors are computed, the library keeps its former model and can be asked with it. This also holds
        after an interrupted call; the next call computes only the vectors that are still missing. Once a call has
        completed, a process that opened the library with the former model gets a ``ModelMismatchError`` and must open
        it again.

        Args:
            path: the library's folder, as for :meth:`open`.
            settings: as for :meth:`open`.
            encoder: the new model, as for :meth:`open`.
            on_progress: called at least after each batch of vectors, and while the indexes are updated.
            stopped: called at least after each batch of vectors; once it returns True, the call ends and the library
                keeps its former model.

        Returns:
            The number of passages; 0 if the library already has the new model or has no passages, or if the call was
            stopped.

        Raises:
            LibraryLockedError: another process is changing the library.
            LibraryError: there is no library, or it cannot be opened or written; or documents are damaged. These have
                no passages until :meth:`repair` reads their files again; all others have the new model.
            SettingsError: as for :meth:`open`; or the model cannot be loaded.
        """
        with cls._of_any_model(path, settings, encoder, create=False) as library:
            return library._reembed(on_progress, stopped)

    @classmethod
    def _of_any_model(
        cls, path: str | Path | None, settings: Settings | None, encoder: Encoder | None, *, create: bool
    ) -> Self:
        """Open a library that may have been embedded with another model; the arguments are those of :meth:`open`."""
        folder = canonical(Path(path) if path is not None else default_library_path())
        if folder.exists() and not folder.is_dir():
            raise LibraryError(
                Message(
                    "资料库应是文件夹，而这是一个文件：{folder}。请用 --library 或 QA_LIBRARY 指定文件夹",
                    folder=folder,
                )
            )
        paths = LibraryPaths(folder)
        refuse_lost_database(paths)
        if not create:
            refuse_missing_library(paths)
        _make_folder(folder)
        settings = settings or Settings.from_environment()
        return cls(folder, settings, encoder or Encoder(settings.model))

    @staticmethod
    def from_backup(file: str | Path, path: str | Path | None = None) -> Path:
        """Make a library from a backup that this or an older version wrote, and return the library's folder.

        The indexes are built when the library is asked for the first time.

        Args:
            file: a file that :meth:`backup` wrote.
            path: the new library's folder, which must be empty or not exist yet; the default is that of :meth:`open`.

        Raises:
            LibraryError: the file cannot be read, is not a whole backup or comes from a newer version; or the folder is
                not empty or cannot be written.
        """
        folder = canonical(Path(path) if path is not None else default_library_path())
        try:
            restore_backup(Path(file).expanduser(), LibraryPaths(folder))
        except OSError as error:
            raise LibraryError(
                Message("恢复不了：{file}（{error}）。请检查路径、磁盘空间和权限", file=file, error=message_of(error))
            ) from error
        return folder

    def load_model(self, on_progress: Callable[[AddProgress], None] | None = None) -> None:
        """Load the search engine, the models and the dictionaries of words now instead of at the first question.

        This takes seconds. The engine is brought up to date too, as by :meth:`refresh`.

        Args:
            on_progress: as for :meth:`refresh`.

        Raises:
            LibraryError: the stored data is damaged or cannot be read.
            ModelMismatchError: another process has meanwhile changed the library to another model.
            SettingsError: a model cannot be loaded.
        """
        with model_errors():
            # The first text through a model takes longer than later ones.
            self._encoder.encode_queries(["预热"])
            if self._ask_context.reader:
                self._ask_context.reader.load()
        words("预热")
        list(tagged_words("预热"))
        self.refresh(on_progress)
        with self._engine.snapshot():
            pass

    def ask(
        self,
        question: str,
        k: int = 5,
        earlier: Sequence[str] = (),
        *,
        narrow: bool = True,
        pinned: bool = True,
        **wanted: Unpack[FilterArguments],
    ) -> Answer:
        """Answer a question: the answering sentence, the confidence, and the ``k`` best passages.

        The steps are listed in :mod:`qa.answering.ask`. The sentence and the confidence do not depend on ``k``.

        Args:
            question: at most as long as the setting ``question_characters``.
            k: maximum number of passages to return, at least 1.
            earlier: the earlier questions of the same conversation, oldest first, each in the wording that was searched
                for (:attr:`Answer.searched`); "那2020年呢？" depends on them. Blank texts and texts longer than twice
                ``question_characters`` are ignored.
            narrow: whether the search is restricted to the 文号 in the question, or to the issuer and the year of the
                documents that the question asks for. It is not if ``wanted`` holds filters, or if no document passes
                the restriction.
            pinned: whether an answer that a person chose (:meth:`pin`) takes the place of the answer that is found.
            **wanted: ``issuer`` (a part of the name), ``since`` and ``until`` (dates or ISO strings),
                ``document_number``, ``status`` (a part of it), ``document_id``: only documents that fulfil all of them
                are searched.

        Raises:
            QuestionError: the question is blank, too long or not a string; ``k`` is not an integer of at least 1; or a
                filter is unknown or has a wrong value.
            LibraryError: the stored data is damaged or cannot be read.
            ModelMismatchError: another process has meanwhile changed the library to another model.
            SettingsError: the model cannot be loaded.
        """
        before = usable_earlier(earlier, self.settings.question_characters)
        request = AskRequest(self._checked(question), checked_k(k), before, narrow, filters_from(wanted))
        with model_errors():
            answer = ask(request, self._ask_context)
            if not pinned:
                return answer
            return self._pins.with_pin(answer, request.filters, request.earlier)

    def retrieve(self, question: str, k: int = 10, **wanted: Unpack[FilterArguments]) -> tuple[Hit, ...]:
        """Return the ``k`` passages that answer a question best, ranked.

        Args:
            question: as for :meth:`ask`.
            k: maximum number of passages to return, at least 1.
            **wanted: filters, as for :meth:`ask`.

        Raises:
            QuestionError: as for :meth:`ask`.
            LibraryError: as for :meth:`ask`.
            SettingsError: as for :meth:`ask`.
        """
        k = checked_k(k)
        return hits(self.ranking(question, **wanted).passages[:k])

    def ranking(self, question: str, **wanted: Unpack[FilterArguments]) -> Ranking:
        """Return all passages found for a question, best first, with their features, for benchmarks and training.

        Args:
            question: as for :meth:`ask`.
            **wanted: filters, as for :meth:`ask`.

        Raises:
            QuestionError: as for :meth:`ask`.
            LibraryError: as for :meth:`ask`.
            SettingsError: as for :meth:`ask`.
        """
        question, filters = self._checked(question), filters_from(wanted)
        with model_errors():
            return rank_passages(question, filters, self._ask_context)[1]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(
            Message("资料库文件夹建不了：{folder}（{error}）。请换一个位置", folder=folder, error=error.strerror)
        ) from error
