"""Check that every file of some folders is read without losing a line, and that articles of law keep their numbers.

    python -m benchmarks.reading_coverage FOLDER… [--show 20]

Adds each folder to a new library, with a constant vector in place of the model's, and prints a line for it,
tab-separated: files, files read, files refused, lines of the plain-text files, lines outside of all passages, articles,
articles whose passage has a heading path that ends in their own 第…条 ("placed"), and their share. Then it
prints the reasons of refusals, the lines outside, and the articles with another heading path, at most ``--show`` of
each for a folder.

Lines and articles are counted in the files themselves, not by the document reader. An article is a line that begins
with 第…条 and a space. The letters and digits of a line must lie in a passage or in several consecutive passages;
Markdown marks, comments and page numbers are ignored, and a character equals its compatibility form (the radical ⽣ and
生). The lines outside include lines of a web page that are not part of its document, such as 【打印】; a person should
review them.
"""

import argparse
import re
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from qa.library import Library
from qa.reading import decode, file_of, find_files, read_bytes
from qa.types import DocumentContents

_ARTICLE = re.compile(
    r"[#*\s\u3000]*(第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)[*]*[ \t\u3000\xa0]"
)
_PAGE_NUMBER = re.compile(r"\s*(?:[-—–－]{1,2}\s*\d{1,4}\s*[-—–－]{1,2}|第\s*\d{1,4}\s*页(?:\s*共\s*\d{1,4}\s*页)?)\s*")
_TEXT_SUFFIXES = {".txt", ".md"}
_LINK = re.compile(r"\]\([^)]*\)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class ConstantEncoder(Encoder):
    """An encoder that gives every passage the same vector; the bundled model's tokenizer decides their lengths."""

    def encode_passages(
        self, passages: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return the same unit vector for each passage, shape (passages, dimension)."""
        return np.full((len(passages), 4), 0.5, dtype=np.float32)


@dataclass(slots=True)
class Coverage:
    """The files of a folder, compared with the documents that a library made of them."""

    files: int
    read: int
    refused: list[str]
    """the reasons for refusals"""
    lines: int = 0
    """number of lines of the plain-text files"""
    outside: list[str] = field(default_factory=list)
    """lines that no passage holds, with their file"""
    articles: int = 0
    misplaced: list[str] = field(default_factory=list)
    """articles whose heading path does not end in their number, with their file and the path"""

    @property
    def placed(self) -> int:
        """The number of articles whose heading path ends in their number."""
        return self.articles - len(self.misplaced)


def examine(folder: Path, library: Library) -> Coverage:
    """Add a folder to an empty library and compare the stored documents with the files."""
    unreadable: list[str] = []
    files = list(find_files([folder], lambda _, reason: unreadable.append(reason)))
    report = library.add(folder)
    stored: defaultdict[str, list[int]] = defaultdict(list)
    for document in sorted(library.documents(), key=lambda document: document.id):
        for source in document.sources:
            stored[str(file_of(Path(source)))].append(document.id)
    refused = [*unreadable, *(refusal.reason for refusal in report.refused)]
    lost = [str(file) for file in files if str(file) not in stored and not any(str(file) in r for r in refused)]
    assert not lost, f"neither read nor refused: {lost}"
    assert not (problems := library.verify().problems), problems
    coverage = Coverage(len(files), sum(str(file) in stored for file in files), refused)
    for file in files:
        if file.suffix.lower() in _TEXT_SUFFIXES and str(file) in stored:
            compare(file, [library.document(id_) for id_ in stored[str(file)]], coverage)
    return coverage


def compare(file: Path, documents: Sequence[DocumentContents], coverage: Coverage) -> None:
    """Count a file's lines and articles, and record those that are missing or misplaced in its documents.

    Args:
        file: the file.
        documents: its document, or the documents of a compilation in order.
        coverage: the counts of its folder, which are changed in place.
    """
    text = _COMMENT.sub("", decode(read_bytes(file), str(file))[0])
    passages = [
        (letters(document.text[p.span.start : p.span.end]), p.heading_path)
        for document in documents
        for p in document.passages
    ]
    joined, starts = "", []
    for content, _ in passages:
        starts.append(len(joined))
        joined += content
    end = 0
    for line in filter(letters, text.split("\n")):
        if _PAGE_NUMBER.fullmatch(line):
            continue
        coverage.lines += 1
        place = joined.find(letters(line), end)
        if place < 0:
            coverage.outside.append(f"{file.name}\t{line.strip()}")
        else:
            end = place + len(letters(line))
        article = _ARTICLE.match(line)
        if article:
            coverage.articles += 1
            path = passages[max(n for n, start in enumerate(starts) if start <= place)][1] if place >= 0 else ()
            if not path or path[-1] != article[1]:
                coverage.misplaced.append(f"{file.name}\t{line.strip()[:40]}\t{' › '.join(path)}")


def letters(text: str) -> str:
    """Return the letters and digits of a text in compatibility form, without the addresses of Markdown links."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", _LINK.sub("]", text)))


def first_entries(title: str, entries: Sequence[str], limit: int) -> Iterator[str]:
    """Yield at most ``limit`` entries, each after the title, and a line with the number of further entries."""
    yield from (f"{title}\t{entry}" for entry in entries[:limit])
    if len(entries) > limit:
        yield f"{title}\t… {len(entries) - limit} more"


def main(folders: Sequence[Path], limit: int) -> None:
    """Check and print."""
    encoder = ConstantEncoder()
    print("folder", "files", "read", "refused", "lines", "outside", "articles", "placed", "share", sep="\t")
    details: list[str] = []
    for folder in folders:
        with (
            tempfile.TemporaryDirectory() as temporary,
            Library.open(Path(temporary) / "library", encoder=encoder) as library,
        ):
            coverage = examine(folder.absolute(), library)
        files = (coverage.files, coverage.read, len(coverage.refused))
        lines = (coverage.lines, len(coverage.outside))
        share = f"{coverage.placed / coverage.articles:.4f}" if coverage.articles else "-"
        print(folder.name, *files, *lines, coverage.articles, coverage.placed, share, sep="\t", flush=True)
        details += first_entries("refused", coverage.refused, limit)
        details += first_entries("outside", coverage.outside, limit)
        details += first_entries("misplaced", coverage.misplaced, limit)
    print("\n".join(details))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=20)
    arguments = parser.parse_args()
    main(arguments.folders, arguments.show)
