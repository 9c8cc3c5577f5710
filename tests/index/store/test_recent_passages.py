"""Passages that are kept between questions."""

from collections.abc import Sequence

from qa.index.store.recent_passages import RecentPassages
from qa.index.store.rows import StoredPassage
from qa.types import Citation, PassageKind


class Rows:
    """Passages 1 to 3 of a database; records which ids are read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.read: list[list[int]] = []

    def passages(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        """Return the passages that the database holds."""
        self.read.append(list(ids))
        citation = Citation(1, "", "", "", "", None, None, (), 1, 0, 1, "/a.txt")
        return {id_: StoredPassage(id_, PassageKind.BODY, self.text, citation) for id_ in ids if id_ <= 3}


def test_a_passage_is_read_once_in_a_generation() -> None:
    recent, rows = RecentPassages(), Rows("甲")
    assert sorted(recent.passages(5, [1, 2], rows.passages)) == [1, 2]
    assert sorted(recent.passages(5, [1, 2, 3], rows.passages)) == [1, 2, 3]
    assert rows.read == [[1, 2], [3]]


def test_a_passage_that_the_view_does_not_hold_is_asked_for_again() -> None:
    recent, rows = RecentPassages(), Rows("甲")
    assert [list(recent.passages(5, [3, 4], rows.passages)) for _ in range(2)] == [[3], [3]]
    assert rows.read == [[3, 4], [4]]


def test_another_generation_reads_again() -> None:
    recent = RecentPassages()
    texts = [recent.passages(number, [1], Rows(text).passages)[1].text for number, text in ((1, "甲"), (2, "乙"))]
    assert texts == ["甲", "乙"]
