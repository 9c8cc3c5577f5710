"""A text in several places is found once, with the citations of all places."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.index import StoredPassage
from qa.search.duplicates import collapse_duplicates
from qa.search.fingerprint import fingerprint, fingerprints
from qa.search.ranked_passage import Features, RankedPassage
from qa.types import Citation, PassageKind

TEXT = (
    "各区人民政府要加强对企业开办时间的督促检查，确保企业开办时间压缩到规定的工作日以内，并按月向市政府报告进展情况。"
)


def _entry(id_: int, text: str, day: date | None = None, status: str = "") -> RankedPassage:
    citation = Citation(id_, f"文件{id_}", "", "", "", day, None, (), 1, 0, len(text), f"/{id_}.txt", None, status)
    passage = StoredPassage(id_, PassageKind.BODY, text, citation)
    return RankedPassage(passage, Features(1.0 - id_ / 100, 0.0, 0.5), 0.9)


def _collapsed(entries: Sequence[RankedPassage], *bigrams: bool) -> tuple[RankedPassage, ...]:
    """Collapse passages; ``bigrams`` tells of each whether it holds the only bigram of the question."""
    held = np.array(bigrams or [False] * len(entries), dtype=np.bool_)[:, np.newaxis]
    return collapse_duplicates(entries, held, fingerprints(fingerprint(entry.passage.text) for entry in entries))


def _ids(ranked: tuple[RankedPassage, ...]) -> list[tuple[int, list[int]]]:
    return [(entry.passage.id, [other.id for other in entry.duplicates]) for entry in ranked]


def test_the_same_text_is_ranked_once_with_its_other_places() -> None:
    ranked = _collapsed([_entry(1, TEXT), _entry(2, "出口通关时间压缩。"), _entry(3, f"　{TEXT}")])
    assert _ids(ranked) == [(1, [3]), (2, [])]


def test_the_newest_passage_in_force_represents_the_others() -> None:
    old, new = _entry(1, TEXT, date(2018, 1, 1)), _entry(2, TEXT, date(2020, 1, 1))
    repealed = _entry(3, TEXT, date(2022, 1, 1), "已废止")
    assert _ids(_collapsed([old, new, repealed])) == [(2, [1, 3])]


def test_passages_with_other_numbers_or_other_shared_bigrams_are_no_duplicates() -> None:
    long = TEXT * 4
    assert len(_collapsed([_entry(1, f"{long}电话12345。"), _entry(2, f"{long}电话12346。")])) == 2
    assert len(_collapsed([_entry(1, f"{long}四天。"), _entry(2, f"{long}五天。")])) == 2
    entries = [_entry(1, f"深圳{long}"), _entry(2, f"广州{long}")]
    assert len(_collapsed(entries, True, False)) == 2
    assert len(_collapsed(entries)) == 1


@settings(deadline=None)
@given(st.lists(st.text("甲乙丙一1。 ", max_size=60), max_size=8))
def test_no_passage_is_lost_and_the_order_stays(texts: list[str]) -> None:
    ranked = [_entry(number, text) for number, text in enumerate(texts, start=1)]
    found = _collapsed(ranked)
    assert sorted(id_ for first, others in _ids(found) for id_ in (first, *others)) == list(range(1, len(texts) + 1))
    assert [entry.score for entry in found] == sorted((entry.score for entry in found), reverse=True)
    alone = tuple(entry._replace(duplicates=()) for entry in found)
    assert _collapsed(alone) == alone
