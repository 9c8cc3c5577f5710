"""Nearest vectors by id."""

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


@settings(deadline=None)
@given(_CHANGES, st.integers(0, 1000))
def test_after_any_changes_a_search_finds_what_a_plain_comparison_finds(
    changes: list[tuple[str, list[int]]], seed: int
) -> None:
    index = VectorIndex(DIMENSION)
    kept: dict[int, NDArray[np.float32]] = {}
    for step, (change, ids) in enumerate(changes):
        if change == "add":
            vectors = unit_vectors(len(ids), seed + step)
            index.add(ids, vectors)
            kept.update(zip(ids, vectors, strict=True))
        else:
            index.remove(ids)
            kept = {i: vector for i, vector in kept.items() if i not in ids}
    assert len(index) == len(kept)
    query = unit_vectors(1, seed + 99)
    found = index.search(query, 3)
    expected = sorted((float(vector @ query[0]) for vector in kept.values()), reverse=True)[:3]
    assert np.allclose(found.scores[0][: len(expected)], expected, atol=1e-5)
    assert {int(i) for i in found.ids[0] if i >= 0} <= set(kept)
    cosines = index.cosines(range(1, 13), query[0])
    assert cosines == pytest.approx({i: float(vector @ query[0]) for i, vector in kept.items()}, abs=1e-5)


def test_a_search_may_be_narrowed_to_some_ids() -> None:
    index = VectorIndex(DIMENSION)
    index.add([1, 2, 3], unit_vectors(3, 0))
    assert set(index.search(unit_vectors(1, 0), 3, allowed=[2, 3]).ids[0].tolist()) == {2, 3, -1}


def test_a_saved_index_finds_the_same(tmp_path: Path) -> None:
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


def test_any_changed_byte_is_found(tmp_path: Path) -> None:
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


def test_a_missing_file_has_no_tag_and_cannot_be_loaded(tmp_path: Path) -> None:
    assert VectorIndex.read_tag(tmp_path / "gone") is None
    with pytest.raises(IndexFileError, match="gone"):
        VectorIndex.load(tmp_path / "gone")


def test_vectors_of_another_dimension_are_refused_with_both_numbers() -> None:
    with pytest.raises(ValueError, match=r"8 dimensions.*\(1, 4\)"):
        VectorIndex(DIMENSION).add([1], np.zeros((1, 4), dtype=np.float32))
