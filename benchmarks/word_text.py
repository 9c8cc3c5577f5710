"""Compare the text of Word files with the plain text that LibreOffice exports, numbers of lists included.

    python -m benchmarks.word_text FILE_OR_FOLDER…

Needs ``soffice`` of LibreOffice. Reads .docx, .doc and .wps files. White space is left out of the comparison.

Prints, tab-separated, for each file: characters of the export, errors (edit distance), and the differences as
"export → reader"; a file that is refused is not counted. The last line is the share of right characters. The exit
status is 1 if it is below 0.999.
"""

import argparse
import difflib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

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
    characters = errors = 0
    for file in find_files(arguments.paths, lambda path, reason: print(path, "refused", reason, sep="\t")):
        if file.suffix.lower() not in _SUFFIXES:
            continue
        try:
            found = bare(read_document(file, read_bytes(file)).text)
        except ReadingError as error:
            print(file, "refused", error, sep="\t")
            continue
        expected = bare(exported(file))
        wrong = edit_distance(expected, found)
        characters, errors = characters + len(expected), errors + wrong
        print(file.name, len(expected), wrong, *differences(expected, found), sep="\t", flush=True)
    right = 1 - errors / max(characters, 1)
    print(f"characters {characters}", f"errors {errors}", f"right {right:.4f}", sep="\t")
    return 0 if right >= LEAST else 1


def exported(file: Path) -> str:
    """Return the plain text that LibreOffice exports."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return next(Path(folder).iterdir()).read_text(encoding="utf-8-sig")


def differences(expected: str, found: str) -> Iterator[str]:
    """Yield each difference, after the characters before it."""
    for kind, start, end, other, last in difflib.SequenceMatcher(None, expected, found, autojunk=False).get_opcodes():
        if kind != "equal":
            yield f"{expected[max(0, start - _AROUND) : start]}[{expected[start:end]} → {found[other:last]}]"


if __name__ == "__main__":
    sys.exit(main())
