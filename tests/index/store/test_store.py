"""The store in SQLite."""

import sqlite3
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from qa.errors import LibraryError
from qa.index.store import Database
from qa.index.store.schema import MIGRATIONS
from qa.index.store.store_writer import NewDocument, NewPassage, StoreWriter
from qa.types import Document, Metadata, Passage, PassageKind, Span

TEXT = "通知😀\n一、要求\n第一句。第二句。"


def document(source: str = "/a.txt", text: str = TEXT) -> Document:
    metadata = Metadata("通知", issuer="市府", date_written=date(2019, 12, 24))
    return Document(source, "text/plain", "utf-8", text, metadata, Span(0, len(text)))


def put(store: StoreWriter, source: str = "/a.txt", key: str = "k", content_hash: str = "h") -> bool:
    passage = Passage(Span(4, len(TEXT)), PassageKind.BODY, ("一、要求",), 2)
    store.put_vectors({key: np.array([0.6, 0.8], dtype=np.float32)})
    return store.put(source, [NewDocument(document(source), [NewPassage(passage, key)])], content_hash, None).replaced


@pytest.fixture
def store(tmp_path: Path) -> StoreWriter:
    return StoreWriter(Database(tmp_path / "library.sqlite"))


def test_a_stored_passage_is_the_slice_its_citation_says(store: StoreWriter) -> None:
    put(store)
    (passage,) = store.latest.passages(store.latest.ids_added_since(0)).values()
    citation = passage.citation
    assert passage.text == store.document_text(citation.document_id)[citation.start : citation.end]
    assert passage.text == "一、要求\n第一句。第二句。"
    assert (citation.heading_path, citation.paragraph) == (("一、要求",), 2)
    assert (citation.issuer, citation.date_written, citation.date_published) == ("市府", date(2019, 12, 24), None)


def test_few_connections_are_kept_after_many_were_used_at_once(store: StoreWriter) -> None:
    with ExitStack() as stack:
        for _ in range(20):
            stack.enter_context(store.database.snapshot())
    assert 0 < len(store.database._idle) <= 4


def test_every_change_makes_a_generation_and_lists_added_and_removed_passages(store: StoreWriter) -> None:
    assert store.generation == 0
    assert put(store) is False
    (first,) = store.latest.ids_added_since(0)
    assert put(store, content_hash="h2") is True
    assert store.generation == 2
    assert store.latest.ids_removed_since(1) == (first,)
    (second,) = store.latest.ids_added_since(1)
    assert second > first
    store.remove([store.documents()[0].id])
    assert store.latest.ids_removed_since(2) == (second,)
    assert (store.passage_count(), store.documents()) == (0, ())


def test_vectors_are_kept_while_a_passage_needs_them(store: StoreWriter) -> None:
    put(store, "/a.txt")
    put(store, "/b.txt", content_hash="h2")
    store.remove([store.documents()[0].id])
    store.purge(store.generation)
    store.forget_unused_vectors()
    assert store.known_vectors(["k", "other"]) == {"k"}
    assert np.allclose(store.latest.vectors(store.latest.ids_added_since(0)), [[0.6, 0.8]])
    store.remove([store.documents()[0].id])
    store.purge(store.generation)
    store.forget_unused_vectors()
    assert store.known_vectors(["k"]) == set()


def test_a_document_that_cannot_be_stored_whole_is_not_stored_at_all(store: StoreWriter) -> None:
    passage = Passage(Span(0, 2), PassageKind.BODY, (), 1)
    with pytest.raises(sqlite3.IntegrityError):
        store.put("/a.txt", [NewDocument(document(), [NewPassage(passage, "no vector")])], "h", None)
    assert (store.generation, store.documents()) == (0, ())


def test_the_model_is_known_while_there_are_passages(store: StoreWriter) -> None:
    store.set_model("m@1")
    assert store.model is None
    put(store)
    assert store.model == "m@1"


def test_a_library_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "library.sqlite") as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    with pytest.raises(LibraryError, match="更新版本"):
        StoreWriter(Database(tmp_path / "library.sqlite"))


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(LibraryError, match=tmp_path.name):
        Database(path)
    assert path.read_bytes() == b"no database at all" * 100


def test_the_passages_of_a_long_document_are_slices_of_its_text(store: StoreWriter) -> None:
    text = "😀第一句。" * 20_000
    cut = [Passage(Span(start, start + 300), PassageKind.BODY, (), 1) for start in range(0, len(text), 300)]
    store.put_vectors({"k": np.array([0.6, 0.8], dtype=np.float32)})
    store.put("/a.txt", [NewDocument(document(text=text), [NewPassage(passage, "k") for passage in cut])], "h", None)
    found = store.latest.passages(store.latest.ids_added_since(0)).values()
    assert "".join(passage.text for passage in found) == text
