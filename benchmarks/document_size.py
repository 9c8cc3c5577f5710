"""Measure the processor time to read and add one document of several sizes.

    python -m benchmarks.document_size [--formats txt html docx pdf] [--sizes 1 4 12] [--runs 1]

The document is a regulation whose articles repeat the same sentences with other numbers, so that its passages differ. A
size is the length of its text in MB of UTF-8. Encoding is left out: all passages get the same vector, but the tokenizer
of the bundled model decides their lengths. PDF files need ``reportlab``.

Each file is read and added in a new process, after a small document of the same format, so that loading programs and
models does not count. The time includes the parser process. Of ``--runs`` measurements the shortest counts.

Prints a line for each format and size, tab-separated: format, MB, passages, processor seconds for reading, the same for
adding, which includes reading, and both for each MB. After the lines of a format, it prints two ratios, for reading
and for adding: the largest time for each MB divided by the smallest. The exit status is 1 if a ratio is above 1.2.
"""

import argparse
import io
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks.reading_coverage import ConstantEncoder
from qa.library import Library
from qa.reading import read_bytes, read_documents
from qa.reading.processor_use import processor_use

MOST = 1.2
_MB = 1_000_000
_SMALL = 0.02
_ARTICLES_OF_A_CHAPTER = 40
_SENTENCES = (
    "供水企业应当在{n}日内答复用户的申请，逾期不答复的，处以{n}元罚款。",
    "用水单位计划用水超过{n}立方米的，应当报主管部门备案，并且提交下列材料：",
    "有前款规定情形的，由市、县人民政府水行政主管部门责令改正；情节严重的，吊销许可证。",
)


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of a document."""

    passages: int
    reading: float
    """processor seconds"""
    adding: float
    """processor seconds, including the reading that adding requires"""


def lines(megabytes: float) -> Iterator[str]:
    """Yield the title, the chapters and the articles of a regulation of a size in MB of UTF-8."""
    written = 0
    for number in count(1):
        heading = (
            [f"第{number // _ARTICLES_OF_A_CHAPTER + 1}章　供水管理"] if number % _ARTICLES_OF_A_CHAPTER == 1 else []
        )
        article = f"第{number}条　" + "".join(sentence.format(n=number) for sentence in _SENTENCES)
        for line in (*heading, article, f"（一）身份证明{number}；", f"（二）近{number}日的水费单。"):
            yield line
            written += len(line.encode()) + 1
        if written >= megabytes * _MB:
            return


def text_file(paragraphs: Sequence[str]) -> bytes:
    """Return a plain-text file."""
    return "\n".join(paragraphs).encode()


def html_file(paragraphs: Sequence[str]) -> bytes:
    """Return a web page."""
    return f"<html><body>{''.join(f'<p>{line}</p>' for line in paragraphs)}</body></html>".encode()


def docx_file(paragraphs: Sequence[str]) -> bytes:
    """Return a Word file."""
    from docx import Document
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    word, content = Document(), io.BytesIO()
    end = word.element.body[-1]
    for line in paragraphs:
        end.addprevious(parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>{line}</w:t></w:r></w:p>"))
    word.save(content)
    return content.getvalue()


def pdf_file(paragraphs: Sequence[str]) -> bytes:
    """Return a PDF file with 40 lines of 40 characters on a page."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    content = io.BytesIO()
    canvas = Canvas(content)
    printed = [line[first : first + 40] for line in paragraphs for first in range(0, len(line), 40)]
    for first in range(0, len(printed), 40):
        canvas.setFont("STSong-Light", 11)
        for row, line in enumerate(printed[first : first + 40]):
            canvas.drawString(72, 780 - 17 * row, line)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


WRITERS: dict[str, Callable[[Sequence[str]], bytes]] = {
    "txt": text_file,
    "html": html_file,
    "docx": docx_file,
    "pdf": pdf_file,
}


def main() -> int:
    """Write, read, add, print, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--formats", nargs="+", choices=WRITERS, default=list(WRITERS))
    parser.add_argument("--sizes", nargs="+", type=float, default=[1, 4, 12])
    parser.add_argument("--runs", type=int, default=1)
    arguments = parser.parse_args()
    worst = 0.0
    for name in arguments.formats:
        shares = []
        for size in arguments.sizes:
            costs = [measure(name, size) for _ in range(arguments.runs)]
            reading, adding = min(cost.reading for cost in costs), min(cost.adding for cost in costs)
            shares.append((reading / size, adding / size))
            figures = (f"{figure:.2f}" for figure in (reading, adding, *shares[-1]))
            print(name, f"{size:g} MB", costs[0].passages, *figures, sep="\t", flush=True)
        ratios = [max(column) / min(column) for column in zip(*shares, strict=True)]
        print(name, "ratio", *(f"{ratio:.2f}" for ratio in ratios), sep="\t", flush=True)
        worst = max(worst, *ratios)
    return 1 if worst > MOST else 0


def measure(name: str, size: float) -> Cost:
    """Return the cost of a document, measured in a new process."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / f"small.{name}", Path(folder) / f"large.{name}"
        small.write_bytes(WRITERS[name](list(lines(_SMALL))))
        large.write_bytes(WRITERS[name](list(lines(size))))
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            return pool.submit(_cost, small, large, Path(folder) / "library").result()


def _cost(small: Path, large: Path, folder: Path) -> Cost:
    with Library.open(folder, encoder=ConstantEncoder()) as library:
        read_documents(small, read_bytes(small))
        library.add(small)
        began = processor_seconds()
        read_documents(large, read_bytes(large))
        read = processor_seconds()
        library.add(large)
        added = processor_seconds()
        return Cost(library.documents()[-1].passages, read - began, added - read)


def processor_seconds() -> float:
    """Return the processor seconds of this process and its children."""
    tasks = Path(f"/proc/{os.getpid()}/task").iterdir()
    children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    return time.process_time() + sum(processor_use(child).seconds for child in children)


if __name__ == "__main__":
    sys.exit(main())
