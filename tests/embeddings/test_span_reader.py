"""Passages are read together with a question."""

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save

from embeddings import Encoder, ModelError, SpanReader, trained_layers
from embeddings.span_reading import SpanReading

QUESTION = "签合同付定金，最多不能超过几成？"
PASSAGE = "第五百八十六条\n当事人可以约定定金担保债权。定金的数额由当事人约定；但是，不得超过主合同标的额的百分之二十。"
OTHER = "图书馆周一闭馆，其余日期九时开放。"
ANSWER = "不得超过主合同标的额的百分之二十"


@pytest.fixture(scope="module")
def reader(encoder: Encoder) -> SpanReader:
    return SpanReader(encoder)


def test_a_passage_that_answers_is_more_relevant_than_another(reader: SpanReader) -> None:
    right, wrong = reader.read(QUESTION, [PASSAGE, OTHER])
    assert right.relevance > wrong.relevance + 1


def test_the_answer_is_found(reader: SpanReader) -> None:
    (reading,) = reader.read(QUESTION, [PASSAGE])
    start, end, _ = reading.answer()
    assert "百分之二十" in PASSAGE[start:end]


def test_a_reading_depends_on_the_pair_alone(reader: SpanReader) -> None:
    alone = [reader.read(QUESTION, [text])[0] for text in (PASSAGE, OTHER)]
    together = reader.read(QUESTION, [OTHER, PASSAGE])
    for one, other in zip(alone, reversed(together), strict=True):
        assert one.relevance == other.relevance
        assert np.array_equal(one.places, other.places)
        assert np.array_equal(one.logits, other.logits)


def test_texts_in_traditional_characters_are_read_in_simplified_ones(reader: SpanReader) -> None:
    (traditional,) = reader.read("圖書館哪天休息", ["圖書館週一閉館。"])
    (simplified,) = reader.read("图书馆哪天休息", ["图书馆周一闭馆。"])
    assert traditional.relevance == pytest.approx(simplified.relevance, abs=0.1)


def test_nothing_is_read_without_texts(reader: SpanReader) -> None:
    assert reader.read(QUESTION, []) == []


def test_a_long_text_is_read_in_part(reader: SpanReader) -> None:
    (reading,) = reader.read(QUESTION, [PASSAGE * 40])
    assert reading.places.max() < len(PASSAGE) * 40


def test_the_likeliest_answer_does_not_end_before_it_begins() -> None:
    places = np.array([[0, 2], [2, 4], [4, 5]])
    logits = np.array([[0, 9], [5, 0], [0, 6]], dtype=np.float32)
    assert SpanReading(0.0, places, logits).answer() == (2, 5, 11)


def test_an_answer_has_a_limited_length() -> None:
    places = np.array([[place, place + 1] for place in range(60)])
    logits = np.zeros((60, 2), dtype=np.float32)
    logits[0, 0] = logits[59, 1] = 5
    start, end, _ = SpanReading(0.0, places, logits).answer()
    assert end - start <= 41


@pytest.mark.parametrize("content", [None, b"", b"\0" * 100, save({"bias": torch.zeros(1)})])
def test_a_missing_or_damaged_file_is_named_with_the_remedy(
    encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    encoder.load()
    monkeypatch.setattr(trained_layers, "files", lambda _: tmp_path)
    if content is not None:
        (tmp_path / "reader.safetensors").write_bytes(content)
    with pytest.raises(ModelError, match=r"reader\.safetensors.*重新安装"):
        SpanReader(encoder).read(QUESTION, [PASSAGE])
