"""The first passages are read together with the question."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from embeddings import Encoder, SpanReader
from embeddings.span_reading import SpanReading
from qa.answering.read_passages import with_first_read
from qa.answering.read_together import LOGIT_WEIGHT, PASSAGES_READ, REACH, read_together
from qa.answering.sentence_reader import SentenceReader
from qa.search import RankedPassage, Ranking, Reading
from tests.answering.test_confidence import ranked
from tests.conftest import FakeEncoder

TEXT = "图书馆是公益机构。图书馆周一闭馆。"


class LengthReader(SpanReader):
    """A reader whose logit is the length of the text."""

    identity = "length@1"

    def __init__(self) -> None:
        super().__init__(FakeEncoder())
        self.texts: list[str] = []

    def read(self, question: str, texts: Sequence[str]) -> Sequence[SpanReading]:
        """Remember the texts."""
        self.texts += texts
        nothing = np.zeros((0, 2))
        return [SpanReading(float(len(text)), nothing.astype(np.int64), nothing.astype(np.float32)) for text in texts]


def entries(*texts: str, gap: float = 0.1) -> list[RankedPassage]:
    """Return passages that have been compared with the question, each ``gap`` below the one before."""
    reading = Reading(0.0)
    found = ranked(*[1.0] * len(texts))
    return [
        entry._replace(passage=replace(entry.passage, text=text), relevance=-gap * place, reading=reading)
        for place, (entry, text) in enumerate(zip(found, texts, strict=True))
    ]


def texts_of(found: Sequence[RankedPassage]) -> list[str]:
    return [entry.passage.text for entry in found]


def test_without_a_reader_or_passages_nothing_changes() -> None:
    found = entries("甲", "乙乙")
    assert read_together("几天？", found, None) == tuple(found)
    assert read_together("几天？", [], LengthReader()) == ()


def test_the_first_passages_are_reordered_by_score_and_logit_and_the_others_follow() -> None:
    texts = ["甲" * length for length in range(1, PASSAGES_READ + 1)]
    others = ["丁" * 50, "戊" * 60]
    found = read_together("几天？", entries(*texts, *others), LengthReader())
    assert texts_of(found) == [*texts[::-1], *others]
    scores = [entry.score for entry in found]
    assert scores == sorted(scores, reverse=True)
    assert found[0].score - found[1].score == pytest.approx(LOGIT_WEIGHT - 0.1)


def test_a_passage_far_behind_the_best_is_not_read() -> None:
    reader = LengthReader()
    found = read_together("几天？", entries("甲", "乙" * 40, gap=REACH + 0.1), reader)
    assert texts_of(found) == ["甲", "乙" * 40]
    assert len(reader.texts) == 1


def test_a_passage_without_a_reading_is_not_read() -> None:
    first, second = entries("甲", "乙乙")
    found = read_together("几天？", [first, second._replace(reading=None)], LengthReader())
    assert found[1].reading is None


def test_a_title_and_headings_are_read_unless_the_text_repeats_them() -> None:
    reader = LengthReader()
    (entry,) = entries(TEXT)
    citation = replace(entry.passage.citation, title="市图书馆办法", heading_path=("第一章 总则", "图书馆"))
    read_together("几天？", [entry._replace(passage=replace(entry.passage, citation=citation))], reader)
    (read,) = reader.texts
    assert read.endswith(f"\n{TEXT}")
    assert "市图书馆办法" in read
    assert "第一章 总则" in read
    assert read.count("图书馆") == 3


def test_the_bundled_model_reads_pairs_and_another_model_does_not(encoder: Encoder) -> None:
    assert SentenceReader(FakeEncoder()).span_reader is None
    reader = SentenceReader(encoder)
    assert reader.span_reader
    assert reader.identity.endswith(reader.span_reader.identity)
    question = "图书馆哪天休息"
    vector = encoder.encode_queries([question])[0]
    entry = entries(TEXT)[0]._replace(reading=None)
    first = with_first_read(question, vector, Ranking((entry,), (entry,)), reader).passages[0]
    assert first.reading
    assert first.reading.logit is not None
