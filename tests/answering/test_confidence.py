"""How sure an answer is."""

from dataclasses import replace

import pytest

from qa.answering import THRESHOLD, Signals, confidence, signals
from qa.index import StoredPassage
from qa.search import RankedPassage
from qa.types import Citation, PassageKind

CITATION = Citation(1, "", "", "", "", None, None, (), 1, 0, 0, "/a.txt")
FOUND = Signals(cosine=0.9, coverage=0.9, lead=0.6)


def ranked(*texts: str) -> list[RankedPassage]:
    return [
        RankedPassage(StoredPassage(i, PassageKind.BODY, text, CITATION), score=-i, cosine=0.9, bm25=0)
        for i, text in enumerate(texts)
    ]


@pytest.mark.parametrize("field", ["cosine", "coverage", "lead"])
def test_more_of_any_signal_makes_it_surer(field: str) -> None:
    less = replace(FOUND, **{field: getattr(FOUND, field) - 0.1})
    assert 0 < confidence(less) < confidence(FOUND) < 1


def test_what_shares_nothing_with_the_question_is_below_the_threshold() -> None:
    assert confidence(Signals(cosine=0.84, coverage=0.1, lead=0.05)) < THRESHOLD < confidence(FOUND)


def test_the_lead_is_over_the_mean_of_the_others_and_a_missing_passage_has_nothing() -> None:
    alone = signals("企业开办", ranked("企业开办"))
    assert (alone.coverage, alone.lead) == (1, 1)
    among = signals("企业开办", ranked("企业开办", "企业开办", "甲", "乙", "丙", "企业开办"))
    assert (among.coverage, among.lead) == (1, 0.75)


def test_title_and_headings_hold_words_of_the_question_too() -> None:
    entry = ranked("甲")[0]
    passage = replace(entry.passage, citation=replace(CITATION, title="企业", heading_path=("开办",)))
    assert signals("企业开办", [replace(entry, passage=passage)]).coverage == 1
