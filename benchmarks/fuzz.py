"""Read and add mutated files of every format; check that each is read or refused in time, without a crash or damage.

    python -m benchmarks.fuzz FOLDER [--files 10000] [--seed 0]

FOLDER holds intact files of the formats to mutate. A mutation overwrites, deletes, doubles or inserts bytes. To reach
the content, most mutations of a zip-based file change one member and pack the file again, and most mutations of an OLE
file overwrite bytes in place. Each file is read and timed alone; a crash of the parser process counts as a failure.
Then 500 files at a time are added, with a fast encoder, to a library that holds the intact files. The library is opened
again and verified, and each intact document must still have its text and be found by the words of its longest passage.

Text recognition is included if the extra ``ocr`` is installed; run the script with and without the extra.

Prints, tab-separated, every failure with the seed that reproduces it: an unexpected exception, a file that takes over
10 processor seconds (text recognition of a large picture may), a damaged library, an intact document that is lost. For
each format it prints the numbers of files, of files read, refused and failed, and the processor seconds of the slowest
file; last, the number of documents in all libraries and of failures. The exit status is 1 after any failure.
"""

import argparse
import io
import random
import shutil
import sys
import tempfile
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.document_size import processor_seconds
from benchmarks.synthetic import FakeEncoder
from qa.chunking import passages
from qa.errors import ReadingError
from qa.library import Library
from qa.reading import SUPPORTED_SUFFIXES, find_files, read_bytes, read_documents
from qa.reading.formats.ole_file import OLE_SIGNATURE
from qa.types import DocumentContents

OLE_HEADER = 512
OUTCOMES = ("read", "refused", "failed")
FILES_PER_LIBRARY = 500
LONGEST_SECONDS = 10.0
LONGEST_QUESTION = 200
MOST_HITS = 50
MOST_MUTATIONS = 12
INSERTIONS = (b"\x00", b"\xff\xfe", b"<", b'"', b"]]>", b"&#x0;", b"\n", b"endobj", "第一条".encode(), b"\xff" * 64)


def main() -> None:
    """Mutate, read, add and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")  # openpyxl warns about the parts of a damaged file that it ignores
    originals = [path for path in sorted(arguments.folder.rglob("*")) if path.suffix.lower() in SUPPORTED_SUFFIXES]
    if not originals:
        parser.error(f"no file to mutate in {arguments.folder}")
    counts: Counter[tuple[str, str]] = Counter()
    slowest: dict[str, float] = {}
    documents = failures = 0
    for first in range(0, arguments.files, FILES_PER_LIBRARY):
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary) / "files"
            folder.mkdir()
            for number in range(first, min(first + FILES_PER_LIBRARY, arguments.files)):
                original = originals[number % len(originals)]
                chance = random.Random(f"{arguments.seed}/{number}")
                path = folder / f"{number}{original.suffix}"
                path.write_bytes(mutated(original.read_bytes(), chance))
                outcome, seconds = timed(path)
                suffix = original.suffix.lower()
                counts[suffix, outcome] += 1
                slowest[suffix] = max(slowest.get(suffix, 0.0), seconds)
                if outcome == "failed" or seconds > LONGEST_SECONDS:
                    failures += 1
                    print(f"{original}\tseed {arguments.seed}/{number}\t{outcome}\t{seconds:.2f} s", flush=True)
            stored, problems = add_and_verify(originals, folder, Path(temporary) / "library")
            documents += stored
            failures += len(problems)
            print(*problems, sep="\n", end="\n" if problems else "", flush=True)
    for suffix, longest in sorted(slowest.items()):
        cells = (f"{outcome} {counts[suffix, outcome]}" for outcome in OUTCOMES)
        total = sum(counts[suffix, outcome] for outcome in OUTCOMES)
        print(suffix, f"{total} files", *cells, f"{longest:.2f} s", sep="\t")
    print(f"libraries\t{documents} documents\tfailures {failures}")
    sys.exit(1 if failures else 0)


def timed(path: Path) -> tuple[str, float]:
    """Read a file; return "read", "refused" or "failed", and the processor seconds."""
    began = processor_seconds()
    try:
        outcome = read(path)
    except Exception:
        outcome = "failed"
        traceback.print_exc()
    # The parser process may have been replaced, and its seconds are then not counted.
    return outcome, max(0.0, processor_seconds() - began)


def read(path: Path) -> str:
    """Read a file, or the files in it, and cut them into passages; return "read" if any was read, else "refused"."""
    refusals: list[str] = []
    outcome = "refused"
    for file in find_files([path], lambda _, reason: refusals.append(reason)):
        try:
            documents = read_documents(file, read_bytes(file))
        except ReadingError as error:
            refusals.append(str(error))
            continue
        for document in documents:
            cut = passages(document, 480)
            assert all(0 <= passage.span.start < passage.span.end <= len(document.text) for passage in cut)
            document.text.encode()
        outcome = "read"
    assert all(str(path) in refusal for refusal in refusals), refusals
    assert not any("解析时出错" in refusal for refusal in refusals), "a parser failed in its process"
    return outcome


def add_and_verify(originals: Sequence[Path], folder: Path, library: Path) -> tuple[int, list[str]]:
    """Add intact files and a folder to a new library; return the number of documents and the problems found.

    If an error is raised, the number is 0, and the problem names a folder that preserves the files.
    """
    try:
        with Library.open(library, encoder=FakeEncoder()) as opened:
            opened.add(*originals)
            intact = [opened.document(document.id) for document in opened.documents()]
            opened.add(folder)
        with Library.open(library, encoder=FakeEncoder()) as opened:
            problems = [problem.text for problem in opened.verify().problems]
            return len(opened.documents()), [*problems, *lost(opened, intact)]
    except Exception as error:
        traceback.print_exc()
        preserved = Path(tempfile.mkdtemp(prefix="fuzz-"))
        shutil.copytree(folder, preserved, dirs_exist_ok=True)
        return 0, [f"{error}: the files are in {preserved}"]


def lost(library: Library, intact: Sequence[DocumentContents]) -> Iterator[str]:
    """Yield a problem for each intact document that has changed, or that a search for its longest passage misses."""
    for document in intact:
        id_, source = document.summary.id, document.summary.source
        if library.document(id_).text != document.text:
            yield f"changed\t{source}"
        span = max((passage.span for passage in document.passages), key=lambda span: span.end - span.start)
        found = library.retrieve(document.text[span.start : span.end][:LONGEST_QUESTION], k=MOST_HITS)
        if not any(citation.document_id == id_ for hit in found for citation in (hit.citation, *hit.also)):
            yield f"not found\t{source}"


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return a damaged copy of a file's content."""
    if content.startswith(b"PK") and chance.random() < 0.8:
        return _with_damaged_member(content, chance)
    if content.startswith(OLE_SIGNATURE) and chance.random() < 0.8:
        return _overwritten(content, chance)
    return _damaged(content, chance)


def _overwritten(content: bytes, chance: random.Random) -> bytes:
    """Return an OLE compound file with overwritten bytes in its streams; its sectors stay in their places."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, MOST_MUTATIONS)):
        at = chance.randrange(OLE_HEADER, len(changed))
        length = min(chance.choice((1, 1, 2, 4, 64)), len(changed) - at)
        changed[at : at + length] = chance.choice((chance.randbytes(length), b"\xff" * length, bytes(length)))
    return bytes(changed)


def _damaged(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, MOST_MUTATIONS)):
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
                changed[at:at] = chance.choice(INSERTIONS)
    return bytes(changed)


def _with_damaged_member(content: bytes, chance: random.Random) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as copy:
        names = archive.namelist()
        damaged = chance.choice(names)
        for name in names:
            data = archive.read(name)
            copy.writestr(name, _damaged(data, chance) if name == damaged else data)
    return packed.getvalue()


if __name__ == "__main__":
    main()
