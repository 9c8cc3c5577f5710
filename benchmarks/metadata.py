"""Measure how often documents state their issuer, and how often the reader finds the issuer, the 文号 and the date.

    python -m benchmarks.metadata FOLDER… [--labels FILE] [--show 20]

Prints a line for each folder, tab-separated: documents; documents that state an issuer, according to patterns that are
independent of the document reader ("stated"); those of them in which the reader found an issuer ("found"); and the
numbers of all documents in which the reader found an issuer, a 文号, and a date. Then it prints documents whose stated
issuer the reader did not find, at most ``--show`` per folder.

``--labels`` names a file with values that a person read in some of the documents, one JSON object per line:
``{"file": "a.txt", "issuer": "财政部 税务总局", "date": "2020-02-20"}``. An empty issuer means that the document states
none; ``|`` separates accepted forms; a missing key is not compared. For the labelled documents, the script prints how
many state a value, how many values the reader found, their recall and precision, and each value that differs.
"""

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.errors import ReadingError
from qa.reading import find_files, read_bytes, read_document
from qa.types import Document

_BODY = r"[\u4e00-\u9fff]{2,40}(?:[局厅委部院府办会处室署行科]|指挥部|机制|小组|公司|大学|中心)"
_DAY = r"[（(]?(?:\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[一二][〇○零O九].{2}年.{1,2}月.{1,3}日)[)）]?"
_STATED = (
    re.compile(r"(?:发布|发文|制发)(?:机构|机关|单位)[\]】]?\s*[:：]?\s*[\u4e00-\u9fff]"),
    re.compile(rf"^\s*{_BODY}(?:\s+{_BODY})*\s*\n\s*{_DAY}\s*$", re.MULTILINE),
    re.compile(
        rf"\A\s*{_BODY}(?:[\s、]{_BODY})*(?:关于|印发|转发)[^\n]*(?:通知|意见|公告|通告|决定|批复|函|办法|措施)"
    ),
    re.compile(rf"\A(?:.*\n){{0,8}}\s*{_BODY}\s*文\s*件\s*$", re.MULTILINE),
    re.compile(rf"\A.*\n\s*[（(]?{_DAY}\s*[\u4e00-\u9fff]+(?:会|令).*(?:通过|公布|发布)"),
)
"""patterns of the places of an issuer: header field, signature, title, letterhead, note under the title of a law"""


@dataclass(frozen=True, slots=True)
class Label:
    """The values that a person read in a document; ``None`` for a value that was not labelled."""

    issuer: tuple[str, ...] | None
    """the accepted forms; empty if the document states no issuer"""
    date: str | None
    """in ISO 8601, with ``|`` between accepted forms; empty if the document states none"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A labelled value and the value found."""

    file: str
    accepted: tuple[str, ...]
    found: str

    @property
    def is_right(self) -> bool:
        """Whether the value found equals an accepted form, apart from white space."""
        return "".join(self.found.split()) in {"".join(form.split()) for form in self.accepted}


def states_issuer(text: str) -> bool:
    """Return whether a text states its issuer in one of the usual places."""
    return any(pattern.search(text) for pattern in _STATED)


def read_labels(file: Path) -> dict[str, Label]:
    """Return the labels by the names of their files."""
    labels: dict[str, Label] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        issuer = entry.get("issuer")
        labels[entry["file"]] = Label(None if issuer is None else _forms(issuer), entry.get("date"))
    return labels


def _forms(value: str) -> tuple[str, ...]:
    return tuple(form for form in value.split("|") if form)


def documents(folder: Path) -> Iterator[Document]:
    """Yield the documents of a folder that can be read."""
    for file in find_files([folder], lambda path, reason: None):
        try:
            yield read_document(file, read_bytes(file))
        except ReadingError:
            continue


def summary(values: Sequence[Comparison]) -> str:
    """Return the numbers of documents, of stated and of found values, then recall and precision, tab-separated."""
    stated = [value for value in values if value.accepted]
    found = [value for value in values if value.found]
    recall = sum(value.is_right for value in stated) / len(stated) if stated else 1.0
    precision = sum(value.is_right for value in found) / len(found) if found else 1.0
    return f"{len(values)}\t{len(stated)}\t{len(found)}\t{recall:.3f}\t{precision:.3f}"


def main(folders: Sequence[Path], labels: dict[str, Label], limit: int) -> None:
    """Read and print."""
    issuers: list[Comparison] = []
    dates: list[Comparison] = []
    missing: list[str] = []
    print("folder", "documents", "stated", "found", "issuer", "number", "date", sep="\t")
    for folder in folders:
        counts = [0] * 6
        names: list[str] = []
        for document in documents(folder):
            metadata, name = document.metadata, Path(document.source).name
            day = metadata.date_written or metadata.date_published
            is_stated = states_issuer(document.text)
            values = (True, is_stated, is_stated and metadata.issuer, metadata.issuer, metadata.document_number, day)
            counts = [count + bool(value) for count, value in zip(counts, values, strict=True)]
            if is_stated and not metadata.issuer:
                names.append(name)
            label = labels.get(name)
            if label and label.issuer is not None:
                issuers.append(Comparison(name, label.issuer, metadata.issuer))
            if label and label.date is not None:
                dates.append(Comparison(name, _forms(label.date), day.isoformat() if day else ""))
        print(folder.name, *counts, sep="\t", flush=True)
        missing += names[:limit]
    print("\n".join(f"missing\t{name}" for name in missing))
    for field, compared in (("issuer", issuers), ("date", dates)):
        if compared:
            print("labelled", "documents", "stated", "found", "recall", "precision", sep="\t")
            print(field, summary(compared), sep="\t")
            differing = (value for value in compared if not value.is_right and (value.accepted or value.found))
            print("\n".join(f"differs\t{v.file}\t{'|'.join(v.accepted)}\t{v.found}" for v in differing))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--labels", type=Path)
    parser.add_argument("--show", type=int, default=20)
    arguments = parser.parse_args()
    main(arguments.folders, read_labels(arguments.labels) if arguments.labels else {}, arguments.show)
