"""What a wrong character of the same sound costs, and what mending it brings back.

    python benchmarks/same_sound.py QUESTIONS --library DIR [--limit N]

In each of N answerable questions one character of a word that no question asks with is replaced, with a fixed seed, by
another common one that sounds the same. Prints the share of questions whose first passage holds an answer: as written,
with the wrong character, and with it and the mending switched off.
"""

import argparse
import random
from pathlib import Path

from qa import library as library_module
from qa.evaluation import Question, contains_answer, read_questions
from qa.library import Library
from qa.search import Evidence
from qa.search.same_sound import sounds

_COMMON = [chr(code) for code in range(0x4E00, 0x9FA6)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=200)
    given = parser.parse_args()
    asked = [question for question in read_questions(given.questions) if question.answers][: given.limit]
    # Common characters: those that the questions themselves are written with.
    known = {character for question in read_questions(given.questions) for character in question.text} & set(_COMMON)
    draw = random.Random(0)
    misspelt = [_misspelt(question.text, known, draw) for question in asked]
    with Library.open(given.library) as library:
        print("as written", _right(library, asked, [question.text for question in asked]), sep="\t")
        print("misspelt", _right(library, asked, misspelt), sep="\t")
        library_module.mended = lambda question, texts: question
        print("misspelt, not mended", _right(library, asked, misspelt), sep="\t")
        print("as written, not mended", _right(library, asked, [question.text for question in asked]), sep="\t")


def _misspelt(text: str, known: set[str], draw: random.Random) -> str:
    pairs = Evidence(text).pairs
    places = [i for i in range(len(text) - 1) if text[i : i + 2] in pairs]
    draw.shuffle(places)
    for place in places:
        others = sorted(c for c in known if c != text[place] and sounds(c) & sounds(text[place]))
        if others:
            return text[:place] + draw.choice(others) + text[place + 1 :]
    return text


def _right(library: Library, asked: list[Question], texts: list[str]) -> str:
    first = (library.ask(text, k=1).passages[:1] for text in texts)
    right = sum(
        bool(hits) and contains_answer(hits[0].text, question.answers or ())
        for question, hits in zip(asked, first, strict=True)
    )
    return f"{right / len(asked):.3f}\t{len(asked)}"


if __name__ == "__main__":
    main()
