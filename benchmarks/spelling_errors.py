"""Measure how much a homophone typing error costs, and how much of the loss the spelling correction recovers.

    python -m benchmarks.spelling_errors QUESTIONS --library DIR [--limit 200]

Takes ``--limit`` evenly spaced answerable questions. In each, one character of a content word is replaced by another
common character with the same sound, drawn with a fixed seed. Prints, tab-separated, the share of questions whose first
passage holds an answer, and the number of questions: as written and misspelt, each with and without correction.
"""

import random
import sys

from benchmarks.question_sets import askable_set, evenly_spaced, question_parser
from qa.evaluation import Question, contains_answer
from qa.library import Library
from qa.question import QuestionFeatures
from qa.question.spelling import sounds

_CHINESE = {chr(code) for code in range(0x4E00, 0x9FA6)}


def main() -> None:
    """Measure and print."""
    arguments = question_parser(__doc__, limit=200).parse_args()
    questions = askable_set(arguments.questions).questions
    asked = evenly_spaced([question for question in questions if question.answers], arguments.limit)
    # A character counts as common if a question of the set contains it.
    common = {character for question in questions for character in question.text} & _CHINESE
    chance = random.Random(0)
    written = [question.text for question in asked]
    misspelt = [_misspelt(text, common, chance) for text in written]
    with Library.open(arguments.library) as library:
        print("as written", _share_answered(library, asked, written), len(asked), sep="\t")
        print("misspelt", _share_answered(library, asked, misspelt), len(asked), sep="\t")
        # By sys.modules, because in the package the function `ask` hides the module `ask`.
        sys.modules["qa.answering.ask"].correct_spelling = lambda question, *_: question  # type: ignore[attr-defined]
        print("misspelt, without correction", _share_answered(library, asked, misspelt), len(asked), sep="\t")
        print("as written, without correction", _share_answered(library, asked, written), len(asked), sep="\t")


def _misspelt(text: str, common: set[str], chance: random.Random) -> str:
    """Replace a character of a content word; return the text unchanged if no character has a common homophone."""
    bigrams = QuestionFeatures(text).bigrams
    places = [i for i in range(len(text) - 1) if text[i : i + 2] in bigrams]
    chance.shuffle(places)
    for place in places:
        homophones = sorted(c for c in common if c != text[place] and sounds(c) & sounds(text[place]))
        if homophones:
            return text[:place] + chance.choice(homophones) + text[place + 1 :]
    return text


def _share_answered(library: Library, asked: list[Question], texts: list[str]) -> str:
    first = (library.ask(text, k=1).passages[:1] for text in texts)
    answered = sum(
        bool(hits) and contains_answer(hits[0].text, question.answers or ())
        for question, hits in zip(asked, first, strict=True)
    )
    return f"{answered / len(asked):.3f}"


if __name__ == "__main__":
    main()
