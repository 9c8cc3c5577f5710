"""List the files of the question sets that the learned numbers come from, with their lines and checksums.

    python -m training.data_files SETS --work DIR [--check]

SETS is the folder of the question sets; the sets written for training are in DIR (:mod:`training.written_questions`).
Writes ``training/data_files.tsv``, tab-separated: set, file, number of lines, SHA-256. With ``--check`` the list stays,
and the files that are missing or differ from it are printed; the exit status is then 1.
"""

import argparse
import hashlib
from collections.abc import Iterator
from pathlib import Path

from training.manifest import PASSAGE_SETS, QUERY_SETS, READER_SETS, SENTENCE_DEVELOPMENT_SETS, SENTENCE_SETS, SETS

LIST = Path(__file__).with_suffix(".tsv")
_FILES = ("corpus.jsonl", "queries.jsonl", "qrels.tsv", "origin.tsv", "questions.jsonl")


def main() -> None:
    """Write the list, or check it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    found = list(listed_files([arguments.sets, arguments.work / "sets"]))
    if not arguments.check:
        LIST.write_text("".join(f"{line}\n" for line in found), encoding="utf-8")
        return
    different = [line for line in LIST.read_text(encoding="utf-8").splitlines() if line not in found]
    print(*different, sep="\n", end="\n" if different else "")
    raise SystemExit(bool(different))


def listed_files(folders: list[Path]) -> Iterator[str]:
    """Yield a line for each file of the sets of :mod:`training.manifest` that one of the folders has."""
    names = {each.name for each in SETS}.union(
        QUERY_SETS, PASSAGE_SETS, READER_SETS, SENTENCE_SETS, SENTENCE_DEVELOPMENT_SETS
    )
    for name in sorted(names):
        paths = [folder / f"{name}.jsonl" for folder in folders]
        paths += [folder / name / file for folder in folders for file in _FILES]
        for path in filter(Path.is_file, paths):
            content = path.read_bytes()
            lines = content.count(b"\n")
            yield f"{name}\t{path.name}\t{lines}\t{hashlib.sha256(content).hexdigest()}"


if __name__ == "__main__":
    main()
