"""BM25 over jieba's words: a tantivy index of passages by their id.

The index derives from the store. A record of its own, replaced in every commit, holds a tag that says which state of
the store the index has.

Every file of tantivy ends in a footer with the CRC-32 of what stands before it
(https://github.com/quickwit-oss/tantivy, src/directory/footer.rs). Tantivy does not compare it; this module does.
"""

import json
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import tantivy

from qa.language import words
from qa.messages import Message

FIELD_WEIGHTS = {"title": 0.2, "headings": 0.3, "text": 1.0}
"""how much a word counts where it stands"""
_TAG_RECORD = 0
"""the id of the record with the tag: passages are numbered from 1"""
_WRITER_BYTES = 50_000_000
_SEGMENT_SUFFIXES = (".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term")
_LIST, _LIST_COPY = "meta.json", "meta.copy.json"
_FOOTER_MAGIC = 1337
_FOOTER_END = struct.Struct("<II")
"""the size of the footer's JSON, and what every footer ends with"""
_OPENING_TRIES = 5
"""a writer may delete merged files between the reading of their list and of themselves"""


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

    def __init__(self, index: tantivy.Index, schema: tantivy.Schema, folder: Path) -> None:
        """Use :meth:`open` or :meth:`create`."""
        self._folder = folder
        # By itself tantivy would take over a new commit in the middle of a search.
        index.config_reader("manual")
        self._index = index
        self._schema = schema

    @classmethod
    def open(cls, folder: Path) -> Self | None:
        """The index in a folder, or ``None`` when there is none, it is damaged, or it has other fields."""
        schema = _schema()
        for _ in range(_OPENING_TRIES):
            try:
                if not tantivy.Index.exists(str(folder)):
                    return None
                # Before tantivy opens it: that ends the process where a file is damaged.
                if not _damaged_files(folder):
                    return cls(tantivy.Index(schema, path=str(folder)), schema, folder)
            except (OSError, ValueError, KeyError, TypeError):
                continue
        return None

    @classmethod
    def create(cls, folder: Path) -> Self:
        """An empty index, in place of what is in the folder.

        Raises:
            OSError: the folder cannot be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        # The folder stays: a reader may be looking into it just now.
        for file in folder.iterdir():
            file.unlink(missing_ok=True)
        schema = _schema()
        return cls(tantivy.Index(schema, path=str(folder)), schema, folder)

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
        """See what another process has committed.

        Raises:
            ValueError: the index is damaged or is just being made anew.
        """
        self._index.reload()

    def ids(self) -> set[int]:
        """The passages that are indexed."""
        searcher = self._searcher()
        found = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs), count=False).hits
        values = searcher.fast_field_values("id", [address for _, address in found])
        return {int(value or 0) for value in values} - {_TAG_RECORD}

    def search(self, query: str, limit: int, allowed: Sequence[int] | None = None) -> list[LexicalHit]:
        """The passages that share a word with ``query``, best first, at most ``limit``; of ``allowed`` if given."""
        terms = sorted(set(words(query)))
        if not terms:
            return []
        searcher = self._searcher()
        wanted = self._query(terms)
        if allowed is not None:
            among = tantivy.Query.const_score_query(
                tantivy.Query.term_set_query(self._schema, "id", list(allowed)), 0.0
            )
            wanted = tantivy.Query.boolean_query([(tantivy.Occur.Must, wanted), (tantivy.Occur.Must, among)])
        found = searcher.search(wanted, limit, count=False).hits
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
        """A writer whose work is committed at the end, or forgotten if it fails.

        Raises:
            OSError: the files cannot be written.
        """
        try:
            _clear_uncommitted(self._folder)
            writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
            try:
                yield writer
                writer.commit()
            except BaseException:
                writer.rollback()
                raise
            finally:
                writer.wait_merging_threads()
            (self._folder / _LIST_COPY).write_bytes((self._folder / _LIST).read_bytes())
            self._index.reload()
        except ValueError as error:
            # Tantivy has this one error for all that it cannot do.
            raise OSError(Message("词语索引写不了：{error}", error=str(error))) from error

    def _searcher(self) -> tantivy.Searcher:
        return self._index.searcher()


def _clear_uncommitted(folder: Path) -> None:
    """Delete the lists of deleted passages of a commit that never came to its end.

    They are numbered, and tantivy does not write over one; the other files have names that do not come again.

    Raises:
        OSError: the folder cannot be read or written.
    """
    if not (folder / _LIST).exists():
        return
    committed = json.loads((folder / _LIST).read_bytes())["opstamp"]
    for file in folder.glob("*.del"):
        if int(file.stem.rpartition(".")[2]) > committed:
            file.unlink(missing_ok=True)


def _damaged_files(folder: Path) -> list[Path]:
    """The files of the index in a folder whose bytes are not those that were written.

    Raises:
        OSError: a file that belongs to the index cannot be read.
        ValueError: the list of the files is damaged.
    """
    damaged = []
    for segment in _file_list(folder)["segments"]:
        name = segment["segment_id"].replace("-", "")
        deletes = f".{segment['deletes']['opstamp']}.del" if segment["deletes"] else None
        files = [file for file in folder.glob(f"{name}.*") if file.suffix != ".del"]
        expected = [folder / f"{name}{suffix}" for suffix in (*_SEGMENT_SUFFIXES, deletes) if suffix]
        damaged += [file for file in {*files, *expected} if not _is_whole(file)]
    return sorted(damaged)


def _file_list(folder: Path) -> Any:
    """What tantivy says that the index consists of.

    The list has no checksum, but after each commit it is copied. A list that is newer than its copy comes from a commit
    whose process was killed before it could do that; any other must be the same.

    Raises:
        OSError: it cannot be read.
        ValueError: it is damaged.
    """
    copy = (folder / _LIST_COPY).read_bytes() if (folder / _LIST_COPY).exists() else None
    content = (folder / _LIST).read_bytes()
    parsed = json.loads(content)
    if copy is not None and copy != content and parsed["opstamp"] <= json.loads(copy)["opstamp"]:
        raise ValueError(f"{folder / _LIST} is not what was written")
    return parsed


def _is_whole(file: Path) -> bool:
    content = memoryview(file.read_bytes())
    if len(content) < _FOOTER_END.size:
        return False
    size, magic = _FOOTER_END.unpack(content[-_FOOTER_END.size :])
    end = len(content) - _FOOTER_END.size - size
    if magic != _FOOTER_MAGIC or end < 0:
        return False
    try:
        footer = json.loads(bytes(content[end : -_FOOTER_END.size]))
    except ValueError:
        return False
    return bool(footer.get("crc") == zlib.crc32(content[:end]))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_text_field("tag", stored=True, tokenizer_name="raw", index_option="basic")
    for field in FIELD_WEIGHTS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _entry_record(entry: LexicalEntry) -> tantivy.Document:
    title, headings = _repeated_words(entry.title), _repeated_words(entry.headings)
    return _record(entry.id, title=title, headings=headings, text=" ".join(words(entry.text)))


@lru_cache(maxsize=256)
def _repeated_words(text: str) -> str:
    """The words of a title or of headings, which one passage after the other has."""
    return " ".join(words(text))


def _record(passage: int, **texts: str) -> tantivy.Document:
    record = tantivy.Document()
    record.add_unsigned("id", passage)
    for field, text in texts.items():
        record.add_text(field, text)
    return record
