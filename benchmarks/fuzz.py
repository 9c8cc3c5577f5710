"""Add mutated files of every format: each is read or refused, quickly, and no library is damaged.

    python -m benchmarks.fuzz FOLDER [--files 10000] [--seed 0]

FOLDER holds whole files of the formats to mutate. Bytes are flipped, cut out, doubled and put in; for zip-based formats
a member is mutated and packed again as well, so that what is inside is reached. Each file is read alone, by the clock;
then 500 at a time are added to a library, with an encoder that takes no time, which has to be whole afterwards. Prints,
tab-separated: format, files, read, refused, the slowest in seconds; every failure with the seed that makes it; and how
many documents the libraries took and what is wrong with them. Exit status 1 if there is any failure.
"""

import argparse
import io
import random
import shutil
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from pathlib import Path

from benchmarks.crash import FakeEncoder
from qa.chunking import passages
from qa.errors import ReadingError
from qa.library import Library
from qa.reading import SUPPORTED_SUFFIXES, find_files, read_bytes, read_document

AT_ONCE = 500
SLOWEST_ALLOWED = 10.0
MOST_CHANGES = 12
INTERESTING = (b"\x00", b"\xff\xfe", b"<", b'"', b"]]>", b"&#x0;", b"\n", b"endobj", "第一条".encode(), b"\xff" * 64)


def main() -> None:
    """Mutate, read, add, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")  # openpyxl warns of what it passes over in a damaged file.
    originals = [path for path in sorted(arguments.folder.rglob("*")) if path.suffix.lower() in SUPPORTED_SUFFIXES]
    if not originals:
        parser.error(f"no file to mutate in {arguments.folder}")
    counts: Counter[tuple[str, str]] = Counter()
    slowest: dict[str, float] = {}
    documents = failures = 0
    for first in range(0, arguments.files, AT_ONCE):
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary) / "files"
            folder.mkdir()
            for number in range(first, min(first + AT_ONCE, arguments.files)):
                original = originals[number % len(originals)]
                chance = random.Random(f"{arguments.seed}/{number}")
                path = folder / f"{number}{original.suffix}"
                path.write_bytes(mutated(original.read_bytes(), chance))
                outcome, seconds = timed(path)
                suffix = original.suffix.lower()
                counts[suffix, outcome] += 1
                slowest[suffix] = max(slowest.get(suffix, 0.0), seconds)
                if outcome == "failed" or seconds > SLOWEST_ALLOWED:
                    failures += 1
                    print(f"{original}\tseed {arguments.seed}/{number}\t{outcome}\t{seconds:.2f} s", flush=True)
            stored, wrong = added(folder, Path(temporary) / "library")
            documents += stored
            failures += len(wrong)
            print(*wrong, sep="\n", end="\n" if wrong else "", flush=True)
    for suffix, longest in sorted(slowest.items()):
        numbers = [counts[suffix, outcome] for outcome in ("read", "refused", "failed")]
        shown = "\t".join(f"{name} {count}" for name, count in zip(("read", "refused", "failed"), numbers, strict=True))
        print(f"{suffix}\t{sum(numbers)} files\t{shown}\t{longest:.2f} s")
    print(f"libraries\t{documents} documents\tfailures {failures}")
    sys.exit(1 if failures else 0)


def timed(path: Path) -> tuple[str, float]:
    """What comes of reading a file, and the seconds that it took."""
    began = time.perf_counter()
    try:
        outcome = attempt(path)
    except Exception:
        outcome = "failed"
        traceback.print_exc()
    return outcome, time.perf_counter() - began


def attempt(path: Path) -> str:
    """Read and cut a file, or the files in it; whether one of them was read."""
    refusals: list[str] = []
    outcome = "refused"
    for file in find_files([path], lambda _, reason: refusals.append(reason)):
        try:
            document = read_document(file, read_bytes(file))
        except ReadingError as error:
            refusals.append(str(error))
            continue
        cut = passages(document, 480)
        assert all(0 <= passage.span.start < passage.span.end <= len(document.text) for passage in cut)
        document.text.encode()
        outcome = "read"
    assert all(str(path) in refusal for refusal in refusals), refusals
    return outcome


def added(folder: Path, library: Path) -> tuple[int, list[str]]:
    """Add a folder: how many documents the library has then, and what is wrong with it."""
    try:
        with Library.open(library, encoder=FakeEncoder()) as opened:
            opened.add(folder)
        with Library.open(library, encoder=FakeEncoder()) as opened:
            return len(opened.documents()), [problem.text for problem in opened.verify().problems]
    except Exception as error:
        traceback.print_exc()
        kept = Path(tempfile.mkdtemp(prefix="fuzz-"))
        shutil.copytree(folder, kept, dirs_exist_ok=True)
        return 0, [f"{error}: the files are in {kept}"]


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A damaged copy."""
    if content.startswith(b"PK") and chance.random() < 0.8:
        return _repacked(content, chance)
    return _changed(content, chance)


def _changed(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, MOST_CHANGES)):
        at = chance.randrange(len(changed) + 1)
        length = chance.choice((1, 1, 1, 4, 64, 1024))
        match chance.randrange(4):
            case 0:
                changed[at : at + length] = chance.randbytes(length)
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = changed[at : at + length]
            case _:
                changed[at:at] = chance.choice(INTERESTING)
    return bytes(changed)


def _repacked(content: bytes, chance: random.Random) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as copy:
        names = archive.namelist()
        damaged = chance.choice(names)
        for name in names:
            data = archive.read(name)
            copy.writestr(name, _changed(data, chance) if name == damaged else data)
    return packed.getvalue()


if __name__ == "__main__":
    main()
