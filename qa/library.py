"""The Python interface: a library of documents that answers questions. The page and the command line use it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self, Unpack

from embeddings import EmbeddingsError, Encoder
from qa.answering import AskContext, AskRequest, ProvisionFinder, ask, passage_reader, rank_passages
from qa.answering.pinned_answers import PinnedAnswers, PinnedText, without_questions
from qa.errors import LibraryError, ModelMismatchError, SettingsError
from qa.index import (
    STORE_ERRORS,
    AddProgress,
    BackupReport,
    Database,
    Engine,
    IngestTarget,
    LibraryPaths,
    LocalEngine,
    LocalEngineWriter,
    MetadataArguments,
    Part,
    Pin,
    PinFile,
    Problem,
    Statistics,
    Store,
    StoreWriter,
    Verification,
    add_files,
    correct_metadata,
    damaged_indexes,
    library_statistics,
    new_pin,
    no_document,
    rebuild_progress,
    refuse_lost_database,
    refuse_missing_library,
    repair_library,
    restore_backup,
    restore_documents,
    verify_library,
    write_backup,
    write_lock,
)
from qa.language import everyday_words, tagged_words, words
from qa.messages import Message, message_of
from qa.question.arguments import FilterArguments, checked_k, checked_question, filters_from
from qa.reading import canonical, page_image, read_bytes
from qa.search import Ranking, hits
from qa.settings import Settings, default_library_path
from qa.types import AddReport, Answer, AnswerSentence, Citation, DocumentContents, DocumentSummary, Hit, Metadata, Span

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

_LOCK_SECONDS = 10.0


class Library:
    """Documents, their passages and the engine that finds them, in one folder. Safe for threads.

    Any number of processes may read a library; one at a time may change it. A reader sees a document as it was before
    or after a change, never between.
    """

    def __init__(self, folder: Path, settings: Settings, encoder: Encoder) -> None:
        """Initialise the library; callers use :meth:`open`."""
        self._folder = folder
        self._settings = settings
        self._encoder = encoder
        self._paths = LibraryPaths(folder)
        known_words = everyday_words(settings.everyday_words)
        self._database = Database(self._paths.database)
        self._store = Store(self._database)
        self._engine: Engine = LocalEngine(self._paths, self._store)
        provisions = ProvisionFinder(self._store.documents, self.document_text)
        self._ask_context = AskContext(
            self._engine,
            encoder,
            passage_reader(settings, encoder),
            self._store.issuers,
            self._store.documents,
            provisions,
            self._slice,
            known_words,
        )
        self._pin_file = PinFile(self._paths.pins)
        later_documents = self._ask_context.later_documents
        self._pins = PinnedAnswers(self._pin_file, self._store, self._engine, encoder, later_documents)
        try:
            self._refuse_other_model()
        except BaseException:
            self._database.close()
            raise

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
            encoder: the embedding model, to share it between libraries; the default is that of the settings.
            create: whether to make a library that does not exist; otherwise it is an error, which catches a mistyped
                path.

        Raises:
            LibraryError: the path is a file; the folder cannot be created or read; there is no library and ``create``
                is False; or the database is missing while other parts of the library are there.
            ModelMismatchError: the library was embedded with another model.
            SettingsError: the model does not exist.
        """
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
        """Make a library from a backup, of this or an older version, and return its folder.

        Its indexes are built when it is opened and asked for the first time.

        Args:
            file: a file that :meth:`backup` wrote.
            path: the new library's folder, which must not exist or be empty; the default is that of :meth:`open`.

        Raises:
            LibraryError: the file is not a whole backup or comes from a newer version, or the folder is not empty.
        """
        folder = canonical(Path(path) if path is not None else default_library_path())
        try:
            restore_backup(Path(file).expanduser(), LibraryPaths(folder))
        except OSError as error:
            raise LibraryError(
                Message("恢复不了：{file}（{error}）。请检查路径、磁盘空间和权限", file=file, error=message_of(error))
            ) from error
        return folder

    def close(self) -> None:
        """Close the library's files."""
        self._database.close()

    def __enter__(self) -> Self:
        """Return the library itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the library."""
        self.close()

    @property
    def folder(self) -> Path:
        """The library's folder."""
        return self._folder

    @property
    def settings(self) -> Settings:
        """The settings with which the library was opened."""
        return self._settings

    @property
    def ask_context(self) -> AskContext:
        """The engine, model and word lists with which the library answers, for benchmarks and training."""
        return self._ask_context

    @property
    def identity(self) -> str:
        """The library's unique identifier, which stays when its folder is moved."""
        return self._store.identity

    @property
    def generation(self) -> int:
        """How many times a document was added, replaced or removed; 0 for a new library."""
        return self._store.generation

    def refresh(self, on_progress: Callable[[AddProgress], None] | None = None) -> None:
        """Update the engine to the store, as every question does; rebuilding a lost index may take a minute.

        Args:
            on_progress: called while the lexical index is updated.
        """
        if self._engine.is_current:
            return
        report = on_progress or (lambda _: None)
        try:
            with self._writing(timeout=0) as store:
                self._engine_writer(store).finish(rebuild_progress(report))
        except LibraryError:
            # The process that holds the lock updates the engine. If nobody can write, the older state is shown.
            return

    def load_model(self, on_progress: Callable[[AddProgress], None] | None = None) -> None:
        """Load the engine, the model and the dictionary now (seconds), not at the first question.

        Args:
            on_progress: as for :meth:`refresh`.

        Raises:
            SettingsError: the model cannot be loaded.
        """
        with _model_errors():
            # The first text through a model takes longer than later ones.
            self._encoder.encode_queries(["预热"])
            if self._ask_context.reader:
                self._ask_context.reader.load()
        words("预热")
        list(tagged_words("预热"))
        self.refresh(on_progress)
        with self._engine.snapshot():
            pass

    def documents(self) -> tuple[DocumentSummary, ...]:
        """Return the library's documents in the order in which they came."""
        return self._store.documents()

    def document(self, document_id: int) -> DocumentContents:
        """Return everything stored about a document: sources, metadata, text, passages.

        Raises:
            LibraryError: there is no such document.
        """
        return self._store.document(document_id)

    def document_text(self, document_id: int) -> str:
        """Return the text of a document, into which its citations point.

        Raises:
            LibraryError: there is no such document.
        """
        return self._store.document_text(document_id, self._engine.generation)

    def page_image(self, citation: Citation) -> bytes:
        """Return the page of a citation as a PNG file, with the cited text boxed.

        The page comes from the document's file as it is now. Files of PDF and pictures have such pages.

        Raises:
            LibraryError: there is no such document, or its page cannot be shown.
            ReadingError: the file is missing or damaged.
        """
        if citation.page is None:
            raise LibraryError(
                Message("这种文件没有可以显示的页面：{source}。只有 PDF 和图片可以显示页面", source=citation.source)
            )
        source = Path(citation.source)
        quotation = self.document_text(citation.document_id)[citation.start : citation.end]
        content = read_bytes(source, self._settings.file_bytes)
        recognised = citation.recognition is not None
        return page_image(source, content, citation.page, quotation, is_recognised=recognised)

    def _slice(self, document_id: int, span: Span) -> str:
        return self._store.document_slice(document_id, span, self._engine.generation)

    def add(
        self,
        *paths: str | Path,
        sync: bool = False,
        follow_links: bool = False,
        on_progress: Callable[[AddProgress], None] | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> AddReport:
        """Add files, and the files in folders. A file that changed replaces its older version.

        A file whose size and both times are as stored counts as unchanged and is not read; otherwise its content
        decides. If the library holds the content already, its document gets another source.

        Args:
            paths: files or folders.
            sync: also remove the files that were added from these folders and are gone.
            follow_links: also read linked folders and linked files elsewhere; otherwise the report lists the links.
            on_progress: called for each file and each batch of passages, and while an interrupted update is finished.
            stopped: called repeatedly; once it returns True, the addition ends cleanly between two documents. The same
                call later continues from there.

        Returns:
            The files that were added, replaced, unchanged, and refused with the reason. A refused file does not affect
            the others.

        Raises:
            LibraryLockedError: another process is changing the library.
            LibraryError: the library cannot be written. Documents stored before stay.
        """
        with self._writing() as store:
            self._refuse_other_model()
            with _model_errors():
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

        The other documents of a compilation (:meth:`documents_of_file`) are removed with it: they are the same file.

        Raises:
            LibraryError: there is no such document.
            LibraryLockedError: another process is changing the library.
        """
        with self._writing() as store:
            numbers = store.documents_of_file(document_id)
            if not numbers:
                raise no_document(document_id)
            store.remove(numbers)
            self._engine_writer(store).finish()
            store.forget_unused_vectors()

    def documents_of_file(self, document_id: int) -> tuple[int, ...]:
        """Return the numbers of the documents that were read from the file of a document, in the order of the file.

        These are several for a compilation, one for another file, and none if there is no document with this number.
        """
        return self._store.documents_of_file(document_id)

    def restore(self, *documents: DocumentContents) -> None:
        """Put removed documents back in one transaction, as they were, even if their files no longer exist.

        Args:
            *documents: the documents as :meth:`document` returned them before.

        Raises:
            LibraryError: each of the files of a document now belongs to another; none is put back.
            LibraryLockedError: another process is changing the library.
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
            self._refuse_other_model()
            with _model_errors():
                restore_documents(self._ingest_target(store), list(zip(documents, free, strict=True)))

    def correct_metadata(self, document_id: int, **corrections: Unpack[MetadataArguments]) -> Metadata:
        """Correct fields of a document's metadata. The correction also applies to later versions of its files.

        Args:
            document_id: the document's number.
            **corrections: the corrected fields of :class:`Metadata`, dates as ``date`` or ISO string; ``""`` or
                ``None`` says that the document does not state the field.

        Returns:
            The metadata after the correction.

        Raises:
            LibraryError: there is no such document or field, or a value is wrong.
            LibraryLockedError: another process is changing the library.
        """
        with self._writing() as store:
            self._refuse_other_model()
            with _model_errors():
                return correct_metadata(self._ingest_target(store), document_id, corrections)

    def verify(self, on_progress: Callable[[int, int], None] | None = None) -> Verification:
        """Compare everything stored with its checksums, and the indexes with the store.

        Indexes that a killed process left behind the store are updated first, as before a question.

        Args:
            on_progress: called repeatedly with the number of documents and vectors compared, and their total.

        Raises:
            LibraryLockedError: another process is changing the library.
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
        """
        with self._writing() as store:
            with _model_errors():
                report = on_progress or (lambda _: None)
                again = repair_library(problems, store, self._paths, self._encoder, self._settings, on_progress=report)
                # A vector that cannot be made again prevents the vector index; the verification below reports it.
                with suppress(LibraryError):
                    add_files(self._ingest_target(store), again, sync=False, on_progress=report, stopped=lambda: False)
            store.forget_unused_vectors()
        return self.verify()

    def backup(self, file: str | Path) -> BackupReport:
        """Write the library to one file: documents, vectors, uploaded originals, feedback and pins, with checksums.

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
        """Return the numbers of documents and passages, the size of each part, and the versions that wrote them."""
        return library_statistics(self._store, self._paths)

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

        The steps are listed in :mod:`qa.answering.ask`. The answer does not depend on ``k``.

        Args:
            question: at most as long as the setting ``question_characters``.
            k: number of passages to return, at least 1.
            earlier: the questions searched for before in the same conversation, oldest first; "那2020年呢？" depends on
                them.
            narrow: whether filters named in the question (issuer and year) apply, unless no document passes them.
            pinned: whether an answer that a person chose counts (:meth:`pin`).
            **wanted: ``issuer`` (a part of the name), ``since`` and ``until`` (dates or ISO strings),
                ``document_number``, ``status``, ``document_id``: only documents that fulfil all of them are searched.

        Raises:
            QuestionError: the question is blank, too long or not a string, ``k`` is less than 1, or a filter has a
                wrong value.
        """
        request = AskRequest(self._checked(question), checked_k(k), tuple(earlier), narrow, filters_from(wanted))
        self.refresh()
        with _model_errors():
            answer = ask(request, self._ask_context)
            if not pinned:
                return answer
            return self._pins.with_pin(answer, request.filters, request.earlier)

    def quote(self, document_id: int, start: int, end: int) -> AnswerSentence:
        """Return a slice of a document's text with its citation.

        Raises:
            LibraryError: there is no such document, or the slice is empty or outside its passages.
        """
        self.refresh()
        text = self.document_text(document_id)
        quoted = self._pins.quoted(document_id, Span(start, min(end, len(text))), text)
        if quoted is None:
            raise LibraryError(
                Message("编号 {number} 的文件里没有这一段：{start}–{end}", number=document_id, start=start, end=end)
            )
        return quoted[0]

    def pin(
        self, question: str, document_id: int, text: str, variants: Sequence[str] = (), start: int = 0
    ) -> PinnedText:
        """Choose a text of a document as the answer to a question, in place of what the program finds.

        Only the question itself and its variants get this answer: other punctuation, question words of the same meaning
        (什么时候, 何时), wrong characters of the same sound, and the variants given here. The pin follows the document:
        it moves with its text to a new version of the file, and is not used while the document or the text is gone.

        Args:
            question: the question; an earlier pin of the same question is replaced.
            document_id: the document's number.
            text: the answer as it stands in the document.
            variants: the same question in other words.
            start: an offset in the document; of several places of the text, the nearest is meant.

        Raises:
            LibraryError: there is no such document, the text does not stand in it, or the pin cannot be stored.
            QuestionError: the question or a variant is blank or too long.
        """
        texts = tuple(dict.fromkeys(self._checked(each).strip() for each in (question, *variants)))
        self.refresh()
        wanted = text.strip()
        found = self._pins.place(document_id, wanted, start)
        source = self._database.stored_path(found.citation.source)
        pin = new_pin(texts, wanted, document_id, source, found.citation.start)
        return self._pins.located(self._pin_file.add(pin, lambda present: without_questions(present, texts)))

    def unpin(self, pin_id: int) -> Pin:
        """Remove a pin and return it.

        Raises:
            LibraryError: there is no such pin, or it cannot be removed.
        """
        return self._pin_file.remove(pin_id)

    def pins(self) -> tuple[PinnedText, ...]:
        """Return all pins, oldest first, each with the place where its text stands now.

        Raises:
            LibraryError: the pins cannot be read.
        """
        self.refresh()
        return self._pins.all()

    def retrieve(self, question: str, k: int = 10, **wanted: Unpack[FilterArguments]) -> tuple[Hit, ...]:
        """Return the ``k`` passages that answer a question best, ranked.

        Args:
            question: as for :meth:`ask`.
            k: number of passages to return, at least 1.
            **wanted: filters, as for :meth:`ask`.

        Raises:
            QuestionError: as for :meth:`ask`.
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
        """
        question, filters = self._checked(question), filters_from(wanted)
        self.refresh()
        with _model_errors():
            return rank_passages(question, filters, self._ask_context)[1]

    def _ingest_target(self, store: StoreWriter) -> IngestTarget:
        return IngestTarget(store, self._engine_writer(store), self._encoder, self._settings)

    def _engine_writer(self, store: StoreWriter) -> LocalEngineWriter:
        return LocalEngineWriter(self._paths, store)

    def _checked(self, question: str) -> str:
        return checked_question(question, self._settings.question_characters)

    def _refuse_other_model(self) -> None:
        held = self._store.model
        with _model_errors():
            wanted = self._encoder.identity
        if held is not None and held != wanted:
            raise ModelMismatchError(
                Message(
                    "资料库 {folder} 是用模型 {held} 建的，而设置的模型是 {wanted}。"
                    "请把 QA_MODEL 设回原来的模型，或换一个资料库重新添加文件",
                    folder=self._folder,
                    held=held,
                    wanted=wanted,
                )
            )

    @contextmanager
    def _writing(self, timeout: float | None = None) -> Iterator[StoreWriter]:
        try:
            with write_lock(self._folder, _LOCK_SECONDS if timeout is None else timeout):
                yield StoreWriter(self._database)
        except (OSError, *STORE_ERRORS) as error:
            raise LibraryError(
                Message(
                    "资料库写不了：{folder}（{error}）。请检查磁盘空间和权限；已经存好的不受影响",
                    folder=self._folder,
                    error=message_of(error),
                )
            ) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(
            Message("资料库文件夹建不了：{folder}（{error}）。请换一个位置", folder=folder, error=error.strerror)
        ) from error


@contextmanager
def _model_errors() -> Iterator[None]:
    """Turn an error of the model into a ``SettingsError``."""
    try:
        yield
    except EmbeddingsError as error:
        raise SettingsError(str(error)) from error
