"""Print what the document reader found in each file, to be checked by eye against the rendered pages.

    python -m benchmarks.reading_table FOLDER… [--draw 40] [--seed 0]

``--draw`` takes that number of files at random, each format in turn, so that rare formats are drawn too; without it,
all files are read.

Prints a line for each document, tab-separated: file, characters, title, issuer, date written, date published, outline
depth; for a file that is refused, the file, "refused" and the reason.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from qa.chunking import passages
from qa.errors import ReadingError
from qa.reading import find_files, read_bytes, read_documents
from qa.types import Document

_LONGEST_PASSAGE = 480


def main() -> None:
    """Read and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--draw", type=int, default=0, help="number of files; 0 for all")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    files = list(find_files(arguments.folders, lambda path, reason: print(path, "refused", reason, sep="\t")))
    for file in drawn(files, arguments.draw, arguments.seed) if arguments.draw else files:
        for cells in rows(file):
            print(*cells, sep="\t", flush=True)


def drawn(files: Sequence[Path], number: int, seed: int) -> list[Path]:
    """Return a number of files at random, one of each format in turn."""
    formats: defaultdict[str, list[Path]] = defaultdict(list)
    for file in sorted(files):
        formats[file.suffix.lower()].append(file)
    chance = random.Random(seed)
    for _, members in sorted(formats.items()):
        chance.shuffle(members)
    turns = sorted((place, suffix, file) for suffix, members in formats.items() for place, file in enumerate(members))
    return [file for _, _, file in turns[:number]]


def rows(file: Path) -> Iterator[tuple[object, ...]]:
    """Yield the cells of each line to print for a file: one line for each document, or one line for a refusal."""
    try:
        documents = read_documents(file, read_bytes(file))
    except ReadingError as error:
        yield file, "refused", error
        return
    for document in documents:
        found = document.metadata
        days = (day.isoformat() if day else "" for day in (found.date_written, found.date_published))
        yield document.source, len(document.text), found.title, found.issuer, *days, outline_depth(document)


def outline_depth(document: Document) -> int:
    """Return the number of headings above the most deeply nested passage."""
    return max((len(passage.heading_path) for passage in passages(document, _LONGEST_PASSAGE)), default=0)


if __name__ == "__main__":
    main()
