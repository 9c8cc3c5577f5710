"""Search, change, copy and store vectors by id."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from embeddings import IndexFileError, VectorIndex

DIMENSION = 8
_CHANGES = st.lists(
    st.tuples(st.sampled_from(["add", "remove"]), st.lists(st.integers(1, 12), unique=True, max_size=6)), max_size=8
)


def unit_vectors(count: int, seed: int) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def apply(changes: list[tuple[str, list[int]]], index: VectorIndex, seed: int) -> None:
    for step, (change, ids) in enumerate(changes):
        if change == "add":
            index.add(ids, unit_vectors(len(ids), seed + step))
        else:
            index.remove(ids)


def content(index: VectorIndex) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    ids = np.sort(index.ids())
    return ids, index.vectors(ids)


@settings(deadline=None)
@given(_CHANGES, st.integers(0, 1000))
def test_after_any_changes_search_and_cosines_equal_a_brute_force_comparison(
    changes: list[tuple[str, list[int]]], seed: int
) -> None:
    index = VectorIndex(DIMENSION)
    expected: dict[int, NDArray[np.float32]] = {}
    for step, (change, ids) in enumerate(changes):
        if change == "add":
            vectors = unit_vectors(len(ids), seed + step)
            index.add(ids, vectors)
            expected.update(zip(ids, vectors, strict=True))
        else:
            index.remove(ids)
            expected = {i: vector for i, vector in expected.items() if i not in ids}
    assert len(index) == len(expected)
    query = unit_vectors(1, seed + 99)
    result = index.search(query, 3)
    best = sorted((float(vector @ query[0]) for vector in expected.values()), reverse=True)[:3]
    assert np.allclose(result.scores[0][: len(best)], best, atol=1e-5)
    assert {int(i) for i in result.ids[0] if i >= 0} <= set(expected)
    cosines = index.cosines(range(1, 13), query[0])
    assert cosines == pytest.approx({i: float(vector @ query[0]) for i, vector in expected.items()}, abs=1e-5)


def test_a_search_can_be_restricted_to_some_ids() -> None:
    index = VectorIndex(DIMENSION)
    index.add([1, 2, 3], unit_vectors(3, 0))
    assert set(index.search(unit_vectors(1, 0), 3, allowed=[2, 3]).ids[0].tolist()) == {2, 3, -1}


@settings(deadline=None)
@given(_CHANGES, _CHANGES, st.integers(0, 1000))
def test_changing_a_copy_leaves_the_original_as_it_is(
    changes: list[tuple[str, list[int]]], changes_of_copy: list[tuple[str, list[int]]], seed: int
) -> None:
    index = VectorIndex(DIMENSION)
    apply(changes, index, seed)
    ids, vectors = content(index)
    copied = index.copy()
    assert np.array_equal(content(copied)[0], ids)
    assert np.array_equal(content(copied)[1], vectors)
    apply(changes_of_copy, copied, seed + 100)
    assert np.array_equal(content(index)[0], ids)
    assert np.array_equal(content(index)[1], vectors)


def test_a_copy_outlives_the_original_and_its_changes() -> None:
    index = VectorIndex(DIMENSION)
    vectors = unit_vectors(3, 0)
    index.add([1, 2, 3], vectors)
    copied = index.copy()
    index.remove([1, 2])
    index.add([3], unit_vectors(1, 9))
    del index
    assert copied.search(vectors, 1).ids[:, 0].tolist() == [1, 2, 3]
    assert np.array_equal(copied.vectors([1, 2, 3]), vectors)


def test_threads_that_search_at_once_get_the_results_of_a_single_thread() -> None:
    index = VectorIndex(DIMENSION)
    index.add(range(500), unit_vectors(500, 0))
    queries = unit_vectors(200, 1)
    expected = [index.search(query[np.newaxis], 5, allowed=range(0, 500, 2)).ids.tolist() for query in queries]
    with ThreadPoolExecutor(4) as pool:
        results = pool.map(lambda query: index.search(query[np.newaxis], 5, allowed=range(0, 500, 2)), queries)
        assert [result.ids.tolist() for result in results] == expected


def test_a_saved_index_gives_the_same_results_after_loading(tmp_path: Path) -> None:
    index = VectorIndex(DIMENSION)
    index.add([5, 7], unit_vectors(2, 1))
    path = tmp_path / "向量.faiss"
    index.save(path, "第 3 代")
    loaded = VectorIndex.load(path)
    assert VectorIndex.read_tag(path) == "第 3 代"
    assert np.array_equal(loaded.search(unit_vectors(1, 2), 2).ids, index.search(unit_vectors(1, 2), 2).ids)
    loaded.remove([5])
    assert len(loaded) == 1
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_what_killed_processes_left_while_saving_is_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index, path = VectorIndex(DIMENSION), tmp_path / "index"
    index.save(path, "tag")
    with monkeypatch.context() as patch:
        # As if the process was killed before it could rename or delete the file.
        patch.setattr("embeddings.vector_index.os.replace", lambda *_: None)
        index.save(path, "later")
    assert len(list(tmp_path.iterdir())) == 2
    VectorIndex.delete_unfinished(path)
    assert list(tmp_path.iterdir()) == [path]
    assert VectorIndex.read_tag(path) == "tag"


def test_any_changed_byte_is_detected(tmp_path: Path) -> None:
    index = VectorIndex(DIMENSION)
    index.add([1, 2], unit_vectors(2, 0))
    path = tmp_path / "index"
    index.save(path, "tag")
    whole = path.read_bytes()
    for position in [*range(whole.index(b"}") + 1), *range(whole.index(b"}") + 1, len(whole), 7)]:
        damaged = bytearray(whole)
        damaged[position] ^= 0x01
        path.write_bytes(damaged)
        with pytest.raises(IndexFileError, match="index"):
            VectorIndex.load(path)


def test_a_missing_file_has_no_tag_and_loading_it_fails(tmp_path: Path) -> None:
    assert VectorIndex.read_tag(tmp_path / "gone") is None
    with pytest.raises(IndexFileError, match="gone"):
        VectorIndex.load(tmp_path / "gone")


def test_the_error_for_a_wrong_dimension_states_both_dimensions() -> None:
    with pytest.raises(ValueError, match=r"8 dimensions.*\(1, 4\)"):
        VectorIndex(DIMENSION).add([1], np.zeros((1, 4), dtype=np.float32))
