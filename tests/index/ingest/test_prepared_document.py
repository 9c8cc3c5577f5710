"""A file that has something new to store becomes a prepared document; other files do not."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa.index import AddProgress, Database, IngestTarget, LibraryPaths, LocalEngineWriter, StoreWriter
from qa.index.ingest.file_outcomes import FileOutcomes
from qa.index.ingest.pipeline import IngestPipeline
from qa.index.ingest.prepared_document import DocumentPreparer
from qa.index.ingest.progress_meter import ProgressMeter
from qa.settings import Settings
from tests.index.ingest.sample_files import write_files
from tests.reading.test_compiled_documents import FIRST, SECOND

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder


class Addition:
    """A reader with the objects around it."""

    def __init__(self, folder: Path, encoder: "FakeEncoder") -> None:
        paths = LibraryPaths(folder)
        store = StoreWriter(Database(paths.database))
        self.target = IngestTarget(store, LocalEngineWriter(paths, store), encoder, Settings())
        self.outcomes = FileOutcomes(store)
        self.reports: list[AddProgress] = []
        self.progress = ProgressMeter(self.reports.append, self.outcomes)
        self.reader = DocumentPreparer(self.target, self.outcomes, self.progress)

    def store(self, *files: Path) -> None:
        """Read and store files in one addition."""
        with IngestPipeline(self.target, self.outcomes, self.progress, stopped=lambda: False) as pipeline:
            pipeline.run(files, self.reader.read)


@pytest.fixture
def addition(tmp_path: Path, fake_encoder: "FakeEncoder") -> Addition:
    """An addition to an empty library."""
    return Addition(tmp_path, fake_encoder)


def test_a_new_file_is_read_and_cut(addition: Addition, folder: Path) -> None:
    prepared = addition.reader.read(folder / "a.txt")
    assert prepared
    (read,) = prepared.documents
    assert prepared.source == read.document.source == str(folder / "a.txt")
    assert prepared.texts.keys() == {passage.vector_key for passage in read.passages}
    assert addition.reports[0].file == str(folder / "a.txt")


def test_an_unchanged_file_gives_no_document(addition: Addition, folder: Path) -> None:
    addition.store(folder / "a.txt")
    assert addition.reader.read(folder / "a.txt") is None
    assert addition.outcomes.report(files_left=0).unchanged == (str(folder / "a.txt"),)


def test_an_unreadable_file_gives_no_document_and_a_reason(addition: Addition, folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"")
    assert addition.reader.read(folder / "a.txt") is None
    assert "文件是空的" in addition.outcomes.report(files_left=0).refused[0].reason


def test_a_copy_of_a_stored_file_gives_a_document_without_passages(addition: Addition, folder: Path) -> None:
    addition.store(folder / "a.txt")
    (folder / "copy.txt").write_bytes((folder / "a.txt").read_bytes())
    prepared = addition.reader.read(folder / "copy.txt")
    assert prepared
    assert not prepared.passage_count


@pytest.mark.parametrize("old", ["甲县通知\n甲县图书馆每周一闭馆。", FIRST + SECOND], ids=["document", "compilation"])
def test_a_file_may_get_the_old_content_of_a_file_that_is_replaced_with_it(addition: Addition, old: str) -> None:
    folder = write_files(Path(addition.target.store.database.name).parent / "documents", a=old, b="另一份。")
    first, second = folder / "a.txt", folder / "b.txt"
    addition.store(first, second)
    store = addition.target.store
    # A damaged part of a compilation was removed, so that the library holds the other one only.
    store.remove([document.id for document in store.documents() if "津贴" in document.metadata.title])
    write_files(folder, a="新的通知\n全年开放。", b=old)
    addition.store(first, second)
    stored = {document.metadata.title: document.passages for document in store.documents()}
    assert len(stored) == (2 if "甲县" in old else 3)
    assert all(stored.values()), stored
