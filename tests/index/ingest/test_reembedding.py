"""A library of another model is brought to the present model, whole or not at all."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.typing import NDArray

from qa import Library
from qa.errors import LibraryError, LibraryLockedError, ModelMismatchError
from qa.index import AddProgress, LocalEngineWriter, write_lock
from qa.index.ingest import reembedding
from qa.types import Span
from tests.conftest import FakeEncoder
from tests.index.ingest.sample_files import write_files

if TYPE_CHECKING:
    from qa.types import DocumentContents

QUESTION = "图书馆每周几闭馆?"


class ShortEncoder(FakeEncoder):
    """Another model, whose vectors have a fourth of the components."""

    identity = query_identity = "short@1"

    def encode_queries(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of queries."""
        vectors = super().encode_queries(queries).reshape(len(queries), 8, -1).sum(axis=2)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


class LaterEncoder(FakeEncoder):
    """A later version of the same model, whose vectors have as many components."""

    identity = query_identity = "fake@2"

    def encode_queries(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of queries."""
        return np.roll(super().encode_queries(queries), 1, axis=1)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder with 40 documents; each is one passage."""
    return write_files(
        tmp_path / "documents",
        **{f"{number:02}": f"第{number}号通知\n第{number}号图书馆每周{number % 7}闭馆。" for number in range(40)},
    )


@pytest.fixture
def library_folder(tmp_path: Path, documents: Path, fake_encoder: FakeEncoder) -> Path:
    """The folder of a library with these documents; the library is closed."""
    with Library.open(tmp_path / "library", encoder=fake_encoder) as library:
        library.add(documents)
    return tmp_path / "library"


def vectors(library: Library) -> dict[tuple[str, Span], list[float]]:
    """Return the vectors of a library's passages by file and span."""
    view = library._store.latest
    ids = view.ids_added_since(0)
    passages = view.passages(ids)
    places = [passages[id_].citation for id_ in ids]
    return {
        (place.source, Span(place.start, place.end)): vector
        for place, vector in zip(places, view.vectors(ids).tolist(), strict=True)
    }


def contents(library: Library) -> list["DocumentContents"]:
    return [library.document(summary.id) for summary in library.documents()]


def stopping_after(reports: int) -> Callable[[], bool]:
    """Return a function that returns True from the given call on."""
    calls: list[None] = []

    def stopped() -> bool:
        calls.append(None)
        return len(calls) >= reports

    return stopped


@pytest.mark.parametrize("encoder", [ShortEncoder(), LaterEncoder()], ids=["another model", "a later version"])
def test_the_library_is_as_if_its_files_had_been_added_with_the_new_model(
    library_folder: Path, documents: Path, tmp_path: Path, encoder: FakeEncoder
) -> None:
    with pytest.raises(ModelMismatchError, match="qa reembed"):
        Library.open(library_folder, encoder=encoder)
    reports: list[AddProgress] = []
    assert Library.reembed(library_folder, encoder=encoder, on_progress=reports.append) == 40
    assert (reports[-1].rebuilding, reports[-1].done) == (True, 1.0)
    assert [report.passages_total for report in reports] == [40] * len(reports)
    with (
        Library.open(library_folder, encoder=encoder) as library,
        Library.open(tmp_path / "fresh", encoder=encoder) as fresh,
    ):
        fresh.add(documents)
        assert vectors(library) == vectors(fresh)
        assert library.retrieve(QUESTION, k=50) == fresh.retrieve(QUESTION, k=50)
        assert library.verify().problems == ()
        assert (library.statistics().vectors, library.statistics().model) == (40, encoder.identity)


def test_everything_but_the_vectors_is_kept(
    library_folder: Path, documents: Path, fake_encoder: FakeEncoder, tmp_path: Path
) -> None:
    with Library.open(library_folder, encoder=fake_encoder) as library:
        library.correct_metadata(2, title="更正后的题目", issuer="甲县")
        library.pin(QUESTION, 3, "第2号图书馆每周2闭馆。")
        library.remove(1)
        expected, pins, sources = contents(library), library.pins(), list(library._store.sources())
    Library.reembed(library_folder, encoder=LaterEncoder())
    with Library.open(library_folder, encoder=LaterEncoder()) as library:
        assert contents(library) == expected
        assert (library.pins(), list(library._store.sources())) == (pins, sources)
        assert library.ask(QUESTION).pinned
        assert len(library.add(documents).unchanged) == 39
        write_files(documents, **{"01": "第1号通知\n第1号图书馆每周日闭馆。"})
        library.add(documents)
        assert library.documents()[-1].metadata.issuer == "甲县"
        assert library.verify().problems == ()


def test_a_removed_document_that_is_not_purged_is_purged(library_folder: Path, fake_encoder: FakeEncoder) -> None:
    with Library.open(library_folder, encoder=fake_encoder) as library, library._writing() as store:
        store.remove([1, 2])
    assert Library.reembed(library_folder, encoder=ShortEncoder()) == 38
    with Library.open(library_folder, encoder=ShortEncoder()) as library:
        assert len(library.retrieve(QUESTION, k=50)) == 38
        assert library.verify().problems == ()


def test_a_library_without_documents_is_brought_to_the_model(plain_library: Library) -> None:
    assert Library.reembed(plain_library.folder, encoder=ShortEncoder()) == 0
    with Library.open(plain_library.folder, encoder=ShortEncoder()) as library:
        assert library.documents() == ()


def test_a_library_of_the_present_model_stays_as_it_is(library_folder: Path, fake_encoder: FakeEncoder) -> None:
    with Library.open(library_folder, encoder=fake_encoder) as library:
        before = library.generation
        fake_encoder.encoded.clear()
        assert Library.reembed(library_folder, encoder=fake_encoder) == 0
        assert (library.generation, fake_encoder.encoded) == (before, [])


def test_a_missing_library_and_a_file_are_refused(tmp_path: Path) -> None:
    for folder in (tmp_path / "missing", tmp_path / "file"):
        (tmp_path / "file").write_text("")
        with pytest.raises(LibraryError, match=folder.name):
            Library.reembed(folder, encoder=ShortEncoder())
    assert not (tmp_path / "missing").exists()


def test_a_library_that_another_process_is_changing_is_refused(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.library_parts.opened_library._LOCK_SECONDS", 0)
    with write_lock(library_folder, 0), pytest.raises(LibraryLockedError):
        Library.reembed(library_folder, encoder=ShortEncoder())


def interrupt_by_a_stop(folder: Path, encoder: FakeEncoder) -> None:
    assert Library.reembed(folder, encoder=encoder, stopped=stopping_after(3)) == 0


def interrupt_by_an_error(folder: Path, encoder: FakeEncoder) -> None:
    def interrupt(progress: AddProgress) -> None:
        if progress.passages_done >= 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Library.reembed(folder, encoder=encoder, on_progress=interrupt)


@pytest.mark.parametrize("interrupt", [interrupt_by_a_stop, interrupt_by_an_error], ids=["stopped", "Ctrl-C"])
def test_an_interruption_leaves_the_former_model_and_the_next_call_continues(
    library_folder: Path,
    fake_encoder: FakeEncoder,
    monkeypatch: pytest.MonkeyPatch,
    interrupt: Callable[[Path, FakeEncoder], None],
) -> None:
    monkeypatch.setattr(reembedding, "_GROUP_PASSAGES", 10)
    with Library.open(library_folder, encoder=fake_encoder) as library:
        before = (vectors(library), library.retrieve(QUESTION, k=50), library.generation)
        first = ShortEncoder()
        interrupt(library_folder, first)
        assert (vectors(library), library.retrieve(QUESTION, k=50), library.generation) == before
    with Library.open(library_folder, encoder=fake_encoder) as library:
        library._paths.vectors.unlink()
        assert (vectors(library), library.retrieve(QUESTION, k=50), library.generation) == before
        assert library.verify().problems == ()
    second = ShortEncoder()
    assert Library.reembed(library_folder, encoder=second) == 40
    assert 0 < len(second.encoded) < 40
    # The batch that was being embedded at the interruption may be lost.
    assert len(first.encoded) + len(second.encoded) <= 40 + 10
    with Library.open(library_folder, encoder=ShortEncoder()) as library:
        assert library.verify().problems == ()


def test_the_passages_change_all_together_or_not_at_all(
    library_folder: Path, fake_encoder: FakeEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = ShortEncoder()
    with Library.open(library_folder, encoder=fake_encoder) as library:
        before = vectors(library)
        with monkeypatch.context() as patch:
            changed: list[int] = []

            def fail_at_the_second(execute: object, document_id: int) -> None:
                changed.append(document_id)
                if len(changed) == 2:
                    raise KeyboardInterrupt

            patch.setattr("qa.index.store.store_writer.set_document_checksum", fail_at_the_second)
            with pytest.raises(KeyboardInterrupt):
                Library.reembed(library_folder, encoder=encoder)
        assert vectors(library) == before
        assert library.verify().problems == ()
    assert (Library.reembed(library_folder, encoder=encoder), len(encoder.encoded)) == (40, 40)


def test_passages_are_found_by_their_vectors_until_the_index_of_words_is_updated(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(LocalEngineWriter, "finish", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            Library.reembed(library_folder, encoder=ShortEncoder())
    with Library.open(library_folder, encoder=ShortEncoder()) as library:
        with write_lock(library_folder, 0):
            assert len(library.retrieve(QUESTION, k=50)) == 40
            assert library.ask(QUESTION).vectors_only
        assert not library.ask(QUESTION).vectors_only
        assert library.verify().problems == ()


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_process_with_the_former_model_is_told_to_start_again(
    library_folder: Path, fake_encoder: FakeEncoder, documents: Path
) -> None:
    with Library.open(library_folder, encoder=fake_encoder) as running:
        running.ask(QUESTION)
        Library.reembed(library_folder, encoder=LaterEncoder())
        uses: tuple[Callable[[], object], ...] = (
            running.check_model,
            lambda: running.ask(QUESTION),
            lambda: running.retrieve(QUESTION),
            lambda: running.add(documents),
            lambda: running.repair(()),
        )
        for use in uses:
            with pytest.raises(ModelMismatchError, match=r"fake@2.*fake@1.*重新启动"):
                use()
        assert len(running.documents()) == 40
    with Library.open(library_folder, encoder=LaterEncoder()) as library:
        assert library.verify().problems == ()


def test_passages_that_the_new_model_would_not_read_to_the_end_are_cut_further(
    tmp_path: Path, fake_encoder: FakeEncoder
) -> None:
    lines = "".join(f"第{number}行说图书馆每周{number}闭馆。\n" for number in range(30))
    folder = write_files(tmp_path / "documents", long=f"关于闭馆的通知\n{lines}", short="通知\n每周一闭馆。")
    with Library.open(tmp_path / "library", encoder=fake_encoder) as library:
        library.add(folder)
        long, short = contents(library)
    encoder = ShortEncoder()
    encoder.max_tokens = 60
    reports: list[AddProgress] = []
    count = Library.reembed(tmp_path / "library", encoder=encoder, on_progress=reports.append)
    assert count > len(long.passages) + len(short.passages)
    assert {report.passages_total for report in reports} == {count}
    assert encoder.longest(encoder.encoded) <= 60
    with Library.open(tmp_path / "library", encoder=encoder) as library:
        cut, kept = contents(library)
        assert kept == short
        assert "".join(cut.text[each.span.start : each.span.end] for each in cut.passages).count("图书馆") == 30
        starts = [cut.text.count("\n", 0, passage.span.start) + 1 for passage in cut.passages]
        assert [passage.paragraph for passage in cut.passages] == starts
        assert library.verify().problems == ()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE documents SET text = replace(text, '闭馆', '开馆') WHERE id = 5",
        "UPDATE sources SET checksum = checksum + 1 WHERE document_id = 5",
        "DELETE FROM passages WHERE document_id = 5",
    ],
)
def test_a_damaged_document_is_named_and_can_be_repaired_with_the_new_model(
    library_folder: Path, fake_encoder: FakeEncoder, damage: str
) -> None:
    with Library.open(library_folder, encoder=fake_encoder) as library, library._database.transaction() as change:
        change.execute(damage)
    with pytest.raises(LibraryError, match=r"编号为 5 的.*qa verify --repair"):
        Library.reembed(library_folder, encoder=ShortEncoder())
    with Library.open(library_folder, encoder=ShortEncoder()) as library:
        assert library.ask(QUESTION).passages
        assert library.repair(library.verify().problems).problems == ()
        assert [document.passages for document in library.documents()] == [1] * 40
