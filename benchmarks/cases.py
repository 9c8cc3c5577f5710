"""Check that small input files, each written for an error that was found, are read as expected.

    python -m benchmarks.cases CASES_FOLDER

``CASES_FOLDER/cases.jsonl`` has one case per line: ``case`` names a file or a folder of files beside it, and
``expected`` describes the expected result in words. ``cases.tsv`` beside this script has the corresponding checks of
the document, one per line: case, file in the folder (empty if the case is a file), check, text. The checks are:

    has      a line contains the text               line     a line equals the text
    lacks    no line contains the text              heading  a passage has a heading path that ends in the text
    title    the title equals the text              date     the date of writing equals the text
    number   the 文号 equals the text; a full-width bracket or digit equals the ASCII one
    refused  the file is refused with a reason that contains the text; for any other check a refusal is an error

Prints one line per case, tab-separated: right or wrong, case, file, and the checks that failed. Cases without a check
are about questions; they are counted at the end. Exits with 1 if a case is wrong.
"""

import argparse
import csv
import json
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from qa.chunking import passages
from qa.errors import ReadingError
from qa.reading import read_document
from qa.types import Document

_CHECKS = Path(__file__).with_suffix(".tsv")
_LONGEST_PASSAGE = 480


@dataclass(frozen=True, slots=True)
class Check:
    """The expected result of reading a file."""

    case: str
    file: str
    kind: str
    text: str

    def failure(self, document: Document | None, reason: str) -> str:
        """Return the check as text, or the reason of an unexpected refusal, if the check fails; empty if it passes.

        Args:
            document: the document; ``None`` if the file was refused.
            reason: the reason of the refusal.
        """
        if self.kind == "refused":
            is_right = document is None and self.text in reason
        elif document is None:
            return f"refused: {reason}"
        else:
            is_right = _holds(document, self.kind, self.text)
        return "" if is_right else f"{self.kind} {self.text}"


def _holds(document: Document, kind: str, text: str) -> bool:
    lines = document.text.split("\n")
    if kind == "heading":
        return any(p.heading_path[-1:] == (text,) for p in passages(document, _LONGEST_PASSAGE))
    return {
        "has": any(text in line for line in lines),
        "lacks": all(text not in line for line in lines),
        "line": text in lines,
        "title": document.metadata.title == text,
        "number": unicodedata.normalize("NFKC", document.metadata.document_number)
        == unicodedata.normalize("NFKC", text),
        "date": str(document.metadata.date_written) == text,
    }[kind]


def read_checks(path: Path = _CHECKS) -> list[Check]:
    """Return the checks, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Check(*row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def failures(folder: Path, checks: list[Check]) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the case, the file and the failed checks of each file that has checks."""
    for (case, name), group in groupby(checks, lambda check: (check.case, check.file)):
        path = folder / case / name if name else folder / case
        document, reason = None, ""
        try:
            document = read_document(path, path.read_bytes())
        except (ReadingError, OSError) as error:
            reason = str(error)
        yield case, name, [wrong for check in group if (wrong := check.failure(document, reason))]


def main(folder: Path) -> int:
    """Check, print, and return the exit status."""
    with (folder / "cases.jsonl").open(encoding="utf-8") as file:
        listed = {json.loads(line)["case"] for line in file}
    checks = [check for check in read_checks() if check.case in listed]
    wrong = 0
    for case, name, failed in failures(folder, checks):
        wrong += bool(failed)
        print("wrong" if failed else "right", case, name, "; ".join(failed), sep="\t")
    others = listed - {check.case for check in checks}
    print(f"{wrong} files wrong; {len(others)} cases are questions: {', '.join(sorted(others))}")
    return 1 if wrong else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    sys.exit(main(parser.parse_args().folder))
