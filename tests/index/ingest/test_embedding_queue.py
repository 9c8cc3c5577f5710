"""Texts are embedded in batches of similar length."""

from typing import TYPE_CHECKING

import numpy as np

from qa.index.ingest.embedding_queue import EmbeddingQueue

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder


def test_every_key_gets_the_vector_of_its_text(fake_encoder: "FakeEncoder") -> None:
    texts = {f"k{number}": "文" * number for number in range(1, 200)}
    with EmbeddingQueue(fake_encoder) as queue:
        batches = queue.submit(texts)
        vectors = {
            key: vector for batch in batches for key, vector in zip(batch.keys, batch.vectors.result(), strict=True)
        }
    assert vectors.keys() == texts.keys()
    for key, text in texts.items():
        assert np.array_equal(vectors[key], fake_encoder.encode_queries([text])[0])


def test_batches_of_long_texts_are_smaller(fake_encoder: "FakeEncoder") -> None:
    with EmbeddingQueue(fake_encoder) as queue:
        short = queue.submit({f"k{number}": "文" * 10 for number in range(100)})
        long = queue.submit({f"k{number}": "文" * 300 for number in range(100)})
        assert max(len(batch.keys) for batch in long) < max(len(batch.keys) for batch in short)


def test_leaving_the_queue_cancels_the_waiting_batches(fake_encoder: "FakeEncoder") -> None:
    with EmbeddingQueue(fake_encoder) as queue:
        batches = queue.submit({f"k{number}": "文" * 300 for number in range(5000)})
    assert all(batch.vectors.done() for batch in batches)
    assert len(fake_encoder.encoded) == sum(len(batch.keys) for batch in batches if not batch.vectors.cancelled())
