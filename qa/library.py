"""A library of documents that can be asked: the programming interface, which the command line and the page share."""

import gc
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Self, TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from embeddings import EmbeddingsError, Encoder
from qa.answering import judge
from qa.errors import LibraryError, ModelMismatchError, QuestionError, SettingsError
from qa.index import (
    AddProgress,
    Census,
    Indexes,
    IndexWriter,
    IngestTarget,
    LibraryPaths,
    Problem,
    Repair,
    Statistics,
    Store,
    StoreWriter,
    Verification,
    Verifier,
    add_files,
    rebuild_progress,
    restore_document,
    write_lock,
)
from qa.language import tagged_words, words
from qa.messages import Message, message_of
from qa.reading import canonical
from qa.search import (
    Narrowing,
    Ranking,
    hits,
    mended,
    narrowing,
    retrieve,
    searched_forms,
)
from qa.settings import Settings, default_library_path
from qa.types import NO_FILTERS, AddReport, Answer, DocumentContents, DocumentSummary, Filters, Hit

__all__ = ["AddProgress", "Library", "Problem", "Statistics", "Verification"]

_LOCK_SECONDS = 10.0
_READ_FOR_SPELLING = 50
"""so many of the passages found say how words are written"""


class FilterArguments(TypedDict, total=False):
    """What documents must be: :class:`qa.types.Filters` as arguments."""

    issuer: str
    since: date | None
    until: date | None
    document_number: str
    status: str
    document_id: int | None


class Library:
    """Documents, their passages and what is needed to find them, in one folder. Safe for threads.

    Any number of processes may read a library; one at a time may change it. A reader sees it as it was before or after
    a document came or left, never between.
    """

    def __init__(self, folder: Path, settings: Settings, encoder: Encoder) -> None:
        """Use :meth:`open`."""
        self._folder = folder
        self._settings = settings
        self._encoder = encoder
        self._paths = LibraryPaths(folder)
        self._store = Store(self._paths.database)
        self._indexes = Indexes(self._paths, self._store)
        try:
            self._refuse_other_model()
        except BaseException:
            self._store.close()
            raise

    @classmethod
    def open(
        cls, path: str | Path | None = None, settings: Settings | None = None, encoder: Encoder | None = None
    ) -> Self:
        """Open a library, and make it if it is not there.

        Args:
            path: its folder; the default is the one in ``QA_LIBRARY`` or the user's data folder.
            settings: the default takes the model from ``QA_MODEL``.
            encoder: the model, where several libraries share one; the default is the one in the settings.

        Raises:
            LibraryError: the path is a file, or the folder cannot be made or read.
            ModelMismatchError: the library was embedded with another model.
            SettingsError: the model does not exist.
        """
        folder = Path(path) if path is not None else default_library_path()
        folder = canonical(folder)
        if folder.exists() and not folder.is_dir():
            raise LibraryError(
                Message(
                    "资料库应是文件夹，而这是一个文件：{folder}。请用 --library 或 QA_LIBRARY 指定文件夹",
                    folder=folder,
                )
            )
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(
                Message("资料库文件夹建不了：{folder}（{error}）。请换一个位置", folder=folder, error=error.strerror)
            ) from error
        settings = settings or Settings.from_environment()
        return cls(folder, settings, encoder or Encoder(settings.model))

    def close(self) -> None:
        """Close the library's files."""
        self._store.close()

    def __enter__(self) -> Self:
        """The library itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    @property
    def folder(self) -> Path:
        """Where the library lies."""
        return self._folder

    @property
    def settings(self) -> Settings:
        """With which the library was opened."""
        return self._settings

    @property
    def generation(self) -> int:
        """How many times a document was added, replaced or removed; 0 in a library that is new."""
        return self._store.generation

    def refresh(self, on_progress: Callable[[AddProgress], None] | None = None) -> None:
        """Make up for what the indexes lack, as any question does: where one was lost, for a large library a minute.

        Args:
            on_progress: called while the lexical index is brought up.
        """
        if self._indexes.is_current:
            return
        told = on_progress or (lambda _: None)
        try:
            with self._writing(timeout=0) as store:
                IndexWriter(self._paths, store).finish(rebuild_progress(told))
        except LibraryError:
            # Whoever holds the lock brings the indexes up; where nobody can write them, the older state is shown.
            return

    def load_model(self, on_progress: Callable[[AddProgress], None] | None = None) -> None:
        """Load the indexes, the model and the dictionary now (seconds) and not at the first question.

        What the process holds by then is not looked through for garbage any more.

        Args:
            on_progress: as of :meth:`refresh`.

        Raises:
            SettingsError: the model cannot be loaded.
        """
        with _model_errors():
            # The first text through a model takes longer than those after it.
            self._encoder.encode_queries(["预热"])
        words("预热")
        list(tagged_words("预热"))
        self.refresh(on_progress)
        with self._indexes.reading():
            pass
        # The libraries' millions of objects stay. To look through them for garbage takes a third of a second, in the
        # midst of an answer.
        gc.freeze()

    def documents(self) -> tuple[DocumentSummary, ...]:
        """The documents of the library, in the order they came."""
        return self._store.documents()

    def document(self, document_id: int) -> DocumentContents:
        """A document with everything that is stored of it: sources, metadata, text, passages.

        Raises:
            LibraryError: there is no such document.
        """
        return self._store.document(document_id)

    def document_text(self, document_id: int) -> str:
        """The text of a document, into which its citations point.

        Raises:
            LibraryError: there is no such document.
        """
        return self._store.document_text(document_id)

    def add(
        self,
        *paths: str | Path,
        sync: bool = False,
        on_progress: Callable[[AddProgress], None] | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> AddReport:
        """Add files, and the files in folders. A file that changed replaces its older version.

        A file counts as unchanged, and is not read, when its size and both its times are those it was stored with;
        otherwise its content decides. A text that is there already from another file gets one more source.

        Args:
            paths: files or folders.
            sync: also remove what had been added from these folders and is not there any more.
            on_progress: called before each file is read and after each stretch of passages; before that, where an
                earlier process was killed or an index is lost, for what is made up for.
            stopped: asked again and again; once it says true, the addition ends cleanly between two documents, and the
                same addition goes on from there another time.

        Returns:
            What was added, replaced, unchanged, and refused with the reason. One bad file does not keep out the others.

        Raises:
            LibraryLockedError: another process is changing the library.
            LibraryError: the library cannot be written. What was stored stays.
        """
        with self._writing() as store:
            self._refuse_other_model()
            with _model_errors():
                return add_files(
                    self._target(store),
                    [Path(path) for path in paths],
                    sync=sync,
                    on_progress=on_progress or (lambda _: None),
                    stopped=stopped or (lambda: False),
                )

    def remove(self, document_id: int) -> None:
        """Remove a document with all its sources: no passage of it is ever found again.

        Raises:
            LibraryError: there is no such document.
            LibraryLockedError: another process is changing the library.
        """
        with self._writing() as store:
            if not store.remove(document_id):
                raise store.no_document(document_id)
            IndexWriter(self._paths, store).finish()
            store.forget_unused_vectors()

    def restore(self, contents: DocumentContents) -> None:
        """Put a document that was removed back as it was, under its number, whatever has become of its files.

        Args:
            contents: what :meth:`document` gave of it before.

        Raises:
            LibraryError: each of its files is another document's by now.
            LibraryLockedError: another process is changing the library.
        """
        with self._writing() as store:
            free = [path for path in contents.summary.sources if store.source(path) is None]
            if not free:
                raise LibraryError(
                    Message(
                        "恢复不了：{source} 已是另一份文件。请先移除那一份，或把原来的换个名字再添加",
                        source=contents.summary.source,
                    )
                )
            self._refuse_other_model()
            with _model_errors():
                restore_document(self._target(store), contents, free)

    def verify(self, on_progress: Callable[[int, int], None] | None = None) -> Verification:
        """Compare what is stored with its checksums, and the indexes with what is stored.

        Indexes that lag behind, because a process was killed, are brought up first, as at any question.

        Args:
            on_progress: told again and again how many documents and vectors were compared, and how many there are.

        Raises:
            LibraryLockedError: another process is changing the library.
        """
        with self._writing() as store, Verifier(self._paths.database) as verifier:
            if not verifier.damaged_indexes(self._paths):
                # What a damaged database says here is found below.
                with suppress(LibraryError, sqlite3.Error):
                    IndexWriter(self._paths, store).finish()
            return verifier.verify(self._paths, on_progress or (lambda done, total: None))

    def repair(
        self, problems: Sequence[Problem], on_progress: Callable[[AddProgress], None] | None = None
    ) -> Verification:
        """Make anew what a verification found damaged, from the store and from the documents' files.

        Args:
            problems: what it found.
            on_progress: as of :meth:`add`, for what is made anew and the documents that are read again.

        Returns:
            What is still wrong.

        Raises:
            LibraryLockedError: another process is changing the library.
            LibraryError: the library cannot be written.
        """
        with self._writing() as store:
            with _model_errors(), Repair(self._paths.database) as repair:
                told = on_progress or (lambda _: None)
                again = repair.run(problems, self._paths, self._encoder, self._settings, told)
                add_files(self._target(store), again, sync=False, on_progress=told, stopped=lambda: False)
            store.forget_unused_vectors()
        return self.verify()

    def statistics(self) -> Statistics:
        """How much the library holds, how many bytes its parts take, and what made it."""
        with Census(self._paths.database) as census:
            return census.statistics(self._paths)

    def retrieve(self, question: str, k: int = 10, **wanted: Unpack[FilterArguments]) -> tuple[Hit, ...]:
        """The ``k`` passages that answer a question best, ranked, and nothing else.

        Args:
            question: as for :meth:`ask`.
            k: how many passages.
            **wanted: what the documents must be, as for :meth:`ask`.

        Raises:
            QuestionError: the question is blank or too long.
        """
        _, ranking = self._ranked(self._checked(question), Filters(**wanted))
        return hits(ranking.passages[:k])

    def ask(
        self,
        question: str,
        k: int = 5,
        earlier: Sequence[str] = (),
        *,
        narrow: bool = True,
        **wanted: Unpack[FilterArguments],
    ) -> Answer:
        """Answer a question: the answering sentence, how sure that is, and the ``k`` best passages.

        The answer does not depend on ``k``.

        Args:
            question: at most as long as the setting ``question_characters`` says.
            k: how many passages.
            earlier: the questions searched before in the same conversation, oldest first: "那2020年呢？" leans on them.
            narrow: whether a question that asks for documents of an issuer and a year is answered from these alone,
                where there are any.
            **wanted: ``issuer`` (a part of the name), ``since`` and ``until`` (dates), ``document_number``, ``status``,
                ``document_id``: only documents that are all of this answer.

        Raises:
            QuestionError: the question is blank or too long.
        """
        question = self._checked(question)
        forms = searched_forms(question, earlier)
        answers = (self._mended(question, form, k, narrow, Filters(**wanted)) for form in forms)
        first = next(answers)
        return first if first.found else next((answer for answer in answers if answer.found), first)

    def _mended(self, question: str, searched: str, k: int, narrow: bool, filters: Filters) -> Answer:
        """The answer to a question, or to what it is without wrong characters where that is surer."""
        answer = self._answer(question, searched, max(k, _READ_FOR_SPELLING), narrow, filters)
        texts = [f"{hit.citation.title}\n{hit.text}" for hit in answer.passages[:_READ_FOR_SPELLING]]
        other = mended(searched, texts)
        if other != searched:
            again = self._answer(question, other, k, narrow, filters)
            answer = again if again.confidence > answer.confidence else answer
        return replace(answer, passages=answer.passages[:k])

    def _answer(self, question: str, searched: str, k: int, narrow: bool, filters: Filters) -> Answer:
        said = Narrowing(NO_FILTERS, searched)
        if narrow and not filters:
            said = narrowing(searched, self._store.issuers)
        vector, ranking = self._ranked(said.question, said.filters or filters)
        if said.filters and not ranking.passages:
            said = Narrowing(NO_FILTERS, searched)
            vector, ranking = self._ranked(searched, filters)
        with _model_errors():
            judgement = judge(said.question, vector, ranking, self._encoder)
        return Answer(
            question=question,
            found=judgement.sentence is not None,
            confidence=judgement.confidence,
            sentence=judgement.sentence,
            passages=hits(ranking.passages[:k]),
            searched=searched if searched != question else "",
            filters=said.filters or filters,
            filters_from_question=bool(said.filters),
        )

    def ranking(self, question: str, **wanted: Unpack[FilterArguments]) -> Ranking:
        """All passages found for a question, best first, with what brought them there: for measuring and fitting.

        Args:
            question: as for :meth:`ask`.
            **wanted: what the documents must be, as for :meth:`ask`.

        Raises:
            QuestionError: the question is blank or too long.
        """
        return self._ranked(self._checked(question), Filters(**wanted))[1]

    def _ranked(self, question: str, filters: Filters) -> tuple[NDArray[np.float32], Ranking]:
        """The question's vector and the passages for it."""
        self.refresh()
        with _model_errors():
            vector = self._encoder.encode_queries([question])[0]
        with self._indexes.reading():
            return vector, retrieve(question, vector, self._indexes, self._store, filters)

    def _target(self, store: StoreWriter) -> IngestTarget:
        return IngestTarget(store, IndexWriter(self._paths, store), self._encoder, self._settings)

    def _checked(self, question: str) -> str:
        # Half a surrogate pair, which a broken client may send, is no text and cannot be encoded.
        question = question.encode("utf-8", "replace").decode().strip()
        longest = self._settings.question_characters
        if not question:
            raise QuestionError(Message("问题是空的。请写一个问题"))
        if len(question) > longest:
            raise QuestionError(
                Message(
                    "问题太长：{length} 个字符，最多 {longest} 个（设置 question_characters）。请写短一些",
                    length=len(question),
                    longest=longest,
                )
            )
        return question

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
    def _writing(self, timeout: float = _LOCK_SECONDS) -> Iterator[StoreWriter]:
        try:
            with write_lock(self._folder, timeout), StoreWriter(self._paths.database) as store:
                yield store
        except (OSError, sqlite3.Error) as error:
            raise LibraryError(
                Message(
                    "资料库写不了：{folder}（{error}）。请检查磁盘空间和权限；已经存好的不受影响",
                    folder=self._folder,
                    error=message_of(error),
                )
            ) from error


@contextmanager
def _model_errors() -> Iterator[None]:
    """Turns what is wrong with the model into an error of the setting that names it."""
    try:
        yield
    except EmbeddingsError as error:
        raise SettingsError(str(error)) from error
