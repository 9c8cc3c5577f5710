"""BM25 over jieba's words: a tantivy index of passages by their id.

The index derives from the store. A record of its own, replaced in every commit, holds a tag that says which state of
the store the index has.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import tantivy

from qa.language import words

FIELD_WEIGHTS = {"title": 0.2, "headings": 0.3, "text": 1.0}
"""how much a word counts where it stands"""
_TAG_RECORD = 0
"""the id of the record with the tag: passages are numbered from 1"""
_WRITER_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """The texts of a passage that are searched."""

    id: int
    title: str
    headings: str
    text: str


@dataclass(frozen=True, slots=True)
class LexicalHit:
    """A passage that shares words with a query, and its BM25 score."""

    id: int
    score: float


class LexicalIndex:
    """A BM25 index in a folder of its own. One writer at a time, any number of readers."""

    def __init__(self, index: tantivy.Index, schema: tantivy.Schema) -> None:
        """Use :meth:`open` or :meth:`create`."""
        self._index = index
        self._schema = schema

    @classmethod
    def open(cls, folder: Path) -> Self | None:
        """The index in a folder, or ``None`` when there is none, it is damaged, or it has other fields."""
        schema = _schema()
        try:
            if not tantivy.Index.exists(str(folder)):
                return None
            return cls(tantivy.Index(schema, path=str(folder)), schema)
        except (OSError, ValueError):
            return None

    @classmethod
    def create(cls, folder: Path) -> Self:
        """An empty index, in place of what is in the folder."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        schema = _schema()
        return cls(tantivy.Index(schema, path=str(folder)), schema)

    def __len__(self) -> int:
        """How many passages are indexed."""
        tag = self.tag
        return self._searcher().num_docs - (tag is not None)

    @property
    def tag(self) -> str | None:
        """What the last commit said it holds, or ``None`` when nothing was committed."""
        searcher = self._searcher()
        found = searcher.search(tantivy.Query.term_query(self._schema, "id", _TAG_RECORD), 1).hits
        return searcher.doc(found[0][1]).get_first("tag") if found else None

    def update(self, added: Iterable[LexicalEntry], removed: Sequence[int], tag: str) -> None:
        """Add passages that are not there yet, remove others and set the tag, all in one commit."""
        with self._writer() as writer:
            stale = tantivy.Query.term_set_query(self._schema, "id", [_TAG_RECORD, *removed])
            writer.delete_documents_by_query(stale)
            for entry in added:
                writer.add_document(_entry_record(entry))
            writer.add_document(_record(_TAG_RECORD, tag=tag))

    def reload(self) -> None:
        """See what another process has committed."""
        self._index.reload()

    def search(self, query: str, limit: int) -> list[LexicalHit]:
        """The passages that share a word with ``query``, best first, at most ``limit``."""
        terms = sorted(set(words(query)))
        if not terms:
            return []
        searcher = self._searcher()
        found = searcher.search(self._query(terms), limit, count=False).hits
        ids = searcher.fast_field_values("id", [address for _, address in found])
        return [LexicalHit(int(id_ or 0), score) for id_, (score, _) in zip(ids, found, strict=True)]

    def _query(self, terms: Sequence[str]) -> tantivy.Query:
        clauses = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, term, "freq"), weight),
            )
            for term in terms
            for field, weight in FIELD_WEIGHTS.items()
        ]
        return tantivy.Query.boolean_query(clauses)

    @contextmanager
    def _writer(self) -> Iterator[tantivy.IndexWriter]:
        """A writer whose work is committed at the end, or forgotten if it fails."""
        writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        try:
            yield writer
            writer.commit()
        except BaseException:
            writer.rollback()
            raise
        finally:
            writer.wait_merging_threads()
        self._index.reload()

    def _searcher(self) -> tantivy.Searcher:
        return self._index.searcher()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_text_field("tag", stored=True, tokenizer_name="raw", index_option="basic")
    for field in FIELD_WEIGHTS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _entry_record(entry: LexicalEntry) -> tantivy.Document:
    fields = {"title": entry.title, "headings": entry.headings, "text": entry.text}
    return _record(entry.id, **{field: " ".join(words(text)) for field, text in fields.items()})


def _record(passage: int, **texts: str) -> tantivy.Document:
    record = tantivy.Document()
    record.add_unsigned("id", passage)
    for field, text in texts.items():
        record.add_text(field, text)
    return record
