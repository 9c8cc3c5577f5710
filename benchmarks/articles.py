"""Measure whether a question that names an article by its number finds that article.

    python -m benchmarks.articles FOLDER [--documents N] [--show]

FOLDER holds regulations in Markdown or plain text, such as those of github.com/LawRefBook/Laws. N of them (20 by
default), evenly spaced and with different titles, are added to a new library. Each of their articles is asked for in
two forms: the title with the number in Arabic digits, and the title, without 上海市, with the number in Chinese.
Prints the share of questions whose first passage and answer are that article, and the share of questions for a missing
article (the number after the last, in both forms) that are answered with "not found".
"""

import argparse
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from embeddings import Encoder
from qa.language.official import chinese_numeral
from qa.library import Library
from qa.terminal_progress import add_progress

_ARTICLE = re.compile(r"^第([零〇一二三四五六七八九十百千]+)条(?!之)[\s\u3000]", re.MULTILINE)
_SHORT = re.compile(r"^上海市")


def questions(title: str, number: int) -> Iterator[str]:
    """Yield the two forms of the question for an article."""
    yield f"{title}第{number}条规定了什么?"
    yield f"《{_SHORT.sub('', title)}》第{chinese_numeral(number)}条"


def articles(text: str) -> dict[int, str]:
    """Return the first line of each article of a regulation, by number, as far as the numbers run from 1 unbroken."""
    numbers = {chinese_numeral(number): number for number in range(1, 2000)}
    found: dict[int, str] = {}
    for match in _ARTICLE.finditer(text):
        number = numbers.get(match[1])
        if number and number == len(found) + 1:
            found[number] = text[match.start() :].split("\n", 1)[0].strip()
    return found


def _chosen(folder: Path, count: int) -> dict[str, Path]:
    """Return ``count`` evenly spaced files with different titles, by title."""
    titled: dict[str, Path] = {}
    for path in sorted([*folder.rglob("*.md"), *folder.rglob("*.txt")]):
        if articles(path.read_text(encoding="utf-8")):
            titled.setdefault(re.sub(r"[(（][\d-]+[)）]$", "", path.stem), path)
    names = list(titled)
    places = np.linspace(0, len(names) - 1, min(count, len(names)))
    return {names[int(place)]: titled[names[int(place)]] for place in places}


def _leads_to(library: Library, question: str, beginning: str, show: bool) -> bool:
    answer = library.ask(question)
    text = answer.sentence.text if answer.found and answer.sentence else ""
    first = answer.passages[0].text if answer.passages else ""
    is_right = text.startswith(beginning) and beginning[:20] in first
    if show and not is_right:
        print(question, beginning[:30], text[:60].replace("\n", " "), sep="\t")
    return is_right


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=20)
    parser.add_argument("--show", action="store_true", help="print the questions that fail")
    given = parser.parse_args()
    chosen = _chosen(given.folder, given.documents)
    with tempfile.TemporaryDirectory() as work, Library.open(Path(work) / "l", encoder=Encoder()) as library:
        with add_progress() as show:
            library.add(*chosen.values(), on_progress=show)
        held = {title: articles(path.read_text(encoding="utf-8")) for title, path in chosen.items()}
        there = [(q, text) for title, found in held.items() for n, text in found.items() for q in questions(title, n)]
        absent = [question for title, found in held.items() for question in questions(title, len(found) + 1)]
        right = [_leads_to(library, question, beginning, given.show) for question, beginning in there]
        refused = [not library.ask(question).found for question in absent]
    print("article first", f"{np.mean(right):.4f}", len(right), sep="\t")
    print("absent article not found", f"{np.mean(refused):.4f}", len(refused), sep="\t")


if __name__ == "__main__":
    main()
