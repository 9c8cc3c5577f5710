"""The guarantees of :mod:`qa.index.engine.base`, tested on every engine.

To test another engine, add to ``ENGINES`` a function that returns a reader and a writer for a library's folder and
store.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from qa.index import (
    EVERY_DOCUMENT,
    Condition,
    Database,
    Engine,
    EngineSnapshot,
    EngineWriter,
    LibraryPaths,
    LocalEngine,
    LocalEngineWriter,
    StoreWriter,
    condition_from,
)
from qa.index.store import NewDocument, NewPassage
from qa.types import Document, Filters, Metadata, Passage, PassageKind, Span
from tests.index.engine.memory_engine import MemoryEngine

ReaderAndWriter = tuple[Engine, EngineWriter]
SECONDS = 20


def local(folder: Path, store: StoreWriter) -> ReaderAndWriter:
    paths = LibraryPaths(folder)
    return LocalEngine(paths, store), LocalEngineWriter(paths, store)


def in_memory(folder: Path, store: StoreWriter) -> ReaderAndWriter:
    engine = MemoryEngine(store)
    return engine, engine


ENGINES: tuple[Callable[[Path, StoreWriter], ReaderAndWriter], ...] = (local, in_memory)


class Setup:
    """A store with an engine, and a way to put documents of one passage into it."""

    def __init__(self, folder: Path, make: Callable[[Path, StoreWriter], ReaderAndWriter]) -> None:
        self.store = StoreWriter(Database(folder / "library.sqlite"))
        self.reader, self.writer = make(folder, self.store)

    def put(self, name: str, text: str, vector: tuple[float, float] = (1, 0), **metadata: object) -> int:
        """Store a document; return the id of its passage."""
        fields = Metadata(**{"title": name, **metadata})  # type: ignore[arg-type]
        document = Document(f"/{name}.txt", "text/plain", "utf-8", text, fields, Span(0, len(text)))
        passage = Passage(Span(0, len(text)), PassageKind.BODY, (), 1)
        self.store.put_vectors({name + text: np.array(vector, dtype=np.float32)})
        new = NewDocument(document, [NewPassage(passage, name + text)])
        self.store.put(document.source, [new], name + text, None)
        return max(self.store.latest.passage_ids())


@pytest.fixture(params=ENGINES, ids=lambda make: make.__name__)
def setup(request: pytest.FixtureRequest, tmp_path: Path) -> Setup:
    return Setup(tmp_path, request.param)


def vector(x: float, y: float) -> NDArray[np.float32]:
    return np.array([x, y], dtype=np.float32)


def by_words(snapshot: EngineSnapshot, query: str, condition: Condition = EVERY_DOCUMENT, limit: int = 10) -> list[int]:
    return [found.id for found in snapshot.search_words(query, limit, condition)]


def by_vector(snapshot: EngineSnapshot, condition: Condition = EVERY_DOCUMENT, limit: int = 10) -> list[int]:
    return [found.id for found in snapshot.search_vector(vector(1, 0), limit, condition)]


def test_a_search_of_an_empty_library_returns_nothing(setup: Setup) -> None:
    with setup.reader.snapshot() as snapshot:
        assert by_words(snapshot, "企业") == by_vector(snapshot) == []
        assert snapshot.cosines([1], vector(1, 0)) == {}


def test_words_find_passages_by_text_and_title_best_first(setup: Setup) -> None:
    with_all = setup.put("甲", "企业开办时间缩短")
    with_one = setup.put("乙", "企业登记")
    titled = setup.put("图书馆通知", "周一闭馆")
    setup.writer.finish()
    with setup.reader.snapshot() as snapshot:
        assert by_words(snapshot, "企业开办时间") == [with_all, with_one]
        assert by_words(snapshot, "企业开办时间", limit=1) == [with_all]
        assert by_words(snapshot, "图书馆") == [titled]
        assert by_words(snapshot, "？！") == []
        scores = [found.score for found in snapshot.search_words("企业开办时间", 10)]
        assert scores == sorted(scores, reverse=True)


def test_vectors_find_passages_by_cosine_best_first(setup: Setup) -> None:
    near = setup.put("甲", "甲", (1, 0))
    far = setup.put("乙", "乙", (0, 1))
    middle = setup.put("丙", "丙", (0.6, 0.8))
    setup.writer.finish()
    with setup.reader.snapshot() as snapshot:
        found = snapshot.search_vector(vector(1, 0), 10)
        assert [passage.id for passage in found] == [near, middle, far]
        assert [passage.score for passage in found] == pytest.approx([1, 0.6, 0], abs=1e-6)
        assert by_vector(snapshot, limit=2) == [near, middle]
        assert snapshot.cosines([far, 10_000], vector(0, 1)) == pytest.approx({far: 1})


@pytest.mark.parametrize(
    "filters",
    [
        Filters(issuer="政务服务"),
        Filters(issuer="政務服務"),
        Filters(status="有效"),
        Filters(document_number="深府[2019] 1号"),
        Filters(since=date(2019, 5, 10)),
        Filters(since=date(2019, 5, 10), until=date(2019, 5, 10)),
    ],
    ids=str,
)
def test_a_condition_restricts_both_searches(setup: Setup, filters: Filters) -> None:
    wanted = setup.put(
        "甲",
        "企业登记",
        issuer="深圳市政务服务局",
        status="现行有效",
        document_number="深府〔2019〕1号",
        date_published=date(2019, 5, 10),
    )
    setup.put(
        "乙",
        "企业登记",
        issuer="广州市卫健委",
        status="废止",
        document_number="深府〔2019〕10号",
        date_written=date(2019, 5, 9),
        date_published=date(2020, 1, 1),
    )
    setup.put("丙", "企业登记")
    setup.writer.finish()
    condition = condition_from(filters)
    with setup.reader.snapshot() as snapshot:
        assert by_words(snapshot, "企业", condition) == by_vector(snapshot, condition) == [wanted]


def test_a_condition_may_name_one_document_or_allow_none(setup: Setup) -> None:
    setup.put("甲", "企业登记")
    second = setup.put("乙", "企业登记")
    setup.writer.finish()
    one_document = condition_from(Filters(document_id=setup.store.documents()[1].id))
    no_document = condition_from(Filters(issuer="没有的局"))
    with setup.reader.snapshot() as snapshot:
        assert by_words(snapshot, "企业", one_document) == by_vector(snapshot, one_document) == [second]
        assert by_words(snapshot, "企业", no_document) == by_vector(snapshot, no_document) == []


def test_a_removed_passage_is_not_found_after_an_update(setup: Setup) -> None:
    first = setup.put("甲", "企业登记")
    setup.writer.finish()
    currency = [setup.reader.is_current]
    second = setup.put("乙", "企业登记", (0, 1))
    setup.store.remove([setup.store.documents()[0].id])
    currency.append(setup.reader.is_current)
    setup.writer.finish()
    currency.append(setup.reader.is_current)
    assert currency == [True, False, True]
    with setup.reader.snapshot() as snapshot:
        assert by_words(snapshot, "企业") == by_vector(snapshot) == [second]
        assert snapshot.cosines([first], vector(1, 0)) == {}
        assert set(snapshot.view.passages([first, second])) == {second}
        assert snapshot.view.generation == setup.reader.generation == setup.store.generation


def test_an_update_shows_the_change_to_readers_and_reports_its_progress(setup: Setup) -> None:
    passage = setup.put("甲", "企业登记")
    progress: list[tuple[int, int]] = []
    setup.writer.update(lambda done, total: progress.append((done, total)))
    with setup.reader.snapshot() as snapshot:
        assert by_words(snapshot, "企业") == by_vector(snapshot) == [passage]
    assert progress[-1] == (1, 1)


def test_an_open_snapshot_does_not_change(setup: Setup) -> None:
    first = setup.put("甲", "企业登记")
    setup.writer.finish()
    with setup.reader.snapshot() as before:
        second = setup.put("乙", "企业登记", (0, 1))
        setup.writer.finish()
        with setup.reader.snapshot() as after:
            assert sorted(by_words(after, "企业")) == [first, second]
            assert by_vector(after) == [first, second]
        assert by_words(before, "企业") == by_vector(before) == [first]
        assert set(before.view.passages([first, second])) == {first}


def test_snapshots_are_open_side_by_side(setup: Setup) -> None:
    passage = setup.put("甲", "企业登记")
    setup.writer.finish()
    all_open = threading.Barrier(4, timeout=SECONDS)

    def search(_: int) -> list[int]:
        with setup.reader.snapshot() as snapshot:
            all_open.wait()
            return by_words(snapshot, "企业")

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(search, range(4))) == [[passage]] * 4


def test_a_writer_does_not_wait_for_an_open_snapshot(setup: Setup) -> None:
    setup.put("甲", "企业登记")
    setup.writer.finish()
    with setup.reader.snapshot(), ThreadPoolExecutor(1) as thread:
        setup.put("乙", "企业登记")
        thread.submit(setup.writer.finish).result(SECONDS)
    assert setup.reader.is_current
