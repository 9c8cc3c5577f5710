"""Write the same texts to files of every format and compare what is read from each, character by character.

    python -m benchmarks.same_text [FOLDER] [--documents 20] [--show 3] [--keep NEW_FOLDER]

Needs ``soffice`` of LibreOffice with Writer, Calc and Impress. The first text has headings, lists with automatic
numbers, a table with merged cells, superscripts and subscripts, a footnote, rare characters and full-width forms; the
others are plain-text files of FOLDER, at most 200 lines of each. ``--keep`` leaves the written files in NEW_FOLDER; if
the folder has the files of an earlier run, these are read.

LibreOffice writes docx, doc, rtf, odt, html, xhtml, pdf, xlsx, xls, ods and pptx from flat OpenDocument files. The
others are written here: ofd with a position for every character, epub, texts in four encodings (Big5 where it has the
characters), Markdown, mail, csv. The .wps and .et files are copies of the .doc and .xls files.

A spreadsheet holds the tables, which are compared as records with their column names. The notes of slides are left out.
In PDF files and web pages, the notes stand at the end of a page; they are compared apart from the text. Three
differences come from LibreOffice: its web pages number lists 1. in place of （一）, its XHTML does not raise the marks
of notes, and a PDF file does not tell which cells are merged.

Prints a line for each format, tab-separated: documents, documents with an equal text, characters without white space,
characters read, and edit distance; then, indented, the first difference of at most ``--show`` documents. The exit
status is 1 if a text differs in a format other than html, xhtml and pdf.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from benchmarks.document_writers import FORMATS, SENDER, file_of, write_documents
from benchmarks.recognition import edit_distance
from benchmarks.sample_documents import (
    SampleDocument,
    Table,
    letters,
    raised,
    real_documents,
    table_lines,
    written_sample,
)
from qa.errors import ReadingError
from qa.reading import read_bytes, read_document

_SHEETS = {"xlsx", "xls", "et", "ods", "csv"}
_NOTES_ELSEWHERE = {"pdf", "html", "xhtml"}
_LIMITED = {"html", "xhtml", "pdf"}
"""formats that do not carry everything that the first text has"""
_AROUND = 15


def main() -> int:
    """Write, read, compare, print, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--documents", type=int, default=20)
    parser.add_argument("--show", type=int, default=3)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    documents = [written_sample()]
    if arguments.folder:
        documents += real_documents(arguments.folder, arguments.documents)
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        if not (folder / "ofd").exists():
            write_documents(documents, folder)
        differing = [name for name in FORMATS if not compare(name, documents, folder, arguments.show)]
    return 1 if set(differing) - _LIMITED else 0


def compare(name: str, documents: Sequence[SampleDocument], folder: Path, most: int) -> bool:
    """Print the line of a format and its differences; return whether all texts are equal."""
    equal = characters = read = errors = total = 0
    differences = []
    for number, document in enumerate(documents):
        file = file_of(folder, name, number)
        if not file.exists():
            continue
        expected, found = expected_text(name, document), read_text(file, name, document)
        total, characters, read = total + 1, characters + len(expected), read + len(found)
        if expected == found:
            equal += 1
            continue
        errors += edit_distance(expected, found)
        differences.append(f"\t{document.name[:30]}\t{first_difference(expected, found)}")
    print(name, total, equal, characters, read, errors, sep="\t")
    print(*differences[:most], sep="\n", end="\n" if differences[:most] else "", flush=True)
    return equal == total


def expected_text(name: str, document: SampleDocument) -> str:
    """Return the part of a text that a format can hold, without white space."""
    if name in _SHEETS:
        return letters([line for table in document.tables for line in record_lines(table, name)])
    notes = document.notes if name in _NOTES_ELSEWHERE or name == "pptx" else ()
    text = letters(list(document.lines()))
    if name == "eml":
        return f"发件人：{SENDER}{text}"
    for mark, note in enumerate(notes, start=1):
        text = text.replace(raised(mark) + letters([note]), "", 1)
        text = text.replace(raised(mark), "", 1) if name == "pptx" else text
    return text + "".join(letters([note]) for note in notes if name in _NOTES_ELSEWHERE)


def record_lines(table: Table, name: str) -> Iterator[str]:
    """Yield the rows of a table as records: column name：cell.

    In a CSV file, the name of a merged cell over two columns stands above the first column only.
    """
    names, *rows = (line.split("\t") for line in table_lines(table))
    if name != "csv":
        names = [shown or names[column - 1] for column, shown in enumerate(names)]
    for row in rows:
        yield from (f"{column}：{cell}" if column else cell for column, cell in zip(names, row, strict=True) if cell)


def read_text(file: Path, name: str, document: SampleDocument) -> str:
    """Return the text that the document reader finds in a file, without white space; the reason if it refuses the file.

    In a format whose notes do not follow their paragraphs, such as PDF, the notes are moved to the end.
    """
    try:
        found = letters([read_document(file, read_bytes(file)).text])
    except ReadingError as error:
        return str(error)
    if name in _NOTES_ELSEWHERE:
        for mark, note in enumerate(document.notes, start=1):
            text = letters([note])
            for shown in (raised(mark), str(mark)):
                found = found.replace(shown + text, "", 1) + text if shown + text in found else found
    return found


def first_difference(expected: str, found: str) -> str:
    """Return the first difference with the characters around it in both texts."""
    place = next(n for n, (one, two) in enumerate(zip_longest(expected, found)) if one != two)
    before = expected[max(0, place - _AROUND) : place]
    return f"{place}: {before}[{expected[place : place + _AROUND]} → {found[place : place + _AROUND]}]"


if __name__ == "__main__":
    sys.exit(main())
