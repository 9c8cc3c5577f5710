"""Passages that were read from the store, kept between questions."""

from collections.abc import Callable, Mapping, Sequence

from qa.index.store.rows import StoredPassage
from qa.recent import Recent

_KEPT_PASSAGES = 30_000
"""number of passages to keep, about 45 MB; reading a question's candidates from the database takes as long as
ranking them"""


class RecentPassages:
    """A cache of a library's passages at one generation, emptied when another generation is read. Safe for threads.

    A passage and its citation stay the same within a generation, because every change of documents, of their metadata
    or of the paths of their sources raises the generation.
    """

    def __init__(self) -> None:
        self._kept = (-1, Recent[int, StoredPassage](_KEPT_PASSAGES))

    def passages(
        self, generation: int, ids: Sequence[int], read: Callable[[Sequence[int]], Mapping[int, StoredPassage]]
    ) -> dict[int, StoredPassage]:
        """Return passages by id; an id that ``read`` leaves out is left out.

        Args:
            generation: the generation to which the passages belong.
            ids: the ids of the passages.
            read: reads the passages that are not kept, by id, at this generation from the database.
        """
        held, kept = self._kept
        if held != generation:
            self._kept = (generation, kept := Recent(_KEPT_PASSAGES))
        found = {id_: passage for id_, passage in zip(ids, kept.get_all(ids), strict=True) if passage}
        if missing := [id_ for id_ in ids if id_ not in found]:
            for id_, passage in read(missing).items():
                kept.put(id_, passage)
                found[id_] = passage
        return found
