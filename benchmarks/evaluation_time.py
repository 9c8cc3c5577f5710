"""Compare the time of an evaluation with the time of encoding and searching its questions.

    python -m benchmarks.evaluation_time QUESTIONS --library DIR [--limit N]

Prints, tab-separated, the seconds for all questions of

- encoding and searching (``Library.ranking``);
- asking (``Library.ask``);
- evaluating, as ``qa evaluate`` does: asking, then the metrics with their intervals;

and the ratios of evaluating to searching (required: at most 1.5) and to asking. All three run in the same
process, each on a library with its own model. They take turns question by question, so that other programs on the
computer slow all of them alike. N limits the number of questions, which are evenly spaced; 0 asks all.
"""

import json
import time
from contextlib import ExitStack

from benchmarks.question_sets import askable_set, evenly_spaced, question_parser
from qa.evaluation import Relevance, answer_all
from qa.evaluation.result import Result
from qa.library import Library
from qa.question import standalone_forms
from qa.terminal_progress import question_progress

_WARM_UP = "什么时候开始施行?"


def main() -> None:
    """Measure and print."""
    arguments = question_parser(__doc__, limit=0).parse_args()
    question_set = askable_set(arguments.questions)
    questions = evenly_spaced(question_set.questions, arguments.limit)
    searching = asking = 0.0
    turns = 0
    with ExitStack() as stack:
        # Each library has its own model, so that none benefits from vectors that another one has cached.
        search_library, ask_library, evaluated_library = (
            stack.enter_context(Library.open(arguments.library)) for _ in range(3)
        )
        for library in (search_library, ask_library, evaluated_library):
            library.load_model()
            library.ask(_WARM_UP)
        step = stack.enter_context(question_progress(len(questions)))

        def take_turns() -> None:
            # Offset the three by a third of the set: each is equally often the first to ask a question and to fill the
            # caches that they share.
            nonlocal searching, asking, turns
            third = len(questions) // 3
            first, second = (questions[(turns + n * third) % len(questions)] for n in (1, 2))
            began = time.perf_counter()
            search_library.ranking(standalone_forms(first.text, first.history)[0], **first.filters)
            searched = time.perf_counter()
            ask_library.ask(second.text, earlier=second.history, **second.filters)
            searching += searched - began
            asking += time.perf_counter() - searched
            turns += 1
            step()

        began = time.perf_counter()
        outcomes = answer_all(evaluated_library, questions, on_progress=take_turns)
        answering = time.perf_counter() - began - searching - asking
        began = time.perf_counter()
        result = Result.of(outcomes, Relevance(evaluated_library), question_set, complete=True)
        json.dumps(result.record(), ensure_ascii=False)
        metrics = time.perf_counter() - began
    _print_times(len(questions), searching, asking, answering, metrics)


def _print_times(questions: int, searching: float, asking: float, answering: float, metrics: float) -> None:
    """Print the number of questions, the seconds of each step and the ratios."""
    print("questions", questions, sep="\t")
    evaluating = answering + metrics
    print("encoding and searching, s", f"{searching:.2f}", sep="\t")
    print("asking, s", f"{asking:.2f}", sep="\t")
    print("evaluation, s", f"{evaluating:.2f}", f"including metrics {metrics:.2f}", sep="\t")
    print("ratio to encoding and searching", f"{evaluating / searching:.3f}", sep="\t")
    print("ratio to asking", f"{evaluating / asking:.3f}", sep="\t")


if __name__ == "__main__":
    main()
