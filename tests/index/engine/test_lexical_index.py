"""The lexical index: BM25 over words."""

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import tantivy

from qa.index.engine.lexical_index import LexicalEntry, LexicalIndex

ENTRIES = [
    LexicalEntry(1, "函", "一、情况", "企业开办时间从9天缩短至4天"),
    LexicalEntry(2, "函", "二、建议", "出口通关时间压缩"),
    LexicalEntry(3, "通知", "", "依据国办发明电〔2020〕1号"),
]


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    index = LexicalIndex.create(tmp_path / "词")
    index.update(ENTRIES, [], "one")
    return index


def ids(index: LexicalIndex, query: str) -> list[int]:
    return [found.id for found in index.snapshot().search(query, 10)]


def test_the_passage_with_the_most_words_is_first(index: LexicalIndex) -> None:
    assert ids(index, "企业开办时间") == [1, 2]


def test_titles_headings_and_document_numbers_are_searched(index: LexicalIndex) -> None:
    assert ids(index, "建议") == [2]
    assert ids(index, "通知") == [3]
    assert ids(index, "国办发明电[2020]1号")[0] == 3


@pytest.mark.parametrize("query", ["", "？！", "text:企业 AND (", '"', "id:0", "-企业*"])
def test_a_question_is_never_query_syntax(index: LexicalIndex, query: str) -> None:
    assert 0 not in ids(index, query)


def test_an_update_removes_passages_and_sets_the_tag(index: LexicalIndex, tmp_path: Path) -> None:
    index.update([LexicalEntry(4, "", "", "开办企业")], [1], "two")
    assert ids(index, "企业开办") == [4]
    again = LexicalIndex.open(tmp_path / "词")
    assert again is not None
    assert (again.tag, len(again.snapshot())) == ("two", 3)


def test_an_update_that_fails_changes_nothing(index: LexicalIndex) -> None:
    with pytest.raises(ZeroDivisionError):
        index.update((1 / 0 for _ in range(1)), [1], "broken")  # type: ignore[misc]
    index.reload()
    assert (index.tag, ids(index, "开办")) == ("one", [1])
    index.update([], [], "next")
    assert index.tag == "next"


def test_a_missing_or_damaged_index_is_none_until_it_is_created(index: LexicalIndex, tmp_path: Path) -> None:
    assert LexicalIndex.open(tmp_path / "gone") is None
    (tmp_path / "词" / "meta.json").write_text("{")
    assert LexicalIndex.open(tmp_path / "词") is None
    again = LexicalIndex.create(tmp_path / "词")
    assert again.tag is None
    again.update(ENTRIES, [], "new")
    assert ids(again, "企业") == [1]


def test_the_files_of_a_killed_writer_do_not_stop_the_next(index: LexicalIndex, tmp_path: Path) -> None:
    before, committed = tmp_path / "before", tmp_path / "词"
    shutil.copytree(committed, before)
    index.update([], [1], "two")
    # Killed after the list of deleted passages was written and before the commit that names it.
    (left,) = [file for file in committed.glob("*.del") if not (before / file.name).exists()]
    shutil.copy(left, before)
    again = LexicalIndex.open(before)
    assert again is not None
    assert (again.tag, ids(again, "开办")) == ("one", [1])
    again.update([], [1], "two")
    assert (again.tag, ids(again, "开办")) == ("two", [])


@contextmanager
def killed_before_merging(index: LexicalIndex) -> Iterator[tantivy.IndexWriter]:
    """A writer that commits, and is then killed before the segments are merged."""
    writer = index._index.writer(heap_size=50_000_000, num_threads=1)
    yield writer
    writer.commit()


@pytest.mark.parametrize("seed", [2, 5, 10])
def test_passages_removed_while_the_segments_of_a_killed_process_are_merged_stay_removed(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, held, index = random.Random(seed), set[int](), LexicalIndex.create(tmp_path / "词")

    def update(number: int, added: int, removed: int) -> None:
        new = [LexicalEntry(id_, "函", "", f"第{id_}号") for id_ in range(4 * number + 1, 4 * number + 1 + added)]
        gone = chance.sample(sorted(held), k=min(removed, len(held)))
        index.update(new, gone, str(number))
        held.difference_update(gone)
        held.update(entry.id for entry in new)

    with monkeypatch.context() as killed:
        killed.setattr(LexicalIndex, "_writer", killed_before_merging)
        for number in range(9):
            update(number, added=4, removed=2)
    again = LexicalIndex.open(tmp_path / "词")
    assert again is not None
    index = again
    update(9, added=1, removed=3)
    assert (index.tag, index.snapshot().ids()) == ("9", held)


def test_a_process_killed_while_it_copies_the_file_list_leaves_a_sound_index(
    index: LexicalIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(BaseException):
        pass

    def begin_to_write(file: Path, content: bytes) -> None:
        file.open("wb").close()
        raise KilledError

    monkeypatch.setattr(Path, "write_bytes", begin_to_write)
    with pytest.raises(KilledError):
        index.update([], [1], "two")
    monkeypatch.undo()
    again = LexicalIndex.open(tmp_path / "词")
    assert again is not None
    assert again.tag == "two"


def test_a_snapshot_does_not_see_later_commits(index: LexicalIndex) -> None:
    snapshot = index.snapshot()
    index.update([], [1], "two")
    assert [found.id for found in snapshot.search("企业开办", 10)] == [1]
    assert (snapshot.tag, index.tag) == ("one", "two")
