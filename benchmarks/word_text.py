"""Compare the text of Word files with the plain text that LibreOffice exports, numbers of lists included.

    python -m benchmarks.word_text FILE_OR_FOLDER…

Needs ``soffice`` of LibreOffice. Reads .docx, .doc and .wps files. White space is left out of the comparison.

Each .docx file is compared twice: as it is, and without the parts in which the export differs from what Word shows
(``benchmarks.comparable_word``). For .doc and .wps files, both comparisons use the file as it is.

Prints, tab-separated, for each file: characters of the export of the comparable parts, errors there (edit distance),
characters and errors of the whole file, and the differences in the comparable parts as "export → document reader"; a
file that is refused is not counted. The last lines are the shares of right characters. The exit status is 1 if the
share in the comparable parts is below 0.999.
"""

import argparse
import difflib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.comparable_word import comparable
from benchmarks.recognition import bare, edit_distance
from qa.errors import ReadingError
from qa.reading import find_files, read_bytes, read_document

LEAST = 0.999
_SUFFIXES = (".docx", ".doc", ".wps")
_AROUND = 6


def main() -> int:
    """Export, read, compare, print, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    arguments = parser.parse_args()
    totals = [0] * 4
    for file in find_files(arguments.paths, lambda path, reason: print(path, "refused", reason, sep="\t")):
        if file.suffix.lower() not in _SUFFIXES:
            continue
        content = read_bytes(file)
        try:
            whole = texts(file, content)
        except ReadingError as error:
            print(file, "refused", error, sep="\t")
            continue
        common = common_texts(file, content) if file.suffix.lower() == ".docx" else whole
        counts = [count for pair in (common, whole) for count in (len(pair[0]), edit_distance(*pair))]
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        print(file.name, *counts, *differences(*common), sep="\t", flush=True)
    shares = [1 - totals[n + 1] / max(totals[n], 1) for n in (0, 2)]
    for name, share, n in zip(("comparable", "whole files"), shares, (0, 2), strict=True):
        print(name, f"characters {totals[n]}", f"errors {totals[n + 1]}", f"right {share:.4f}", sep="\t")
    return 0 if shares[0] >= LEAST else 1


def common_texts(file: Path, content: bytes) -> tuple[str, str]:
    """Return export and reader's text of the comparable parts of a .docx file; empty texts if there are none."""
    try:
        return texts(file, comparable(content))
    except ReadingError:
        return "", ""


def texts(file: Path, content: bytes) -> tuple[str, str]:
    """Return the export and the reader's text of a file with this content, without white space.

    Raises:
        ReadingError: the reader refuses the file.
    """
    found = bare(read_document(file, content).text)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / f"file{file.suffix}"
        copy.write_bytes(content)
        return bare(exported(copy)), found


def exported(file: Path) -> str:
    """Return the plain text that LibreOffice exports."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return next(Path(folder).iterdir()).read_text(encoding="utf-8-sig")


def differences(expected: str, found: str) -> Iterator[str]:
    """Yield each difference as "export → reader", with the characters before it."""
    for kind, start, end, other, last in difflib.SequenceMatcher(None, expected, found, autojunk=False).get_opcodes():
        if kind != "equal":
            yield f"{expected[max(0, start - _AROUND) : start]}[{expected[start:end]} → {found[other:last]}]"


if __name__ == "__main__":
    sys.exit(main())
