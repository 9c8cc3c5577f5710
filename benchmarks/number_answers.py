"""Measure whether answers have the number asked for, with documents that differ only in their numbers.

    python -m benchmarks.number_answers [--documents N] [--show]

Writes N small documents (200 by default) with years, amounts and house numbers in Arabic or Chinese numerals, adds them
to a new library, and asks about each document for a value that it states and for one that it does not state. Prints,
for each kind of number, the share of questions for stated values that get the right sentence, and the share of
questions for values that are not stated that are answered with "not found".
"""

import argparse
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from embeddings import Encoder
from qa.language.official import chinese_digits, chinese_numeral
from qa.library import Library

PLACES = ("柳溪", "石桥", "松坪", "白塔", "青山", "梅林", "龙潭", "云岭", "江口", "沙湾")
KINDS = ("镇", "乡", "街道", "村", "社区")
CROPS = ("粮食", "茶叶", "柑橘", "生猪", "水产品", "蔬菜")
WORKS = ("道路改造", "河道清淤", "学校扩建", "供水管网", "路灯安装", "公园绿化")


@dataclass(frozen=True, slots=True)
class NumberQuestion:
    """A question for a number."""

    kind: str
    text: str
    expected: str | None
    """words of the sentence that answers; ``None`` if no document has the number"""


@dataclass(frozen=True, slots=True)
class NumberDocument:
    """A document, and questions for a number that it states and for one that it does not."""

    name: str
    text: str
    questions: tuple[NumberQuestion, ...]


def documents(count: int, seed: int = 19) -> Iterator[NumberDocument]:
    """Yield documents of three kinds in turn: years, house numbers, amounts."""
    draw = random.Random(seed)
    makers = (_years, _houses, _amounts)
    for number in range(count):
        place = f"{PLACES[number % 10]}{PLACES[(number // 10) % 10][0]}{KINDS[(number // 3) % 5]}"
        yield makers[number % 3](number, place, draw)


def _years(number: int, place: str, draw: random.Random) -> NumberDocument:
    crop, first = draw.choice(CROPS), draw.randint(2008, 2016)
    years = [first, first + 1, first + 3]
    shown = [f"{chinese_digits(year)}年" if draw.random() < 0.4 else f"{year}年" for year in years]
    amounts = draw.sample(range(100, 9000), 3)
    lines = [f"{year}，全{place[-1]}{crop}产量{amount}吨。" for year, amount in zip(shown, amounts, strict=True)]
    place_of = draw.randrange(3)
    asked, absent = years[place_of], years[0] + 2
    return NumberDocument(
        f"{number:03d}",
        "\n".join((f"{place}{crop}生产情况", *lines, f"{place}将继续抓好{crop}生产。")),
        (
            NumberQuestion("year", f"{place}{asked}年{crop}产量是多少?", f"产量{amounts[place_of]}吨"),
            NumberQuestion("year", f"{place}{absent}年{crop}产量是多少?", None),
        ),
    )


def _houses(number: int, place: str, draw: random.Random) -> NumberDocument:
    houses = draw.sample(range(2, 99), 4)
    rents = draw.sample(range(300, 3000), 3)
    shown = [f"第{chinese_numeral(h)}号" if draw.random() < 0.4 else f"第{h}号" for h in houses]
    lines = [f"{house}商铺月租金{rent}元。" for house, rent in zip(shown, rents, strict=False)]
    asked = draw.randrange(3)
    return NumberDocument(
        f"{number:03d}",
        "\n".join((f"{place}商铺租金公示", *lines)),
        (
            NumberQuestion("house", f"{place}第{houses[asked]}号商铺月租金多少?", f"月租金{rents[asked]}元"),
            NumberQuestion("house", f"{place}第{houses[3]}号商铺月租金多少?", None),
        ),
    )


def _amounts(number: int, place: str, draw: random.Random) -> NumberDocument:
    works = draw.sample(WORKS, 3)
    amounts = draw.sample(range(11, 99), 4)
    shown = [f"{a}万元" if draw.random() < 0.5 else f"{a}0,000元" for a in amounts]
    lines = [f"{work}工程，补助{amount}。" for work, amount in zip(works, shown, strict=False)]
    asked = draw.randrange(3)
    return NumberDocument(
        f"{number:03d}",
        "\n".join((f"{place}工程补助安排", *lines)),
        (
            NumberQuestion("amount", f"{place}补助{amounts[asked]}万元的是哪项工程?", works[asked]),
            NumberQuestion("amount", f"{place}补助{amounts[3]}万元的是哪项工程?", None),
        ),
    )


def right(library: Library, question: NumberQuestion) -> bool:
    """Return whether the library answers a question as expected."""
    answer = library.ask(question.text)
    if question.expected is None:
        return not answer.found
    return answer.found and answer.sentence is not None and question.expected in answer.sentence.text


def fill(library: Library, folder: Path, made: Sequence[NumberDocument]) -> None:
    """Write documents as files and add them."""
    for document in made:
        (folder / f"{document.name}.txt").write_text(document.text, encoding="utf-8")
    library.add(folder)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--show", action="store_true", help="print the questions that are not answered as expected")
    given = parser.parse_args()
    made = list(documents(given.documents))
    counts: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "l", encoder=Encoder()) as library:
        files = Path(folder) / "documents"
        files.mkdir()
        fill(library, files, made)
        for question in (question for document in made for question in document.questions):
            is_right = right(library, question)
            counts[question.kind, "there" if question.expected else "not there"].append(is_right)
            if given.show and not is_right:
                answer = library.ask(question.text)
                print(question.text, question.expected, answer.sentence, answer.missing, sep="\t")
    for (kind, where), results in sorted(counts.items()):
        print(kind, where, f"{sum(results) / len(results):.3f}", len(results), sep="\t")


if __name__ == "__main__":
    main()
