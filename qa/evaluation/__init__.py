"""Question sets and how well a library answers them."""

from qa.evaluation.evaluate import DEPTHS, Metric, Outcome, answer_all, contains_answer, evaluate
from qa.evaluation.questions import Question, in_tuned_half, read_questions

__all__ = [
    "DEPTHS",
    "Metric",
    "Outcome",
    "Question",
    "answer_all",
    "contains_answer",
    "evaluate",
    "in_tuned_half",
    "read_questions",
]
