"""Exact nearest-neighbour search by cosine: a FAISS index with stable ids, stored in a single file."""

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
_MAX_HEADER_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The k nearest vectors of n queries, best first.

    Attributes:
        ids: shape (n, k); −1 in the last places if the index holds fewer than k matching vectors.
        scores: cosines, shape (n, k); without meaning where the id is −1.
    """

    ids: NDArray[np.int64]
    scores: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Header:
    tag: str
    dimension: int
    sha256: str


class VectorIndex:
    """Unit vectors by id. A search compares the query with every vector, so its result is exact.

    Any number of threads may read an index at the same time. A change requires exclusive access, so a writer
    changes a :meth:`copy`, which then replaces the index.

    Args:
        dimension: the number of components of a vector.
    """

    def __init__(self, dimension: int) -> None:
        import faiss

        self._dimension = dimension
        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))

    def __len__(self) -> int:
        """Return the number of vectors."""
        return self._index.ntotal

    @property
    def dimension(self) -> int:
        """The number of components of a vector."""
        return self._dimension

    def add(self, ids: Ids, vectors: NDArray[np.float32]) -> None:
        """Add vectors; a vector replaces the one with the same id.

        Args:
            ids: distinct ids.
            vectors: unit vectors, shape (number of ids, dimension).

        Raises:
            ValueError: the vectors have another shape.
        """
        chosen = np.asarray(ids, dtype=np.int64)
        self._check(vectors)
        if len(chosen) != len(vectors):
            raise ValueError(f"{len(chosen)} ids for {len(vectors)} vectors")
        self.remove(chosen)
        self._index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), chosen)

    def remove(self, ids: Ids) -> None:
        """Remove the vectors with these ids; ignore unknown ids."""
        chosen = np.asarray(ids, dtype=np.int64)
        if len(chosen) and len(self):
            self._index.remove_ids(chosen)

    def ids(self) -> NDArray[np.int64]:
        """Return the ids of all vectors, shape (number of vectors,)."""
        import faiss

        return faiss.vector_to_array(self._index.id_map)

    def vectors(self, ids: Ids) -> NDArray[np.float32]:
        """Return the vectors with these ids, shape (number of ids, dimension).

        Raises:
            RuntimeError: the index holds no vector with one of the ids.
        """
        return self._index.reconstruct_batch(np.asarray(ids, dtype=np.int64))

    def cosines(self, ids: Ids, vector: NDArray[np.float32]) -> dict[int, float]:
        """Return the cosines of a query with the vectors of the given ids, by id; leave out unknown ids.

        Args:
            ids: the ids of the vectors to compare.
            vector: the query's unit vector, shape (dimension,).

        Raises:
            ValueError: the query has another shape.
        """
        if not len(ids):
            return {}
        self._check(vector[np.newaxis])
        wanted = list(map(int, ids))
        try:
            return dict(zip(wanted, np.vecdot(self.vectors(wanted), vector).tolist(), strict=True))
        except RuntimeError:
            # An id is unknown. Look up each by itself: a search restricted to the ids would visit all vectors.
            found = {}
            for id_ in wanted:
                with suppress(RuntimeError):
                    found[id_] = float(np.vecdot(self._index.reconstruct(id_), vector))
            return found

    def search(self, vectors: NDArray[np.float32], k: int, allowed: Ids | None = None) -> SearchResult:
        """Return the k nearest vectors of each query.

        Args:
            vectors: the queries' unit vectors, shape (n, dimension).
            k: the number of results for each query.
            allowed: the ids to search among; ``None`` searches all vectors.

        Raises:
            ValueError: the queries have another shape.
        """
        import faiss

        self._check(vectors)
        parameters = None
        if allowed is not None:
            selector = faiss.IDSelectorBatch(np.asarray(allowed, dtype=np.int64))
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        queries = np.ascontiguousarray(vectors, dtype=np.float32)
        # One OpenMP thread for each calling thread: more make a search slower and take the cores of other questions.
        # The setting belongs to the calling thread.
        faiss.omp_set_num_threads(1)
        scores, ids = self._index.search(queries, k, params=parameters)
        return SearchResult(ids, scores)

    def copy(self) -> Self:
        """Return an independent index with the same vectors; changing either leaves the other as it is."""
        import faiss

        copied = type(self)(self._dimension)
        copied._index = faiss.clone_index(self._index)
        return copied

    def save(self, path: Path, tag: str) -> None:
        """Write the index to a file, atomically.

        Args:
            path: the file, which is replaced if it exists.
            tag: a text of the caller's choice, which :meth:`read_tag` returns.

        Raises:
            OSError: the file cannot be written.
        """
        import faiss

        payload = faiss.serialize_index(self._index).data
        header = _Header(tag, self._dimension, _checksum(tag, self._dimension, payload))
        encoded = json.dumps(asdict(header)).encode()
        descriptor, unfinished = tempfile.mkstemp(prefix=_unfinished_prefix(path), dir=path.parent)
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

    @staticmethod
    def delete_unfinished(path: Path) -> None:
        """Delete temporary files of processes that were killed while saving an index to this path.

        The caller makes sure that no process is saving to it now.
        """
        for unfinished in path.parent.iterdir():
            if unfinished.name.startswith(_unfinished_prefix(path)):
                unfinished.unlink(missing_ok=True)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read an index from a file.

        Raises:
            IndexFileError: the file is missing or unreadable, or any byte of it has changed since it was written.
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
        """Return the tag of a saved index without reading its vectors; ``None`` if the file has no readable header."""
        try:
            with path.open("rb") as file:
                header = _read_header(file)
        except OSError:
            return None
        return header.tag if header else None

    def _check(self, vectors: NDArray[np.float32]) -> None:
        if vectors.ndim != 2 or vectors.shape[1] != self._dimension:
            raise ValueError(f"the index has {self._dimension} dimensions, the vectors have shape {vectors.shape}")


def _unfinished_prefix(path: Path) -> str:
    return f".{path.name}-"


def _checksum(tag: str, dimension: int, payload: bytes | memoryview) -> str:
    """Return the SHA-256 over the tag, the dimension and the serialised index, in hexadecimal digits."""
    digest = hashlib.sha256(json.dumps([tag, dimension]).encode())
    digest.update(payload)
    return digest.hexdigest()


def _read_header(file: BinaryIO) -> _Header | None:
    beginning = file.read(len(_MAGIC) + 4)
    if len(beginning) < len(_MAGIC) + 4 or not beginning.startswith(_MAGIC):
        return None
    (size,) = struct.unpack("<I", beginning[len(_MAGIC) :])
    if size > _MAX_HEADER_BYTES:
        return None
    try:
        fields = json.loads(file.read(size))
        return _Header(str(fields["tag"]), int(fields["dimension"]), str(fields["sha256"]))
    except (ValueError, KeyError, TypeError):
        return None
