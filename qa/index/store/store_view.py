"""The documents and passages of a library at one generation."""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from qa.errors import LibraryError
from qa.index.store import rows
from qa.index.store.checksums import vector_checksum
from qa.index.store.meta_table import meta_number, meta_values
from qa.index.store.queryable import Queryable, Values
from qa.index.store.recent_passages import RecentPassages
from qa.index.store.rows import StoredPassage
from qa.index.store.soundness import SoundDocuments
from qa.messages import Message
from qa.reading import shown_path

VECTOR_TYPE = np.dtype("<f4")
_Item = TypeVar("_Item")
_Parsed = TypeVar("_Parsed")


class StoreView:
    """The contents of a library at one generation: every document that was added by then and was not removed by then.

    Args:
        queryable: the database, or a snapshot of it.
        generation: the generation to show; not below the generation up to which the store is purged.
        name: the library's folder, to which stored paths are relative.
        sound: the documents that were compared with their checksums before.
        recent: the passages that were read before.
    """

    def __init__(
        self, queryable: Queryable, generation: int, name: str, sound: SoundDocuments, recent: RecentPassages
    ) -> None:
        self._queryable = queryable
        self._name = name
        self._sound = sound
        self._recent = recent
        self.generation = generation

    def passages(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        """Return the passages with these ids by id; an id that the view does not hold is left out."""
        found = _rows_at_once(
            self._queryable,
            rows.STORED_COLUMNS,
            "passages AS p JOIN documents AS d ON d.id = p.document_id "
            "WHERE p.id IN (SELECT value FROM json_each(?)) AND p.generation <= ? "
            "AND (d.removed IS NULL OR d.removed > ?)",
            (json.dumps(list(ids)), self.generation, self.generation),
        )
        # The text of a long document is read once, and not for each of its passages.
        query = "SELECT id, text FROM documents WHERE id IN (SELECT value FROM json_each(?))"
        long = rows.long_documents(found)
        texts = dict(self._queryable.rows(query, (json.dumps(long),))) if long else {}
        # A document may have been purged between the two queries.
        kept = [row for row in found if row[2] is not None or row[3] in texts]
        parse = partial(rows.stored_passage, texts=texts, folder=str(shown_path(Path(self._name))))
        return {row[0]: parsed(parse, row, self._name) for row in kept}

    def sound_passages(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        """Return the same as :meth:`passages`, but compare the documents with their checksums first, for quoting.

        Raises:
            LibraryError: a document of these passages is damaged, or a passage is missing that was not removed.
        """
        return self._recent.passages(self.generation, ids, self._checked_passages)

    def _checked_passages(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        self._sound.check_passages(self._queryable, ids)
        return self.passages(ids)

    def passage_ids(self, where: str = "1", values: Values = ()) -> tuple[int, ...]:
        """Return the ids of the passages whose documents fulfil a condition, ascending.

        Args:
            where: an SQL expression over the table ``documents``, named ``d``.
            values: the values of its question marks.
        """
        found = _rows_at_once(
            self._queryable,
            "p.id",
            "passages AS p JOIN documents AS d ON d.id = p.document_id "
            f"WHERE p.generation <= ? AND (d.removed IS NULL OR d.removed > ?) AND ({where})",
            (self.generation, self.generation, *values),
        )
        return tuple(sorted(passage for (passage,) in found))

    def ids_added_since(self, generation: int) -> tuple[int, ...]:
        """Return the ids of the view's passages that were added after an earlier generation, ascending."""
        found = self._queryable.rows(
            "SELECT p.id FROM passages AS p JOIN documents AS d ON d.id = p.document_id "
            "WHERE p.generation > ? AND p.generation <= ? AND (d.removed IS NULL OR d.removed > ?) ORDER BY p.id",
            (generation, self.generation, self.generation),
        )
        return tuple(passage for (passage,) in found)

    def ids_removed_since(self, generation: int) -> tuple[int, ...]:
        """Return the ids of passages removed after an earlier generation, up to the view's generation, ascending."""
        found = self._queryable.rows(
            "SELECT id FROM removed_passages WHERE generation > ? AND generation <= ? ORDER BY id",
            (generation, self.generation),
        )
        return tuple(passage for (passage,) in found)

    @property
    def dimension(self) -> int:
        """The number of components of a passage's vector; 1 while the library holds no passages."""
        # Vectors of another model may wait for their passages.
        found = self._queryable.rows(
            "SELECT length(v.vector) FROM passages AS p JOIN vectors AS v ON v.key = p.vector_key LIMIT 1"
        )
        return found[0][0] // VECTOR_TYPE.itemsize if found else 1

    def vectors(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """Return the vectors of passages in the order of the ids, shape (number of ids, dimension).

        Raises:
            LibraryError: a vector is missing or damaged.
        """
        query = (
            "SELECT p.id, v.vector, v.checksum FROM passages AS p JOIN vectors AS v ON v.key = p.vector_key "
            "WHERE p.id IN (SELECT value FROM json_each(?))"
        )
        size = self.dimension * VECTOR_TYPE.itemsize
        found = {
            passage: vector
            for passage, vector, checksum in self._queryable.rows(query, (json.dumps(list(ids)),))
            if isinstance(vector, bytes) and len(vector) == size and vector_checksum(vector) == checksum
        }
        for passage in sorted(set(ids) - found.keys()):
            raise self._damaged_vector(passage)
        joined = b"".join(found[passage] for passage in ids)
        return np.frombuffer(joined, dtype=VECTOR_TYPE).astype(np.float32).reshape(len(ids), -1)

    def _damaged_vector(self, passage: int) -> LibraryError:
        holding = self._queryable.rows("SELECT document_id FROM passages WHERE id = ?", (passage,))
        return LibraryError(
            Message(
                "编号为 {number} 的文件有向量缺失或损坏：{name}。请用 qa verify --repair 修复；"
                "修不好的，请用 qa remove {number} 移除后重新添加",
                number=holding[0][0] if holding else 0,
                name=self._name,
            )
        )


def _rows_at_once(queryable: Queryable, columns: str, source: str, values: Values) -> list[list[Any]]:
    """Return the rows of ``SELECT columns FROM source``, in any order, packed by SQLite into a single result row.

    Python's SQLite module releases the interpreter lock for each row. Threads that read at the same time would spend
    more time on acquiring it again than on reading.
    """
    ((found,),) = queryable.rows(f"SELECT json_group_array(json_array({columns})) FROM {source}", values)
    parsed_rows: list[list[Any]] = json.loads(found)
    return parsed_rows


def latest_generation(queryable: Queryable, name: str) -> int:
    """Return the latest generation: a number that grows by one with each transaction that changes documents.

    Raises:
        LibraryError: the database is damaged or cannot be read.
    """
    return meta_number(queryable, "generation", name)


def generation_and_purged(queryable: Queryable, name: str) -> tuple[int, int]:
    """Return the latest generation, and the generation up to which removed documents have been purged.

    Raises:
        LibraryError: the database is damaged or cannot be read.
    """
    generation, purged = meta_values(queryable, ("generation", "purged"), name)
    return int(generation), int(purged)


def parsed(parse: Callable[[Sequence[Any]], _Parsed], row: Sequence[Any], name: str) -> _Parsed:
    """Return ``parse(row)``; turn the error that a damaged row causes into an error for users.

    Raises:
        LibraryError: the row holds a value that this program does not write; the text names the library.
    """
    try:
        return parse(row)
    except (ValueError, TypeError, LookupError) as error:
        raise LibraryError(
            Message("资料库读不了：{name}（{error}）。请用 qa verify 检查，或从备份恢复", name=name, error=str(error))
        ) from error


def batches(items: Sequence[_Item], size: int) -> Iterable[Sequence[_Item]]:
    """Cut a sequence into batches of at most ``size`` items."""
    return (items[start : start + size] for start in range(0, len(items), size))
