"""Read mutated files of every format: each is read or refused, quickly, and nothing else happens.

    python benchmarks/fuzz.py FOLDER [--files 10000] [--seed 0]

FOLDER holds whole files of the formats to mutate. Bytes are flipped, cut out, doubled and put in; for zip-based formats
a member is mutated and packed again as well, so that what is inside is reached. Prints, tab-separated: format, files,
read, refused, the slowest in seconds; and every failure with the seed that makes it. Exit status 1 if there is any.
"""

import argparse
import io
import random
import sys
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

from qa.chunking import passages
from qa.errors import ReadingError
from qa.reading import SUPPORTED_SUFFIXES, read_document

SLOWEST_ALLOWED = 10.0
MOST_CHANGES = 12
INTERESTING = (b"\x00", b"\xff\xfe", b"<", b'"', b"]]>", b"&#x0;", b"\n", b"endobj", "第一条".encode(), b"\xff" * 64)


def main() -> None:
    """Mutate, read, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    originals = [path for path in sorted(arguments.folder.rglob("*")) if path.suffix.lower() in SUPPORTED_SUFFIXES]
    if not originals:
        parser.error(f"no file to mutate in {arguments.folder}")
    counts: Counter[tuple[str, str]] = Counter()
    slowest: dict[str, float] = {}
    failures = 0
    for number in range(arguments.files):
        original = originals[number % len(originals)]
        chance = random.Random(f"{arguments.seed}/{number}")
        began = time.perf_counter()
        try:
            outcome = attempt(original, mutated(original.read_bytes(), chance))
        except Exception:
            outcome = "failed"
            print(f"{original} seed {arguments.seed}/{number}\n{traceback.format_exc()}", file=sys.stderr)
        seconds = time.perf_counter() - began
        suffix = original.suffix.lower()
        counts[suffix, outcome] += 1
        slowest[suffix] = max(slowest.get(suffix, 0.0), seconds)
        failures += outcome == "failed" or seconds > SLOWEST_ALLOWED
    for suffix, longest in sorted(slowest.items()):
        numbers = [counts[suffix, outcome] for outcome in ("read", "refused", "failed")]
        shown = "\t".join(f"{name} {count}" for name, count in zip(("read", "refused", "failed"), numbers, strict=True))
        print(f"{suffix}\t{sum(numbers)} files\t{shown}\t{longest:.2f} s")
    sys.exit(1 if failures else 0)


def attempt(path: Path, content: bytes) -> str:
    """Read and cut a file; whether it was read or refused."""
    try:
        document = read_document(path, content)
    except ReadingError as error:
        return "refused" if str(path) in str(error) else "failed"
    cut = passages(document, 480)
    assert all(0 <= passage.span.start < passage.span.end <= len(document.text) for passage in cut)
    document.text.encode()
    return "read"


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
