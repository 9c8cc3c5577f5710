"""The confidence of an answer."""

from dataclasses import replace

import pytest

from embeddings import Encoder
from qa.answering import CALIBRATIONS, THRESHOLD, Signals, confidence, signals
from qa.answering.sentence_reader import SentenceReader
from qa.index import StoredPassage
from qa.search import Features, RankedPassage, Ranking
from qa.types import Citation, PassageKind

PASSAGE = StoredPassage(1, PassageKind.BODY, "", Citation(1, "", "", "", "", None, None, (), 1, 0, 0, "/a.txt"))
FOUND = Signals(cosine=0.9, bigram_score=5, lead=5, place_missing=False, no_answer_type=False)
MODEL, READER = next(iter(CALIBRATIONS))


def ranked(*supports: float) -> tuple[RankedPassage, ...]:
    return tuple(
        RankedPassage(replace(PASSAGE, id=number), Features(2, 2, support), cosine=0.9)
        for number, support in enumerate(supports)
    )


@pytest.mark.parametrize("field", ["cosine", "bigram_score", "lead"])
def test_more_of_a_signal_raises_the_confidence(field: str) -> None:
    less = replace(FOUND, **{field: getattr(FOUND, field) - 0.1})
    assert 0 < confidence(less, MODEL).value < confidence(FOUND, MODEL).value < 1


@pytest.mark.parametrize("field", ["place_missing", "no_answer_type"])
def test_a_gap_in_the_coverage_lowers_the_confidence(field: str) -> None:
    read = replace(FOUND, nearest=0.9)
    assert confidence(replace(read, **{field: True}), MODEL, READER).value < confidence(read, MODEL, READER).value


def test_a_passage_that_shares_nothing_with_the_question_is_below_the_threshold() -> None:
    unlike = replace(FOUND, cosine=0.84, bigram_score=0.6, lead=0.5)
    assert confidence(unlike, MODEL).value < THRESHOLD < confidence(FOUND, MODEL).value


def test_the_bundled_model_is_calibrated() -> None:
    encoder = Encoder()
    assert confidence(FOUND, encoder.query_identity).calibrated
    assert confidence(FOUND, encoder.query_identity, SentenceReader(encoder).identity).calibrated


@pytest.mark.parametrize("cosine", [0.3, 0.6, 0.99])
def test_the_cosine_of_a_model_without_calibration_has_no_effect(cosine: float) -> None:
    sure = confidence(replace(FOUND, cosine=cosine), "another-model@1")
    assert (sure.calibrated, sure.value) == (False, confidence(FOUND, "another-model@1").value)
    assert sure.value > THRESHOLD


def test_the_bigram_score_leaves_out_the_features_that_depend_on_other_passages() -> None:
    entry = ranked(0.5)[0]
    assert entry.bigram_score == entry._replace(features=entry.features._replace(dense=0, bm25=0)).score < entry.score


def test_the_lead_is_measured_against_the_mean_of_the_next_four() -> None:
    entries = ranked(1, 0.5, 0.5, 0, 0, 1)
    others = sum(entry.score for entry in entries[1:5]) / 4
    assert signals(Ranking(entries, entries)).lead == pytest.approx(entries[0].score - others)


def test_the_lead_of_a_single_passage_is_its_bigram_score() -> None:
    entries = ranked(1)
    assert signals(Ranking(entries, entries)).lead == entries[0].bigram_score


def test_filters_that_keep_the_first_passage_keep_the_signals() -> None:
    entries = ranked(1, 0.5, 0.5, 0, 0, 1)
    assert signals(Ranking(entries[:1], entries)) == signals(Ranking(entries, entries))
