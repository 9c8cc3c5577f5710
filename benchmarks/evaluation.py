"""How much longer an evaluation takes than asking its questions.

    python benchmarks/evaluation.py QUESTIONS --library DIR [--limit N]

QUESTIONS is a question set, DIR a library that holds its documents. Prints, tab-separated, the seconds that ``ask``
takes for all questions, those that ``qa evaluate`` takes for them (asking, then the figures with their intervals), and
the ratio of the two, which is to be at most 1.5. Both run in one process with the model loaded and take turns question
by question, so that whatever else the machine does slows both. With N, so many questions at equal distances.
"""

import argparse
import json
import time
from pathlib import Path

from qa.evaluation import Relevance, answer_all, read_question_set
from qa.evaluation.result import Result
from qa.library import Library
from qa.progress import question_progress
from qa.settings import Settings

_WARMING = "什么时候开始施行?"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--limit", type=int)
    given = parser.parse_args()
    asked = read_question_set(given.questions).fitting(Settings().question_characters)
    questions = asked.questions
    if given.limit:
        questions = questions[:: max(1, len(questions) // given.limit)][: given.limit]
    asking = 0.0
    turns = 0
    with Library.open(given.library) as library, question_progress(len(questions)) as step:
        library.ask(_WARMING)

        def ask_another() -> None:
            # Half a set further on: so each side meets as many questions for the first time as the other.
            nonlocal asking, turns
            question = questions[(turns + len(questions) // 2) % len(questions)]
            began = time.perf_counter()
            library.ask(question.text, earlier=question.history, **question.filters)
            asking += time.perf_counter() - began
            turns += 1
            step()

        began = time.perf_counter()
        outcomes = answer_all(library, questions, on_progress=ask_another)
        answering = time.perf_counter() - began - asking
        began = time.perf_counter()
        result = Result.of(outcomes, Relevance(library), asked, complete=True)
        json.dumps(result.record(), ensure_ascii=False)
        figures = time.perf_counter() - began
    print("questions", len(questions), sep="\t")
    print("asking, s", f"{asking:.2f}", sep="\t")
    print("evaluation, s", f"{answering + figures:.2f}", f"of which figures {figures:.2f}", sep="\t")
    print("ratio", f"{(answering + figures) / asking:.3f}", sep="\t")


if __name__ == "__main__":
    main()
