"""How adding a large corpus of short documents compares with embedding its texts and nothing else.

``python benchmarks/big.py CORPUS.jsonl --library NEW_FOLDER [--limit N] [--every N]`` writes the articles of a passage
set (its ``title`` and ``text`` of each line) as one file each, and then, each in a process of its own,

- ``bare``: embeds the files' texts with ``SentenceTransformer.encode``, with the model and the precision of the library
  and Sentence Transformers' own batch size; it sorts by length as the library does;
- ``add``: adds the files to a new library, which is left for ``benchmarks/latency.py``;
- ``again``: adds them to it once more;
- ``lagging``: the same after the indexes were deleted, so that they are made anew from the store;
- ``bare`` a second time, so that a computer which grows slower or faster meanwhile does not decide the ratio;
- ``passages``: as ``bare``, with the texts that the library embeds, to which titles and headings are added: where this
  takes longer than ``bare``, it is the cutting into passages that costs and not the library.

With ``--every N`` the steps ``bare`` and ``passages`` take each N-th file, and their seconds are multiplied by the
characters of all files over the characters of those.

It prints a line for each, tab-separated: what, seconds by the clock and of all processors together, without the loading
of the model, peak resident memory in MiB, and how many texts or files; then the ratios by both, to the mean of the two
``bare``. On a computer that does other things meanwhile the processors' seconds say more. Required of all 60,766
articles: add / bare ≤ 1.3, again / add ≤ 0.02, peak of add ≤ 3072 MiB.
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
from pathlib import Path
from statistics import mean

from qa.errors import ReadingError


@dataclass(frozen=True, slots=True)
class Measured:
    """What a step took: seconds by the clock and of the processors, MiB at its peak, how many texts or files it did."""

    seconds: float
    processors: float
    count: int
    peak: float = 0.0


class _Watch:
    """Takes the time from where it is made."""

    def __init__(self) -> None:
        self._began, self._used = time.perf_counter(), time.process_time()

    def measured(self, count: int) -> Measured:
        return Measured(time.perf_counter() - self._began, time.process_time() - self._used, count)


def write_files(corpus: Path, folder: Path, limit: int | None) -> None:
    """One file an article, its title on the first line."""
    folder.mkdir()
    with corpus.open(encoding="utf-8") as lines:
        for line in itertools.islice(lines, limit):
            article = json.loads(line)
            text = f"{article['title']}\n{article['text']}"
            (folder / f"{article['_id']}.txt").write_text(text, encoding="utf-8")


def sample(documents: Path, every: int) -> tuple[Path, float]:
    """A folder with each ``every``-th file, and the characters of all over the characters of those."""
    chosen = documents.with_name("sample")
    chosen.mkdir()
    total = taken = 0
    for number, file in enumerate(sorted(documents.iterdir())):
        characters = len(file.read_text(encoding="utf-8"))
        total += characters
        if number % every == 0:
            taken += characters
            (chosen / file.name).hardlink_to(file)
    return chosen, total / taken


def bare(documents: Path, library: Path) -> Measured:
    """Embed the texts and nothing else."""
    return _encode([file.read_text(encoding="utf-8") for file in sorted(documents.iterdir())])


def passages(documents: Path, library: Path) -> Measured:
    """Embed the texts that the library embeds, each once, and nothing else."""
    from embeddings import Encoder
    from qa.index.ingest.passage_texts import PassageTexts
    from qa.reading import read_bytes, read_document
    from qa.settings import Settings

    texts = PassageTexts(Encoder(), Settings())
    embedded: set[str] = set()
    for file in sorted(documents.iterdir()):
        with suppress(ReadingError):
            embedded.update(passage.text for passage in texts.cut(read_document(file, read_bytes(file))))
    return _encode(sorted(embedded))


def _encode(texts: list[str]) -> Measured:
    from embeddings import Encoder

    model = Encoder().load()
    model.encode(texts[:1], prompt_name="passage")
    watch = _Watch()
    model.encode(texts, prompt_name="passage", show_progress_bar=False)
    return watch.measured(len(texts))


def add(documents: Path, library: Path) -> Measured:
    """Add the files."""
    from qa import Library

    with Library.open(library) as opened:
        opened.load_model()
        watch = _Watch()
        report = opened.add(documents)
        taken = watch.measured(len(report.added))
    for refusal in report.refused:
        print("refused", refusal.reason, sep="\t", flush=True)
    return taken


def again(documents: Path, library: Path) -> Measured:
    """Add the files that are there already, with all that a command has to load for it."""
    watch = _Watch()
    from qa import Library

    with Library.open(library) as opened:
        report = opened.add(documents)
    assert not report.added
    return watch.measured(len(report.unchanged))


def lagging(documents: Path, library: Path) -> Measured:
    """Add once more, with the indexes gone."""
    (library / "vectors.faiss").unlink()
    shutil.rmtree(library / "lexical")
    return again(documents, library)


def measured(step: Callable[[Path, Path], Measured], documents: Path, library: Path) -> Measured:
    """Run a step in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_with_peak, step, documents, library).result()


def _with_peak(step: Callable[[Path, Path], Measured], documents: Path, library: Path) -> Measured:
    found = step(documents, library)
    return replace(found, peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main(corpus: Path, library: Path, limit: int | None, every: int) -> None:
    """Measure and print."""
    found: dict[str, list[Measured]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as temporary:
        documents = Path(temporary) / "documents"
        write_files(corpus, documents, limit)
        chosen, scale = sample(documents, every)
        for step in (bare, add, again, lagging, bare, passages):
            sampled = step in (bare, passages)
            one = measured(step, chosen if sampled else documents, library)
            row = (f"{one.seconds:.1f}", f"{one.processors:.1f}", f"{one.peak:.0f}", one.count)
            print(step.__name__, *row, sep="\t", flush=True)
            factor = scale if sampled else 1.0
            found[step.__name__].append(replace(one, seconds=factor * one.seconds, processors=factor * one.processors))
    for name, base in (("passages", "bare"), ("add", "bare"), ("add", "passages"), ("again", "add")):
        ratios = [
            mean(getattr(one, of) for one in found[name]) / mean(getattr(one, of) for one in found[base])
            for of in ("seconds", "processors")
        ]
        print(f"{name} / {base}", *(f"{ratio:.4f}" for ratio in ratios), sep="\t")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--library", type=Path, required=True, help="a folder that does not exist yet")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args()
    main(given.corpus, given.library, given.limit, given.every)
