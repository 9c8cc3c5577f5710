"""How sure an answer is."""

from dataclasses import replace

import pytest

from qa.answering import THRESHOLD, Signals, confidence, signals
from qa.index import StoredPassage
from qa.search import Features, RankedPassage, Ranking
from qa.types import Citation, PassageKind

PASSAGE = StoredPassage(1, PassageKind.BODY, "", Citation(1, "", "", "", "", None, None, (), 1, 0, 0, "/a.txt"))
FOUND = Signals(cosine=0.9, evidence=8, lead=5, elsewhere=False, unknown=False, unlike=False)


def ranked(*overlaps: float) -> tuple[RankedPassage, ...]:
    return tuple(
        RankedPassage(replace(PASSAGE, id=number), Features(2, 2, overlap, overlap, 1), cosine=0.9)
        for number, overlap in enumerate(overlaps)
    )


@pytest.mark.parametrize("field", ["cosine", "evidence", "lead"])
def test_more_of_any_signal_makes_it_surer(field: str) -> None:
    less = replace(FOUND, **{field: getattr(FOUND, field) - 0.1})
    assert 0 < confidence(less) < confidence(FOUND) < 1


@pytest.mark.parametrize("field", ["elsewhere", "unknown", "unlike"])
def test_what_does_not_fit_the_question_makes_it_less_sure(field: str) -> None:
    assert confidence(replace(FOUND, **{field: True})) < confidence(FOUND)


def test_what_shares_nothing_with_the_question_is_below_the_threshold() -> None:
    assert confidence(replace(FOUND, cosine=0.84, evidence=0.6, lead=0.5)) < THRESHOLD < confidence(FOUND)


def test_evidence_leaves_out_what_depends_on_the_other_passages() -> None:
    entry = ranked(0.5)[0]
    assert (
        entry.evidence
        == replace(entry, features=replace(entry.features, dense=0, bm25=0, siblings=0)).score
        < entry.score
    )


def test_the_lead_is_over_the_mean_of_the_next_four() -> None:
    entries = ranked(1, 0.5, 0.5, 0, 0, 1)
    others = sum(entry.score for entry in entries[1:5]) / 4
    assert signals(Ranking(entries, entries)).lead == pytest.approx(entries[0].score - others)


def test_a_passage_without_others_leads_by_all_its_evidence() -> None:
    entries = ranked(1)
    assert signals(Ranking(entries, entries)).lead == entries[0].evidence


def test_filters_that_keep_the_first_passage_keep_its_signals() -> None:
    entries = ranked(1, 0.5, 0.5, 0, 0, 1)
    assert signals(Ranking(entries[:1], entries)) == signals(Ranking(entries, entries))
