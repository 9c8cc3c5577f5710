"""How adding a large corpus of short documents compares with embedding its texts and nothing else.

``python benchmarks/big.py CORPUS.jsonl [--limit N]`` writes the articles of a passage set (``title`` and ``text`` of each
line) as one file each, and then, each in a process of its own,

- ``bare``: embeds the files' texts with ``SentenceTransformer.encode``: bundled model, precision and batch size of the
  library, which sorts by length as the library does;
- ``add``: adds the files to a new library;
- ``again``: adds them to it once more;
- ``lagging``: the same after the indexes were deleted, so that they are made anew from the store.

It prints a line for each, tab-separated: what, seconds without the loading of the model, peak resident memory in MiB,
and how many texts or files; then the ratios. Required of all 60,766 articles: add / bare ≤ 1.3, again / add ≤ 0.02,
peak of add ≤ 3072 MiB.
"""

import argparse
import itertools
import json
import multiprocessing
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_BATCH = 8
"""as in ``embeddings.encoder``"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a step took: seconds, MiB at its peak, and how many texts or files it did."""

    seconds: float
    peak: float
    count: int


def write_files(corpus: Path, folder: Path, limit: int | None) -> None:
    """One file an article, its title on the first line."""
    folder.mkdir()
    with corpus.open(encoding="utf-8") as lines:
        for line in itertools.islice(lines, limit):
            article = json.loads(line)
            text = f"{article['title']}\n{article['text']}"
            (folder / f"{article['_id']}.txt").write_text(text, encoding="utf-8")


def bare(documents: Path, library: Path) -> tuple[float, int]:
    """Embed the texts and nothing else."""
    from embeddings import Encoder

    texts = [file.read_text(encoding="utf-8") for file in sorted(documents.iterdir())]
    model = Encoder().load()
    model.encode(texts[:1], prompt_name="passage")
    began = time.perf_counter()
    model.encode(texts, prompt_name="passage", batch_size=_BATCH, show_progress_bar=False)
    return time.perf_counter() - began, len(texts)


def add(documents: Path, library: Path) -> tuple[float, int]:
    """Add the files."""
    from qa import Library

    with Library.open(library) as opened:
        opened.load_model()
        began = time.perf_counter()
        report = opened.add(documents)
        seconds = time.perf_counter() - began
        assert not report.refused, report.refused
        print(f"passages\t{opened.statistics().passages}", flush=True)
    return seconds, len(report.added)


def again(documents: Path, library: Path) -> tuple[float, int]:
    """Add the files that are there already, with all that a command has to load for it."""
    began = time.perf_counter()
    from qa import Library

    with Library.open(library) as opened:
        report = opened.add(documents)
    assert not report.added
    return time.perf_counter() - began, len(report.unchanged)


def lagging(documents: Path, library: Path) -> tuple[float, int]:
    """Add once more, with the indexes gone."""
    (library / "vectors.faiss").unlink()
    shutil.rmtree(library / "lexical")
    return again(documents, library)


def measured(step: Callable[[Path, Path], tuple[float, int]], documents: Path, library: Path) -> Measured:
    """Run a step in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        (seconds, count), peak = pool.apply(_with_peak, (step, documents, library))
    return Measured(seconds, peak, count)


def _with_peak(
    step: Callable[[Path, Path], tuple[float, int]], documents: Path, library: Path
) -> tuple[tuple[float, int], float]:
    result = step(documents, library)
    return result, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(corpus: Path, limit: int | None) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as temporary:
        documents, library = Path(temporary) / "documents", Path(temporary) / "library"
        write_files(corpus, documents, limit)
        found = {}
        for step in (bare, add, again, lagging):
            found[step.__name__] = one = measured(step, documents, library)
            print(step.__name__, f"{one.seconds:.1f}", f"{one.peak:.0f}", one.count, sep="\t", flush=True)
    print(f"add / bare\t{found['add'].seconds / found['bare'].seconds:.3f}")
    print(f"again / add\t{found['again'].seconds / found['add'].seconds:.4f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()
    main(given.corpus, given.limit)
