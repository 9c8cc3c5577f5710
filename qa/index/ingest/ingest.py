"""Files into the store: read, cut, embed, one transaction a document.

Files stream through in batches of passages, the next being read while one is embedded, so that the encoder is busy and
memory stays bounded by two batches. After each batch the lexical index follows, and with it what readers see.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from embeddings import Encoder
from qa.errors import ReadingError
from qa.index.engine import EngineWriter
from qa.index.ingest.add_progress import AddProgress
from qa.index.ingest.embedder import Embedder, Stretch
from qa.index.ingest.file_state import file_state, read_settled
from qa.index.ingest.passage_texts import PassageTexts
from qa.index.store import FileState, NewPassage, StoreWriter
from qa.messages import Message, message_of
from qa.reading import canonical, content_hash, find_files, read_document, split_member
from qa.settings import Settings
from qa.types import AddReport, Document, DocumentContents, FileOutcome, Namesake, Passage, Refusal, Span

_BATCH_PASSAGES = 512


@dataclass(frozen=True, slots=True)
class _Prepared:
    document: Document
    content_hash: str
    state: FileState | None
    passages: tuple[NewPassage, ...]
    texts: dict[str, str]
    """vector key → text to embed"""
    document_id: int | None = None
    """of a document that was in the library before"""


@dataclass(frozen=True, slots=True)
class _Begun:
    """Documents that are being embedded, and what is not stored of it yet."""

    batch: Sequence[_Prepared] = ()
    stretches: deque[Stretch] = field(default_factory=deque)


@dataclass(slots=True)
class _Outcome:
    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    namesakes: list[Namesake] = field(default_factory=list)
    news: list[FileOutcome] = field(default_factory=list)
    """what nobody was told yet"""

    def note(self, source: str, became: Literal["added", "replaced", "unchanged"]) -> None:
        """Note what became of a file that was not refused."""
        getattr(self, became).append(source)
        self.news.append(FileOutcome(source, became))

    def refuse(self, refusal: Refusal) -> None:
        """Note a file that was refused."""
        self.refused.append(refusal)
        self.news.append(FileOutcome(refusal.source, "refused", refusal.reason))

    @property
    def files(self) -> int:
        return len(self.added) + len(self.replaced) + len(self.unchanged) + len(self.refused)

    def report(self, files_left: int) -> AddReport:
        return AddReport(
            added=tuple(self.added),
            replaced=tuple(self.replaced),
            unchanged=tuple(self.unchanged),
            refused=tuple(self.refused),
            removed=tuple(self.removed),
            namesakes=tuple(self.namesakes),
            files_left=files_left,
        )


class Ingest:
    """One addition of files to a library.

    Args:
        store: of the library.
        indexes: of the library; both are up to date when :meth:`run` is done.
        encoder: the model.
        settings: of the library.
        on_progress: called before each file is read, after each stretch of passages, and while an index is made anew.
        stopped: asked again and again; once it says true, the addition ends between two documents.
    """

    def __init__(
        self,
        store: StoreWriter,
        indexes: EngineWriter,
        encoder: Encoder,
        settings: Settings,
        *,
        on_progress: Callable[[AddProgress], None],
        stopped: Callable[[], bool],
    ) -> None:
        self._store = store
        self._indexes = indexes
        self._encoder = encoder
        self._texts = PassageTexts(encoder, settings)
        self._limit = settings.file_bytes
        self._on_progress = on_progress
        self._stopped = stopped
        self._outcome = _Outcome()
        self._embedder = Embedder(encoder)
        self._pending: list[_Prepared] = []
        self._begun = _Begun()
        self._files_total = 0
        self._passages_done = 0
        self._passages_total = 0
        self._bytes_read = 0
        self._bytes_total = 0
        self._file = ""
        self._began = 0.0

    def run(self, paths: Sequence[Path], sync: bool) -> AddReport:
        """Add files and folders; what cannot be read is in the report, with the reason.

        Args:
            paths: what to add.
            sync: also remove the files that had been added from these folders and are not there any more.
        """
        missing: list[Refusal] = []
        archives: list[Path] = []
        files = list(
            find_files(paths, lambda path, why: missing.append(self._refusal(path, why)), self._limit, archives.append)
        )
        self._files_total = len(files)
        self._outcome.news += [FileOutcome(refusal.source, "refused", refusal.reason) for refusal in missing]
        # A run that was killed may have left documents that the indexes lack.
        began = time.perf_counter()
        self._indexes.update(lambda done, total: self._on_progress(AddProgress.of_mending(done, total, began)))
        with self._embedder:
            self._add([file for file in files if not self._is_known(file)])
        files_left = self._files_total - self._outcome.files
        self._outcome.refused[:0] = missing
        if not files_left:
            self._remove_gone_members(archives, files, missing)
        if sync and not files_left:
            self._remove_gone(paths, {str(file) for file in files})
        self._indexes.finish()
        if (self._outcome.replaced or self._outcome.removed) and not files_left:
            self._store.forget_unused_vectors()
        return self._outcome.report(files_left)

    def restore(self, contents: DocumentContents, sources: Iterable[str]) -> None:
        """Put a document that was removed back under its number, as it was: no file is read.

        Args:
            contents: the document before it was removed.
            sources: those of its files that it comes from again.
        """
        # What left is purged first, or its number would still be taken.
        self._indexes.update()
        summary, text = contents.summary, contents.text
        new, texts = self._keyed(
            (
                cut,
                self._texts.text(
                    summary.metadata.title, cut.heading_path, cut.kind, text[cut.span.start : cut.span.end]
                ),
            )
            for cut in contents.passages
        )
        for source in sources:
            document = Document(
                source=source,
                media_type=contents.media_type,
                encoding=contents.encoding,
                text=text,
                metadata=summary.metadata,
                body=Span(0, len(text)),
                pages=contents.pages,
            )
            self._pending.append(_Prepared(document, contents.content_hash, None, new, texts, summary.id))
        with self._embedder:
            self._store_all()
        self._indexes.finish()

    def _is_known(self, file: Path) -> bool:
        """Whether a file is as it was stored, as far as can be told without reading it."""
        state = file_state(file)
        stored = self._store.source(str(file)) if state else None
        if stored and stored.state == state:
            self._outcome.note(str(file), "unchanged")
            return True
        self._bytes_total += state.size if state else 0
        return False

    def _add(self, files: Iterable[Path]) -> None:
        self._began = time.perf_counter()
        for file in files:
            if self._stopped():
                # What is read and not embedded yet counts as not looked at.
                self._pending.clear()
                break
            self._store_vectors(self._begun, wait=False)
            self._file = str(file)
            self._show_progress()
            try:
                self._prepare(file)
            except ReadingError as error:
                self._outcome.refuse(self._refusal(file, message_of(error)))
            if sum(len(prepared.passages) for prepared in self._pending) >= _BATCH_PASSAGES:
                self._flush()
        self._store_all()
        self._show_progress()

    def _prepare(self, file: Path) -> None:
        content, state = read_settled(file, self._limit)
        self._bytes_read += len(content)
        digest = content_hash(content)
        stored = self._store.source(str(file))
        if stored and stored.content_hash == digest:
            self._store.set_state(str(file), state)
            self._outcome.note(str(file), "unchanged")
            return
        document = read_document(file, content, self._limit)
        if self._store.holds(digest, document.media_type):
            self._put(_Prepared(document, digest, state, (), {}))
            return
        new, texts = self._keyed(self._texts.cut(document))
        self._pending.append(_Prepared(document, digest, state, new, texts))
        self._passages_total += len(new)

    def _keyed(self, cut: Iterable[tuple[Passage, str]]) -> tuple[tuple[NewPassage, ...], dict[str, str]]:
        """Passages with the keys of their vectors, and the text to embed for each key."""
        keyed = [(passage, text, self._texts.key(text)) for passage, text in cut]
        return tuple(NewPassage(passage, key) for passage, _, key in keyed), {key: text for _, text, key in keyed}

    def _flush(self) -> None:
        """Begin to embed what is pending, and store what was begun before."""
        batch, self._pending = self._pending, []
        begun, self._begun = self._begun, self._begin(batch)
        self._finish(begun)

    def _store_all(self) -> None:
        while self._pending or self._begun.batch:
            self._flush()

    def _begin(self, batch: Sequence[_Prepared]) -> _Begun:
        if not batch:
            return _Begun()
        self._store.set_model(self._encoder.identity)
        texts = {key: text for prepared in batch for key, text in prepared.texts.items()}
        known = self._store.known_vectors(list(texts))
        coming = {key for stretch in self._begun.stretches for key in stretch.keys}
        missing = {key: text for key, text in texts.items() if key not in known and key not in coming}
        self._passages_done += sum(len(prepared.passages) for prepared in batch) - len(missing)
        return _Begun(batch, deque(self._embedder.begin(missing)))

    def _finish(self, begun: _Begun) -> None:
        """Store a batch; when stopped, only what is embedded whole by then."""
        if not begun.batch:
            return
        self._store_vectors(begun, wait=True)
        ready = self._store.known_vectors([key for prepared in begun.batch for key in prepared.texts])
        for prepared in begun.batch:
            if ready >= prepared.texts.keys():
                self._put(prepared)
        self._indexes.update()
        self._show_progress()

    def _store_vectors(self, begun: _Begun, wait: bool) -> None:
        """Store the vectors that are made, or all: whatever happens then, they need not be made again."""
        while begun.stretches and (wait or begun.stretches[0].vectors.done()):
            if self._stopped():
                for stretch in begun.stretches:
                    stretch.vectors.cancel()
            stretch = begun.stretches.popleft()
            if stretch.vectors.cancelled():
                continue
            self._store.put_vectors(dict(zip(stretch.keys, stretch.vectors.result(), strict=True)))
            self._passages_done += len(stretch.keys)
            self._show_progress()

    def _put(self, prepared: _Prepared) -> None:
        stored = self._store.put(
            prepared.document, prepared.content_hash, prepared.state, prepared.passages, prepared.document_id
        )
        outcome = self._outcome
        outcome.note(prepared.document.source, "replaced" if stored.replaced else "added")
        outcome.namesakes += stored.namesakes

    def _refusal(self, path: Path, why: str) -> Refusal:
        """Why a file is not read; if an older content of it is in the library, that it stays there."""
        if self._store.source(str(path)):
            why = Message("{why}。资料库里仍是它以前的内容", why=why)
        return Refusal(str(path), why)

    def _remove_gone(self, paths: Sequence[Path], found: set[str]) -> None:
        """Remove the files under folders that are not there any more; one that cannot be looked at stays."""
        for folder in {canonical(path) for path in paths}:
            if not folder.is_dir():
                continue
            held = [source for source in self._store.sources() if Path(source).is_relative_to(folder)]
            gone = [source for source in held if source not in found and _is_gone(Path(source))]
            if gone and len(gone) == len(held):
                reason = Message(
                    "文件夹里原有的文件一个也不在了：{folder}。可能是网络盘没有连上，所以没有从资料库移除它们；"
                    "真要移除请用 qa remove",
                    folder=folder,
                )
                self._outcome.refused.append(Refusal(str(folder), reason))
                continue
            for source in gone:
                self._remove(source)

    def _remove_gone_members(self, archives: Sequence[Path], files: Sequence[Path], missing: Sequence[Refusal]) -> None:
        """Remove what is no longer in a zip that was read; what is in a zip inside of it that was not read stays."""
        found = {str(file) for file in files}
        unread = [Path(refusal.source) for refusal in missing if Path(refusal.source) not in archives]
        for archive in archives:
            for source in self._store.sources():
                path = Path(source)
                if source not in found and path.is_relative_to(archive) and not any(map(path.is_relative_to, unread)):
                    self._remove(source)

    def _remove(self, source: str) -> None:
        self._store.remove_source(source)
        self._outcome.removed.append(source)

    def _show_progress(self) -> None:
        self._on_progress(
            AddProgress(
                files_done=self._outcome.files,
                files_total=self._files_total,
                passages_done=self._passages_done,
                passages_total=self._passages_total,
                bytes_read=self._bytes_read,
                bytes_total=self._bytes_total,
                seconds=time.perf_counter() - self._began,
                file=self._file,
                outcomes=tuple(self._outcome.news),
            )
        )
        self._outcome.news.clear()


def _is_gone(source: Path) -> bool:
    """Whether a file, or the zip that it was in, is not there any more."""
    try:
        split_member(source)[0].stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False
