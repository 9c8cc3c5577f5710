"""The first passages are read and ranked anew."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings import Reranker
from qa.answering import CALIBRATIONS, confidence, signals
from qa.answering.read_passages import PASSAGES_READ, passage_reader, read_first, with_first_read
from qa.answering.reranking_reader import RerankingReader
from qa.answering.sentence import choose_sentence
from qa.answering.sentence_reader import COSINE_WEIGHT, SentenceReader
from qa.index import StoredPassage
from qa.question import QuestionFeatures
from qa.search import Ranking, Reading
from qa.settings import Settings
from tests.answering.test_confidence import PASSAGE, ranked
from tests.conftest import FakeEncoder

VECTOR = np.ones(1, dtype=np.float32)


class LateReader:
    """A reader for which a passage is as relevant as it is late in the ranking."""

    identity = "late@1"
    span_reader = None

    def __init__(self) -> None:
        self.read_counts: list[int] = []

    def read(self, question: str, vector: NDArray[np.float32], passages: Sequence[StoredPassage]) -> Sequence[Reading]:
        """Count the passages."""
        self.read_counts.append(len(passages))
        return [Reading(20.0 * place) for place, _ in enumerate(passages)]

    def load(self) -> None:
        """Have nothing to load."""


class LengthReranker(Reranker):
    """A cross-encoder whose score of a text is its length."""

    identity = "length@1"

    def __init__(self) -> None:
        super().__init__("none")

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return the lengths."""
        return np.array([float(len(text)) for text in texts])


class RefusingEncoder(FakeEncoder):
    """An encoder that must not be used for sentences."""

    def encode_sentences(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Fail."""
        raise AssertionError(sentences)


def ranking(count: int) -> Ranking:
    """Return a ranking of passages, each of which shares less with the question than the one before."""
    entries = ranked(*(1 - place / count / 10 for place in range(count)))
    return Ranking(entries, entries)


def ids(found: Ranking) -> list[int]:
    return [entry.passage.id for entry in found.passages]


def test_without_a_reader_or_passages_a_ranking_stays() -> None:
    found = ranking(3)
    assert read_first("几天？", VECTOR, found, None) is found
    empty = Ranking((), ())
    assert read_first("几天？", VECTOR, empty, LateReader()) is empty


def test_the_reader_orders_what_it_read_and_the_others_follow() -> None:
    found = ranking(PASSAGES_READ + 5)
    read = read_first("几天？", VECTOR, found, LateReader())
    assert ids(read) == ids(found)[:PASSAGES_READ][::-1] + ids(found)[PASSAGES_READ:]
    scores = [entry.score for entry in read.passages]
    assert scores == sorted(scores, reverse=True)
    assert [entry.reading is None for entry in read.passages].count(True) == 5


def test_a_ranking_without_filters_is_read_once() -> None:
    reader = LateReader()
    read = read_first("几天？", VECTOR, ranking(3), reader)
    assert reader.read_counts == [3]
    assert read.unfiltered == read.passages


def test_a_passage_far_behind_the_best_is_not_read() -> None:
    reader = LateReader()
    entries = ranked(1, 0.9, 0.1)
    read = read_first("几天？", VECTOR, Ranking(entries, entries), reader)
    assert reader.read_counts == [2]
    assert ids(read) == [1, 0, 2]


def test_a_passage_that_comes_first_later_is_read_then() -> None:
    entries = ranked(1, 0.9)
    read = with_first_read("几天？", VECTOR, Ranking(entries, entries), LateReader())
    assert read.passages[0].reading is not None
    assert read.passages[1].reading is None
    assert with_first_read("几天？", VECTOR, read, LateReader()) is read


def test_the_relevance_grows_with_the_cosine_of_the_nearest_sentence() -> None:
    encoder = FakeEncoder()
    texts = ("收入增长百分之五。国庆放假几天，另行通知。", "道路施工，请绕行。", "道路施工，请绕行！")
    passages = [replace(PASSAGE, text=text) for text in texts]
    vector = encoder.encode_queries(["国庆放假几天？"])[0]
    readings = SentenceReader(encoder).read("国庆放假几天？", vector, passages)
    assert readings[0].relevance == pytest.approx(COSINE_WEIGHT * readings[0].nearest)
    assert readings[0].nearest > readings[1].nearest
    assert readings[0].nearest == max(readings[0].cosines.values())
    assert [texts[0][span.start : span.end] for span in readings[0].cosines] == texts[0].replace("。", "。 ").split()


class LayeredEncoder(FakeEncoder):
    """An encoder whose model has layers of its own for questions; without them, each character is shifted by one."""

    query_identity = "fake@1+layers"

    def encode_symmetric(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Return other vectors than for questions."""
        return self.encode_queries(["".join(chr(ord(character) + 1) for character in query) for query in queries])


def test_whether_a_passage_answers_is_seen_without_the_layers_for_questions() -> None:
    encoder, question = LayeredEncoder(), "国庆放假几天？"
    passage = replace(PASSAGE, text="收入增长百分之五。国庆放假几天，另行通知。")
    vector = encoder.encode_queries([question])[0]
    (reading,) = SentenceReader(encoder).read(question, vector, [passage])
    sentences = encoder.encode_sentences([passage.text[span.start : span.end] for span in reading.cosines])
    assert reading.nearest == pytest.approx(float((sentences @ encoder.encode_symmetric([question])[0]).max()))
    assert reading.relevance == pytest.approx(COSINE_WEIGHT * float((sentences @ vector).max()))
    assert reading.nearest != pytest.approx(reading.relevance / COSINE_WEIGHT)


def test_the_sentence_is_chosen_without_encoding_again() -> None:
    encoder = FakeEncoder()
    question = QuestionFeatures("国庆放假几天？")
    vector = encoder.encode_queries(["国庆放假几天？"])[0]
    passage = replace(PASSAGE, text="各单位放假通知如下。国庆放假七天。")
    (reading,) = SentenceReader(encoder).read("国庆放假几天？", vector, [passage])
    chosen = choose_sentence(question, vector, passage, RefusingEncoder(), reading=reading)
    assert chosen == choose_sentence(question, vector, passage, encoder)


def test_a_cross_encoder_orders_the_passages_whatever_its_scale() -> None:
    passages = [replace(PASSAGE, text=text) for text in ("甲", "甲乙丙", "甲乙丙丁戊")]
    relevances = [each.relevance for each in RerankingReader(LengthReranker()).read("甲？", VECTOR, passages)]
    assert relevances == pytest.approx([-np.sqrt(1.5), 0, np.sqrt(1.5)])
    (alone,) = RerankingReader(LengthReranker()).read("甲？", VECTOR, passages[:1])
    assert alone.relevance == 0


def test_the_settings_name_the_reader(tmp_path: Path) -> None:
    encoder = FakeEncoder()
    assert passage_reader(Settings(reads=False), encoder) is None
    assert isinstance(passage_reader(Settings(), encoder), SentenceReader)
    assert isinstance(passage_reader(Settings(reranker=str(tmp_path)), encoder), RerankingReader)


def test_a_reader_without_coefficients_gives_no_probability() -> None:
    found = signals(read_first("几天？", VECTOR, ranking(3), LateReader()))
    assert not confidence(found, next(iter(CALIBRATIONS))[0], "late@1").calibrated


class Mapped(FakeEncoder):
    """An encoder whose vectors resemble the question and whose maps do not."""

    def encode_sentences(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return vectors with the cosine .9."""
        return np.full((len(sentences), 1), 0.9, dtype=np.float32)

    def encode_answers(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return vectors with the cosine .5."""
        return np.full((len(sentences), 1), 0.5, dtype=np.float32)


def test_a_question_in_a_list_of_questions_and_answers_counts_almost_as_it_is() -> None:
    texts = "养犬登记每只收费三百元。", "养犬登记收多少钱？"
    passages = [replace(PASSAGE, text=text) for text in texts]
    statement, question = SentenceReader(Mapped()).read("养犬登记多少钱", VECTOR, passages)
    assert statement.relevance == pytest.approx(COSINE_WEIGHT * 0.84)
    assert question.relevance == pytest.approx(COSINE_WEIGHT * 0.88)
    assert set(statement.cosines.values()) == {0.5}
