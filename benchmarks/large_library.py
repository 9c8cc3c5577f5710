"""Compare adding a large corpus of short documents with encoding its texts alone.

    python -m benchmarks.large_library CORPUS.jsonl --library NEW_FOLDER [--limit N] [--every N]

Writes each line of a passage set (``title`` and ``text``) to a file, at most ``--limit`` lines, and then runs these
steps, each in its own process:

- ``bare``: encode the texts of the files with ``SentenceTransformer.encode``, with the model and the precision of the
  library and the default batch size of Sentence Transformers, which sorts by length as the library does;
- ``add``: add the files to a new library, which remains for ``benchmarks/latency.py`` and ``benchmarks/parallel.py``;
- ``again``: add the same files once more;
- ``lagging``: add them once more after the indexes were deleted, so that they are rebuilt from the store;
- ``bare`` a second time, so that a change in the computer's speed does not decide the ratio;
- ``passages``: like ``bare``, with the texts that the library encodes, which contain titles and headings. The
  difference to ``bare`` is the cost of cutting documents into passages.

With ``--every N``, the steps ``bare`` and ``passages`` use every N-th file. For the ratios, their seconds are
multiplied by the number of characters of all files divided by that of the files used.

Prints a line for each step, tab-separated: its name, wall-clock seconds and processor seconds (both without loading the
model), peak resident memory in MiB, and the number of texts or files. Then it prints four ratios, each of the
wall-clock and of the processor seconds: ``passages`` and ``add`` to the mean of the two ``bare``, ``add`` to
``passages``, and ``again`` to ``add``. On a busy computer the processor seconds are more reliable.
Required for all 60,766 articles: add / bare ≤ 1.3, again / add ≤ 0.02, peak of add ≤ 3072 MiB.
"""

import argparse
import itertools
import json
import multiprocessing
import resource
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path
from statistics import mean

from qa.errors import ReadingError


@dataclass(frozen=True, slots=True)
class Measurement:
    """The cost of a step."""

    seconds: float
    """wall-clock seconds"""
    processor_seconds: float
    count: int
    """number of texts or files"""
    peak: float = 0.0
    """peak resident memory in MiB"""


class _Stopwatch:
    """Measures the wall-clock and the processor time since its creation."""

    def __init__(self) -> None:
        self._began, self._processor_began = time.perf_counter(), time.process_time()

    def measurement(self, count: int) -> Measurement:
        return Measurement(time.perf_counter() - self._began, time.process_time() - self._processor_began, count)


def write_files(corpus: Path, folder: Path, limit: int | None) -> None:
    """Write at most ``limit`` articles, each to a file with its title on the first line; ``None`` for all articles."""
    folder.mkdir()
    with corpus.open(encoding="utf-8") as lines:
        for line in itertools.islice(lines, limit):
            article = json.loads(line)
            text = f"{article['title']}\n{article['text']}"
            (folder / f"{article['_id']}.txt").write_text(text, encoding="utf-8")


def sample(documents: Path, every: int) -> tuple[Path, float]:
    """Link every ``every``-th file into a new folder.

    Returns:
        The folder, and the number of characters of all files divided by that of the files in the folder.
    """
    chosen = documents.with_name("sample")
    chosen.mkdir()
    total = in_sample = 0
    for number, file in enumerate(sorted(documents.iterdir())):
        characters = len(file.read_text(encoding="utf-8"))
        total += characters
        if number % every == 0:
            in_sample += characters
            (chosen / file.name).hardlink_to(file)
    return chosen, total / in_sample


def bare(documents: Path, library: Path) -> Measurement:
    """Measure the encoding of the texts of the files."""
    return _encode([file.read_text(encoding="utf-8") for file in sorted(documents.iterdir())])


def passages(documents: Path, library: Path) -> Measurement:
    """Measure the encoding of the texts that the library encodes, each text once."""
    from embeddings import Encoder
    from qa.index.ingest.passage_texts import PassageTexts
    from qa.reading import read_bytes, read_document
    from qa.settings import Settings

    texts = PassageTexts(Encoder(), Settings())
    distinct: set[str] = set()
    for file in sorted(documents.iterdir()):
        with suppress(ReadingError):
            distinct.update(passage.text for passage in texts.cut(read_document(file, read_bytes(file))))
    return _encode(sorted(distinct))


def _encode(texts: list[str]) -> Measurement:
    from embeddings import Encoder

    model = Encoder().load()
    model.encode(texts[:1], prompt_name="passage")
    stopwatch = _Stopwatch()
    model.encode(texts, prompt_name="passage", show_progress_bar=False)
    return stopwatch.measurement(len(texts))


def add(documents: Path, library: Path) -> Measurement:
    """Measure the addition of the files to a new library."""
    from qa import Library

    with Library.open(library) as opened:
        opened.load_model()
        stopwatch = _Stopwatch()
        report = opened.add(documents)
        measurement = stopwatch.measurement(len(report.added))
    for refusal in report.refused:
        print("refused", refusal.reason, sep="\t", flush=True)
    return measurement


def again(documents: Path, library: Path) -> Measurement:
    """Measure the addition of files that the library already holds, including the imports that a command needs."""
    stopwatch = _Stopwatch()
    from qa import Library

    with Library.open(library) as opened:
        report = opened.add(documents)
    assert not report.added
    return stopwatch.measurement(len(report.unchanged))


def lagging(documents: Path, library: Path) -> Measurement:
    """Delete the indexes, and measure the addition of the files to the library that holds them."""
    (library / "vectors.faiss").unlink()
    shutil.rmtree(library / "lexical")
    return again(documents, library)


def run(step: Callable[[Path, Path], Measurement], documents: Path, library: Path) -> Measurement:
    """Run a step in a new process and return its measurement with the peak memory of that process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_with_peak, step, documents, library).result()


def _with_peak(step: Callable[[Path, Path], Measurement], documents: Path, library: Path) -> Measurement:
    measurement = step(documents, library)
    return replace(measurement, peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main(corpus: Path, library: Path, limit: int | None, every: int) -> None:
    """Measure and print."""
    measurements: dict[str, list[Measurement]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as temporary:
        documents = Path(temporary) / "documents"
        write_files(corpus, documents, limit)
        chosen, scale = sample(documents, every)
        for step in (bare, add, again, lagging, bare, passages):
            sampled = step in (bare, passages)
            cost = run(step, chosen if sampled else documents, library)
            row = (f"{cost.seconds:.1f}", f"{cost.processor_seconds:.1f}", f"{cost.peak:.0f}", cost.count)
            print(step.__name__, *row, sep="\t", flush=True)
            factor = scale if sampled else 1.0
            scaled = replace(cost, seconds=factor * cost.seconds, processor_seconds=factor * cost.processor_seconds)
            measurements[step.__name__].append(scaled)
    for name, base in (("passages", "bare"), ("add", "bare"), ("add", "passages"), ("again", "add")):
        ratios = [
            mean(map(quantity, measurements[name])) / mean(map(quantity, measurements[base]))
            for quantity in (attrgetter("seconds"), attrgetter("processor_seconds"))
        ]
        print(f"{name} / {base}", *(f"{ratio:.4f}" for ratio in ratios), sep="\t")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--library", type=Path, required=True, help="a folder that does not exist yet")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--every", type=int, default=1)
    arguments = parser.parse_args()
    main(arguments.corpus, arguments.library, arguments.limit, arguments.every)
