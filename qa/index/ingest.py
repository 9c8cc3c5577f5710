"""Files into the store: read, cut, embed, one transaction a document.

Files stream through in batches of passages, so that the encoder is busy and memory stays bounded by the batch.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from qa.chunking import passages
from qa.errors import ReadingError
from qa.index.context import CONTEXT_CHARACTERS, embedded_text, headings_text
from qa.index.store import NewPassage, Store
from qa.reading import content_hash, find_files, read_bytes, read_document
from qa.settings import Settings
from qa.types import AddReport, Document, Passage, Refusal

_BATCH_PASSAGES = 512
_SPARE_TOKENS = 16
"""for the model's prompt and its marks of beginning and end"""


@dataclass(frozen=True, slots=True)
class AddProgress:
    """How far an addition has come; ``passages_total`` counts the passages of the files read so far."""

    files_done: int
    files_total: int
    passages_done: int
    passages_total: int


@dataclass(frozen=True, slots=True)
class _Prepared:
    document: Document
    content_hash: str
    passages: tuple[NewPassage, ...]
    texts: dict[str, str]
    """vector key → text to embed"""


@dataclass(slots=True)
class _Outcome:
    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def report(self) -> AddReport:
        return AddReport(tuple(self.added), tuple(self.replaced), tuple(self.unchanged), tuple(self.refused))


class Ingest:
    """One addition of files to a store."""

    def __init__(
        self, store: Store, encoder: Encoder, settings: Settings, on_progress: Callable[[AddProgress], None]
    ) -> None:
        self._store = store
        self._encoder = encoder
        self._on_progress = on_progress
        self._outcome = _Outcome()
        self._pending: list[_Prepared] = []
        self._files_total = 0
        self._passages_done = 0
        self._passages_total = 0
        self._settings = settings

    def run(self, paths: Sequence[Path]) -> AddReport:
        """Add files and folders; what cannot be read is in the report, with the reason."""
        files = list(find_files(paths, lambda path, why: self._outcome.refused.append(Refusal(str(path), why))))
        self._files_total = len(files)
        for file in files:
            try:
                self._prepare(file)
            except ReadingError as error:
                self._outcome.refused.append(Refusal(str(file), str(error)))
            if sum(len(prepared.passages) for prepared in self._pending) >= _BATCH_PASSAGES:
                self._flush()
        self._flush()
        if self._outcome.replaced:
            self._store.forget_unused_vectors()
        return self._outcome.report()

    @cached_property
    def _context_characters(self) -> int:
        return min(CONTEXT_CHARACTERS, self._encoder.max_tokens // 4)

    def _cut(self, document: Document) -> list[tuple[Passage, str]]:
        """The passages of a document, each with its text to embed; the model reads every one to its end.

        Chinese prose has fewer tokens than characters. Where a text has not, the document is cut shorter: a character
        is at most one token of a unigram model.
        """
        cut = self._with_texts(document, self._settings.passage_characters)
        if self._encoder.longest([text for _, text in cut]) > self._encoder.max_tokens:
            surely = self._encoder.max_tokens - self._context_characters - _SPARE_TOKENS
            cut = self._with_texts(document, max(1, min(self._settings.passage_characters, surely)))
        return cut

    def _with_texts(self, document: Document, limit: int) -> list[tuple[Passage, str]]:
        return [(passage, self._embedded(document, passage)) for passage in passages(document, limit)]

    def _embedded(self, document: Document, passage: Passage) -> str:
        return embedded_text(
            document.metadata.title,
            headings_text(passage.heading_path, passage.kind),
            document.text[passage.span.start : passage.span.end],
            self._context_characters,
        )

    def _prepare(self, file: Path) -> None:
        content = read_bytes(file)
        digest = content_hash(content)
        if self._store.content_hash(str(file)) == digest:
            self._outcome.unchanged.append(str(file))
            return
        document = read_document(file, content)
        new, texts = [], {}
        for passage, text in self._cut(document):
            key = hashlib.sha256(f"{self._encoder.identity}\0{text}".encode()).hexdigest()
            new.append(NewPassage(passage, key))
            texts[key] = text
        self._pending.append(_Prepared(document, digest, tuple(new), texts))
        self._passages_total += len(new)
        self._show_progress()

    def _flush(self) -> None:
        if not self._pending:
            return
        texts = {key: text for prepared in self._pending for key, text in prepared.texts.items()}
        known = self._store.known_vectors(list(texts))
        missing = [key for key in texts if key not in known]
        done = self._passages_done

        def encoded(count: int) -> None:
            self._passages_done = done + count
            self._show_progress()

        matrix = self._encoder.encode_passages([texts[key] for key in missing], on_progress=encoded)
        vectors = dict(zip(missing, matrix, strict=True))
        self._store.set_model(self._encoder.identity)
        for prepared in self._pending:
            self._put(prepared, vectors)
        self._passages_done = self._passages_total
        self._pending.clear()
        self._show_progress()

    def _put(self, prepared: _Prepared, vectors: dict[str, NDArray[np.float32]]) -> None:
        own = {key: vectors[key] for key in prepared.texts if key in vectors}
        replaced = self._store.put(prepared.document, prepared.content_hash, prepared.passages, own)
        (self._outcome.replaced if replaced else self._outcome.added).append(prepared.document.source)

    def _show_progress(self) -> None:
        outcome = self._outcome
        done = len(outcome.added) + len(outcome.replaced) + len(outcome.unchanged) + len(outcome.refused)
        self._on_progress(AddProgress(done, self._files_total, self._passages_done, self._passages_total))
