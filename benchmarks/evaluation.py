"""How much longer an evaluation takes than encoding its questions and searching for them.

    python benchmarks/evaluation.py QUESTIONS --library DIR [--limit N]

QUESTIONS is a question set, DIR a library that holds its documents. Prints, tab-separated, the seconds that encoding
and searching take for all questions (``Library.ranking``), those that ``ask`` takes, those that ``qa evaluate`` takes
(asking, then the figures with their intervals), and the ratios of the last to the first, which is to be at most 1.5,
and to the second. All run in one process, each on a library with a model of its own, and take turns question by
question, so that whatever else the machine does slows all. With N, so many questions at equal distances.
"""

import argparse
import json
import time
from contextlib import ExitStack
from pathlib import Path

from qa.evaluation import Relevance, answer_all, read_question_set
from qa.evaluation.result import Result
from qa.library import Library
from qa.question import standalone_forms
from qa.settings import Settings
from qa.terminal_progress import question_progress

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
    searching = asking = 0.0
    turns = 0
    with ExitStack() as stack:
        # Each with a model of its own: what one has encoded is not remembered for another.
        searched_in, asked_in, library = (stack.enter_context(Library.open(given.library)) for _ in range(3))
        for one in (searched_in, asked_in, library):
            one.load_model()
            one.ask(_WARMING)
        step = stack.enter_context(question_progress(len(questions)))

        def take_turns() -> None:
            # A third of a set further on: so each side meets as many questions for the first time as the others.
            nonlocal searching, asking, turns
            third = len(questions) // 3
            first, second = (questions[(turns + n * third) % len(questions)] for n in (1, 2))
            began = time.perf_counter()
            searched_in.ranking(standalone_forms(first.text, first.history)[0], **first.filters)
            searched = time.perf_counter()
            asked_in.ask(second.text, earlier=second.history, **second.filters)
            searching += searched - began
            asking += time.perf_counter() - searched
            turns += 1
            step()

        began = time.perf_counter()
        outcomes = answer_all(library, questions, on_progress=take_turns)
        answering = time.perf_counter() - began - searching - asking
        began = time.perf_counter()
        result = Result.of(outcomes, Relevance(library), asked, complete=True)
        json.dumps(result.record(), ensure_ascii=False)
        figures = time.perf_counter() - began
    print("questions", len(questions), sep="\t")
    print("encoding and searching, s", f"{searching:.2f}", sep="\t")
    print("asking, s", f"{asking:.2f}", sep="\t")
    print("evaluation, s", f"{answering + figures:.2f}", f"of which figures {figures:.2f}", sep="\t")
    print("ratio to encoding and searching", f"{(answering + figures) / searching:.3f}", sep="\t")
    print("ratio to asking", f"{(answering + figures) / asking:.3f}", sep="\t")


if __name__ == "__main__":
    main()
