"""Whether every file of some folders is read, no line of it lost, and every article of a law found under its number.

``python benchmarks/corpora.py FOLDER… [--show 20]`` adds each folder to a new library, with vectors that cost nothing,
and prints a line for it, tab-separated: files, read, refused, lines of the plain-text files among them, lines that are
in no passage, articles, and articles whose passage has a heading path that ends in their own 第…条. Then follow the
refusals with their reasons, the lines outside, and the articles under another path, at most ``--show`` of each.

Lines and articles are counted in the files themselves and not in what is read from them: an article is a line that
begins with 第…条 and a blank. Of a line what stands for letters and digits must lie in one passage or in several that
follow each other. Marks of Markdown and comments do not count, nor do lines that belong to a page and not to its
document, such as 【打印】; those are printed, to be judged by eye.
"""

import argparse
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from qa.library import Library
from qa.reading import decode, find_files, read_bytes
from qa.types import DocumentContents

_ARTICLE = re.compile(
    r"[#*\s\u3000]*(第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?)[*]*[ \t\u3000\xa0]"
)
_TEXT_SUFFIXES = {".txt", ".md"}
_LINK = re.compile(r"\]\([^)]*\)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class TokenizerOnly(Encoder):
    """Cuts passages as the bundled model does, and gives each the same vector."""

    def encode_passages(
        self, passages: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """One vector a passage."""
        return np.full((len(passages), 4), 0.5, dtype=np.float32)


@dataclass(slots=True)
class Corpus:
    """What became of a folder's files."""

    files: int
    read: int
    refused: list[str]
    lines: int = 0
    outside: list[str] = field(default_factory=list)
    articles: int = 0
    misplaced: list[str] = field(default_factory=list)

    @property
    def placed(self) -> int:
        """How many articles are under their own number."""
        return self.articles - len(self.misplaced)


def examine(folder: Path, library: Library) -> Corpus:
    """Add a folder and compare what is stored with the files."""
    missing: list[str] = []
    files = list(find_files([folder], lambda _, why: missing.append(why)))
    report = library.add(folder)
    stored = {source: document.id for document in library.documents() for source in document.sources}
    refused = [*missing, *(refusal.reason for refusal in report.refused)]
    lost = [str(file) for file in files if str(file) not in stored and not any(str(file) in why for why in refused)]
    assert not lost, f"neither read nor refused: {lost}"
    assert not (problems := library.verify().problems), problems
    corpus = Corpus(len(files), sum(str(file) in stored for file in files), refused)
    for file in files:
        if file.suffix.lower() in _TEXT_SUFFIXES and str(file) in stored:
            compare(file, library.document(stored[str(file)]), corpus)
    return corpus


def compare(file: Path, document: DocumentContents, corpus: Corpus) -> None:
    """Count a file's lines and articles, and those that are not where they should be."""
    text = _COMMENT.sub("", decode(read_bytes(file), str(file))[0])
    cut = [(letters(document.text[p.span.start : p.span.end]), p.heading_path) for p in document.passages]
    joined, begins = "", []
    for content, _ in cut:
        begins.append(len(joined))
        joined += content
    position = 0
    for line in filter(letters, text.split("\n")):
        corpus.lines += 1
        found = joined.find(letters(line), position)
        if found < 0:
            corpus.outside.append(f"{file.name}\t{line.strip()}")
        else:
            position = found + len(letters(line))
        article = _ARTICLE.match(line)
        if article:
            corpus.articles += 1
            path = cut[max(n for n, begin in enumerate(begins) if begin <= found)][1] if found >= 0 else ()
            if not path or path[-1] != article[1]:
                corpus.misplaced.append(f"{file.name}\t{line.strip()[:40]}\t{' › '.join(path)}")


def letters(text: str) -> str:
    """The letters and digits of a text; addresses of links are none of it."""
    return re.sub(r"[\W_]", "", _LINK.sub("]", text))


def shown(title: str, found: Sequence[str], most: int) -> Iterator[str]:
    """The first of what was found, under a title."""
    yield from (f"{title}\t{entry}" for entry in found[:most])
    if len(found) > most:
        yield f"{title}\t… {len(found) - most} more"


def main(folders: Sequence[Path], most: int) -> None:
    """Measure and print."""
    encoder = TokenizerOnly()
    print("folder", "files", "read", "refused", "lines", "outside", "articles", "placed", "share", sep="\t")
    details: list[str] = []
    for folder in folders:
        with (
            tempfile.TemporaryDirectory() as temporary,
            Library.open(Path(temporary) / "library", encoder=encoder) as library,
        ):
            found = examine(folder.absolute(), library)
        numbers = (found.files, found.read, len(found.refused), found.lines, len(found.outside), found.articles)
        share = f"{found.placed / found.articles:.4f}" if found.articles else "-"
        print(folder.name, *numbers, found.placed, share, sep="\t", flush=True)
        details += shown("refused", found.refused, most)
        details += shown("outside", found.outside, most)
        details += shown("misplaced", found.misplaced, most)
    print("\n".join(details))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=20)
    given = parser.parse_args()
    main(given.folders, given.show)
