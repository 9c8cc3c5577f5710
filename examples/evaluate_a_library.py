"""Evaluate a library on a question set and print each metric with its 95 % interval.

    python examples/evaluate_a_library.py [QUESTIONS]

QUESTIONS is a file in any format of docs/evaluation.md about the document in seeds/; the default is
examples/questions.jsonl. ``qa evaluate`` does the same for your own library, with comparisons and a report.
"""

import sys
import tempfile
from pathlib import Path

from qa import Library
from qa.evaluation import Relevance, answer_all, evaluate, question_scores, read_question_set

SEEDS = Path(__file__).parent.parent / "seeds"
QUESTIONS = Path(__file__).parent / "questions.jsonl"


def main(questions: Path) -> None:
    """Ask every question of the set and print the metrics, one per line."""
    question_set = read_question_set(questions)
    with tempfile.TemporaryDirectory() as folder, Library.open(folder) as library:
        library.add(SEEDS)
        outcomes = answer_all(library, question_set.questions)
        relevance = Relevance(library)
        for metric in evaluate(outcomes, question_scores(outcomes, relevance), relevance):
            if metric.value is not None:
                print(f"{metric.name}\t{metric.value:.4f}\t{metric.low:.4f}–{metric.high:.4f}\t{metric.questions}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else QUESTIONS)
