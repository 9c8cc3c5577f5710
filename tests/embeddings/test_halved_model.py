"""The bundled model reads questions and short texts in two halves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from torch import Tensor

from embeddings import Encoder, SpanReader
from embeddings.halved_model import _KEPT_QUESTIONS, HalvedModel

LONGEST = 512
TEXTS = st.lists(st.text(st.sampled_from("养犬应当登记，第3条。甲 A"), max_size=60), min_size=1, max_size=12)
RULE = "企业开办时间缩短到4天。"


@pytest.fixture(scope="module")
def halves(encoder: Encoder) -> HalvedModel:
    return encoder.halves()


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def _padded(halves: HalvedModel, texts: list[str]) -> NDArray[np.float32]:
    """Return the vectors that the whole model gives in one padded batch."""
    vectors = halves.model.encode(texts, prompt="", show_progress_bar=False, convert_to_numpy=True)
    return np.asarray(vectors, dtype=np.float32)


@settings(max_examples=15, deadline=None)
@given(texts=TEXTS)
def test_vectors_of_passages_are_nearly_those_of_the_whole_model(halves: HalvedModel, texts: list[str]) -> None:
    padded = _unit(_padded(halves, [f"passage: {text}" for text in texts]))
    # The products are in 8 bits.
    assert np.vecdot(_unit(halves.passage_means(texts, LONGEST)), padded).min() > 0.997


@settings(max_examples=15, deadline=None)
@given(question=st.text(st.sampled_from("养犬应当登记，第3条。甲 A"), min_size=1, max_size=60))
def test_the_vector_of_a_question_is_that_of_the_whole_model(halves: HalvedModel, question: str) -> None:
    whole = _unit(_padded(halves, [f"query: {question}"]))
    assert (_unit(halves.question_mean(question, LONGEST, as_query=False)) @ whole.T).item() > 0.9998


@settings(max_examples=15, deadline=None)
@given(texts=TEXTS)
def test_a_text_does_not_see_the_others_of_its_row(halves: HalvedModel, texts: list[str]) -> None:
    alone = halves.passage_means([RULE], LONGEST)[0]
    among = halves.passage_means([*texts, RULE], LONGEST)[-1]
    assert np.allclose(alone, among, atol=1e-3)


def test_a_text_longer_than_a_row_is_read_up_to_the_longest(halves: HalvedModel) -> None:
    long = RULE * 200
    cut, whole = (_unit(halves.passage_means([text], LONGEST))[0] for text in (long, long + "今天天气很好。" * 50))
    assert cut @ whole == pytest.approx(1, abs=1e-4)
    short = _unit(halves.passage_means([long], 64))[0]
    assert short @ cut < 0.9999


@pytest.fixture
def first_passes(halves: HalvedModel, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of tokens of each question that the first half reads."""
    passes: list[int] = []
    first = halves._first

    def recording(texts: list[Tensor]) -> list[Tensor]:
        passes.extend(map(len, texts))
        return first(texts)

    monkeypatch.setattr(halves, "_first", recording)
    return passes


def test_a_question_is_read_once_for_its_vectors_and_for_the_reader(encoder: Encoder, first_passes: list[int]) -> None:
    question = "开办企业总共要几天？"
    encoder.encode_queries([question])
    encoder.encode_symmetric([question])
    SpanReader(encoder).read(question, [RULE])
    assert len(first_passes) == 1


def test_a_question_that_the_reader_cuts_is_read_once_more(encoder: Encoder, first_passes: list[int]) -> None:
    question = "开办企业总共要几天？" * 20
    encoder.encode_queries([question])
    SpanReader(encoder).read(question, [RULE])
    long, cut = first_passes
    assert long > cut == 48


def test_a_limited_number_of_questions_is_kept(halves: HalvedModel) -> None:
    for number in range(_KEPT_QUESTIONS + 5):
        halves.question(f"第{number}条", LONGEST)
    assert halves._question_states.cache_info().currsize == _KEPT_QUESTIONS
