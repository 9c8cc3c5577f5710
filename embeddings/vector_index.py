"""Nearest vectors by cosine: an exact FAISS index by stable ids, in one file."""

import hashlib
import json
import os
import struct
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from embeddings.errors import IndexFileError

Ids = Sequence[int] | NDArray[np.int64]

_MAGIC = b"QAVECTOR"
_LONGEST_HEADER = 1 << 16


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The nearest vectors of n queries: ``ids`` (n, k) int64 and ``scores`` (n, k) float32, cosines, best first.

    Where fewer than k were found, the rest of ``ids`` is −1.
    """

    ids: NDArray[np.int64]
    scores: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Header:
    tag: str
    dimension: int
    sha256: str


class VectorIndex:
    """Unit vectors by id. Every search compares with all of them, so nothing near is missed.

    Args:
        dimension: how many numbers a vector has.
    """

    def __init__(self, dimension: int) -> None:
        import faiss

        self._dimension = dimension
        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))

    def __len__(self) -> int:
        """How many vectors there are."""
        return self._index.ntotal

    def add(self, ids: Ids, vectors: NDArray[np.float32]) -> None:
        """Add vectors of shape (number of ids, dimension); one whose id is there already is replaced.

        Raises:
            ValueError: the shape does not fit.
        """
        chosen = np.asarray(ids, dtype=np.int64)
        self._check(vectors)
        if len(chosen) != len(vectors):
            raise ValueError(f"{len(chosen)} ids for {len(vectors)} vectors")
        self.remove(chosen)
        self._index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), chosen)

    def remove(self, ids: Ids) -> None:
        """Remove vectors; ids that are not there are passed over."""
        chosen = np.asarray(ids, dtype=np.int64)
        if len(chosen) and len(self):
            self._index.remove_ids(chosen)

    def copy(self) -> Self:
        """Return an independent index with the same vectors."""
        import faiss

        duplicate = type(self)(self._dimension)
        duplicate._index = faiss.clone_index(self._index)
        return duplicate

    def ids(self) -> NDArray[np.int64]:
        """The ids of all vectors, shape (number of vectors,)."""
        import faiss

        return faiss.vector_to_array(self._index.id_map)

    def vectors(self, ids: Ids) -> NDArray[np.float32]:
        """The vectors with these ids, all of which are there, shape (number of ids, dimension)."""
        return self._index.reconstruct_batch(np.asarray(ids, dtype=np.int64))

    def cosines(self, ids: Ids, vector: NDArray[np.float32]) -> dict[int, float]:
        """How near the vectors with these ids are to one of shape (dimension,): id → cosine; no id that is not there.

        Raises:
            ValueError: the vector has another dimension.
        """
        if not len(ids):
            return {}
        self._check(vector[np.newaxis])
        cosines = {}
        for id_ in map(int, ids):
            # What is not there is an error of FAISS; to search among these ids alone would visit all vectors.
            with suppress(RuntimeError):
                cosines[id_] = float(self._index.reconstruct(id_) @ vector)
        return cosines

    def search(self, vectors: NDArray[np.float32], k: int, allowed: Ids | None = None) -> SearchResult:
        """The k nearest vectors of each query.

        Args:
            vectors: queries, shape (n, dimension).
            k: how many to give for each.
            allowed: the ids among which to search; ``None`` is all.

        Raises:
            ValueError: the queries have another dimension.
        """
        import faiss

        self._check(vectors)
        parameters = None
        if allowed is not None:
            selector = faiss.IDSelectorBatch(np.asarray(allowed, dtype=np.int64))
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        queries = np.ascontiguousarray(vectors, dtype=np.float32)
        scores, ids = self._index.search(queries, k, params=parameters)
        return SearchResult(ids, scores)

    def save(self, path: Path, tag: str) -> None:
        """Write the index with a tag of the caller's, all of it or nothing."""
        import faiss

        payload = faiss.serialize_index(self._index).data
        header = _Header(tag, self._dimension, _checksum(tag, self._dimension, payload))
        encoded = json.dumps(asdict(header)).encode()
        descriptor, unfinished = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(_MAGIC + struct.pack("<I", len(encoded)) + encoded)
                file.write(payload)
                file.flush()
                os.fsync(file.fileno())
            os.replace(unfinished, path)
        except BaseException:
            Path(unfinished).unlink(missing_ok=True)
            raise

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read an index.

        Raises:
            IndexFileError: the file is missing, or any byte of it is not what was written.
        """
        import faiss

        try:
            with path.open("rb") as file:
                header = _read_header(file)
                payload = file.read()
        except OSError as error:
            raise IndexFileError(f"向量索引读不了：{path}（{error.strerror}）") from error
        if header is None or _checksum(header.tag, header.dimension, payload) != header.sha256:
            raise IndexFileError(f"向量索引文件损坏：{path}。删掉它，下次打开资料库时会重建")
        index = cls(header.dimension)
        index._index = faiss.deserialize_index(np.frombuffer(payload, dtype=np.uint8))
        return index

    @staticmethod
    def read_tag(path: Path) -> str | None:
        """The tag of a saved index without reading its vectors; ``None`` if there is no readable file."""
        try:
            with path.open("rb") as file:
                header = _read_header(file)
        except OSError:
            return None
        return header.tag if header else None

    def _check(self, vectors: NDArray[np.float32]) -> None:
        if vectors.ndim != 2 or vectors.shape[1] != self._dimension:
            raise ValueError(f"the index has {self._dimension} dimensions, the vectors have shape {vectors.shape}")


def _checksum(tag: str, dimension: int, payload: bytes | memoryview) -> str:
    """SHA-256 over all that an index file says, in hexadecimal digits."""
    digest = hashlib.sha256(json.dumps([tag, dimension]).encode())
    digest.update(payload)
    return digest.hexdigest()


def _read_header(file: BinaryIO) -> _Header | None:
    beginning = file.read(len(_MAGIC) + 4)
    if len(beginning) < len(_MAGIC) + 4 or not beginning.startswith(_MAGIC):
        return None
    (size,) = struct.unpack("<I", beginning[len(_MAGIC) :])
    if size > _LONGEST_HEADER:
        return None
    try:
        fields = json.loads(file.read(size))
        return _Header(str(fields["tag"]), int(fields["dimension"]), str(fields["sha256"]))
    except (ValueError, KeyError, TypeError):
        return None
