"""A tantivy index that finds passages by their words, as jieba cuts them, and ranks the passages by BM25.

The index is built from the store. A separate record, replaced in every commit, holds a tag that names the library and
the generation that is indexed.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Self

import tantivy

from qa.index.engine.base import ScoredPassage
from qa.index.engine.lexical_files import copy_file_list, damaged_files, delete_uncommitted_files
from qa.index.engine.read_only_index import LinkedIndex
from qa.index.store import may_write
from qa.language import words
from qa.messages import Message
from qa.named_tuples import made_of

FIELD_WEIGHTS = {"title": 0.2, "headings": 0.3, "text": 1.0}
"""weight of a word, by the field that contains it"""
_TAG_RECORD = 0
"""the id of the record with the tag; passages are numbered from 1"""
_NEVER_USED = (1 << 64) - 1
"""an id that no passage has"""
_WRITER_BYTES = 50_000_000
_OPENING_TRIES = 5
"""number of attempts to open an index, because a writer may delete merged files after a reader has read their list"""


@dataclass(frozen=True, slots=True)
class LexicalEntry:
    """The texts of a passage in which words are searched."""

    id: int
    title: str
    headings: str
    text: str


class LexicalSnapshot:
    """A lexical index as of one commit. Safe for threads. Made by :meth:`LexicalIndex.snapshot`."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._searcher = searcher
        self._schema = schema

    def __len__(self) -> int:
        """The number of indexed passages."""
        return self._searcher.num_docs - (self.tag is not None)

    @cached_property
    def tag(self) -> str | None:
        """The tag of the commit, or ``None`` before the first commit."""
        found = self._searcher.search(tantivy.Query.term_query(self._schema, "id", _TAG_RECORD), 1).hits
        return self._searcher.doc(found[0][1]).get_first("tag") if found else None

    def ids(self) -> set[int]:
        """Return the ids of the passages that are indexed."""
        found = self._searcher.search(tantivy.Query.all_query(), max(1, self._searcher.num_docs), count=False).hits
        return set(self._passages(found)) - {_TAG_RECORD}

    def search(self, query: str, limit: int, allowed: Sequence[int] | None = None) -> list[ScoredPassage]:
        """Return the passages that share a word with a query, best first, at most ``limit``.

        Args:
            query: text, which is cut into words.
            limit: how many passages to return.
            allowed: the ids of the passages to search; ``None`` for all.
        """
        terms = sorted(set(words(query)))
        if not terms:
            return []
        wanted = self._query(terms)
        if allowed is not None:
            among = tantivy.Query.const_score_query(
                tantivy.Query.term_set_query(self._schema, "id", list(allowed)), 0.0
            )
            wanted = tantivy.Query.boolean_query([(tantivy.Occur.Must, wanted), (tantivy.Occur.Must, among)])
        found = self._searcher.search(wanted, limit, count=False).hits
        return made_of(ScoredPassage, zip(self._passages(found), [score for score, _ in found], strict=True))

    def _passages(self, found: Sequence[tuple[float, tantivy.DocAddress]]) -> list[int]:
        values = self._searcher.fast_field_values("id", [address for _, address in found])
        return [int(value or 0) for value in values]

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


class LexicalIndex:
    """A BM25 index in its own folder. One writer at a time, any number of readers."""

    def __init__(
        self, index: tantivy.Index, schema: tantivy.Schema, folder: Path, linked: LinkedIndex | None = None
    ) -> None:
        """Initialise the index; callers use :meth:`open` or :meth:`create`."""
        self._folder = folder
        self._linked = linked
        # Otherwise tantivy would take over a new commit by itself, in the middle of a search.
        index.config_reader("manual")
        self._index = index
        self._schema = schema

    @classmethod
    def open(cls, folder: Path) -> Self | None:
        """Return the index in a folder; ``None`` if there is none, or if the index is damaged or has other fields."""
        schema = _schema()
        for _ in range(_OPENING_TRIES):
            try:
                if not tantivy.Index.exists(str(folder)):
                    return None
                # Check first, because tantivy ends the process when it opens a damaged file.
                if not damaged_files(folder):
                    linked = None if may_write(folder) else LinkedIndex(folder)
                    path = linked.path if linked else folder
                    return cls(tantivy.Index(schema, path=str(path)), schema, folder, linked)
            except (OSError, ValueError, KeyError, TypeError):
                continue
        return None

    @classmethod
    def create(cls, folder: Path) -> Self:
        """Create an empty index, which replaces everything in the folder.

        Raises:
            OSError: the folder cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        # The folder itself stays, because a reader may be looking into it.
        for file in folder.iterdir():
            file.unlink(missing_ok=True)
        schema = _schema()
        return cls(tantivy.Index(schema, path=str(folder)), schema, folder)

    def snapshot(self) -> LexicalSnapshot:
        """Return the index as last loaded; later commits do not change the snapshot."""
        return LexicalSnapshot(self._index.searcher(), self._schema)

    @property
    def tag(self) -> str | None:
        """The tag of the commit that was last loaded, or ``None`` before the first commit."""
        return self.snapshot().tag

    def update(self, added: Iterable[LexicalEntry], removed: Sequence[int], tag: str) -> None:
        """Add new passages, remove others and set the tag, all in one commit.

        Raises:
            OSError: the index cannot be written.
        """
        with self._writer() as writer:
            # Tantivy gives the first change of a writer the number of the last commit. If that commit's process was
            # killed before it merged, the merge begins now and takes a deletion of that number for one of the commit's.
            writer.delete_documents_by_query(tantivy.Query.term_query(self._schema, "id", _NEVER_USED))
            stale = tantivy.Query.term_set_query(self._schema, "id", [_TAG_RECORD, *removed])
            writer.delete_documents_by_query(stale)
            for entry in added:
                writer.add_document(_entry_record(entry))
            writer.add_document(_record(_TAG_RECORD, tag=tag))

    def reload(self) -> None:
        """Load the latest commit, which another process may have made.

        Raises:
            ValueError: the index is damaged or is being created again at this moment.
            OSError: the folder cannot be read.
        """
        if self._linked:
            self._linked.refresh()
        self._index.reload()

    @contextmanager
    def _writer(self) -> Iterator[tantivy.IndexWriter]:
        """Yield a writer; its changes are committed at the end of the block, or dropped if the block raises.

        Raises:
            OSError: the files cannot be written.
        """
        try:
            delete_uncommitted_files(self._folder)
            writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
            try:
                yield writer
                writer.commit()
            except BaseException:
                writer.rollback()
                raise
            finally:
                writer.wait_merging_threads()
            copy_file_list(self._folder)
            self._index.reload()
        except ValueError as error:
            # Tantivy raises ValueError for every failure.
            raise OSError(Message("词语索引写不了：{error}", error=str(error))) from error


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_text_field("tag", stored=True, tokenizer_name="raw", index_option="basic")
    for field in FIELD_WEIGHTS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _entry_record(entry: LexicalEntry) -> tantivy.Document:
    title, headings = _words_of_context(entry.title), _words_of_context(entry.headings)
    return _record(entry.id, title=title, headings=headings, text=" ".join(words(entry.text)))


@lru_cache(maxsize=256)
def _words_of_context(text: str) -> str:
    """Return the words of a title or of headings, separated by spaces; cached, because many passages share them."""
    return " ".join(words(text))


def _record(passage: int, **texts: str) -> tantivy.Document:
    record = tantivy.Document()
    record.add_unsigned("id", passage)
    for field, text in texts.items():
        record.add_text(field, text)
    return record
