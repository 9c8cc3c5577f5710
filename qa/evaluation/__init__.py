"""Question sets and how well a library answers them."""

from qa.evaluation.evaluate import Metric, evaluate
from qa.evaluation.outcomes import Outcome, answer_all, corpus_library, retrieve_all
from qa.evaluation.overlap import character_f1, contains_answer, exact_match
from qa.evaluation.question_files import read_question_set, read_questions
from qa.evaluation.questions import Question, QuestionSet, in_tuned_half

__all__ = [
    "Metric",
    "Outcome",
    "Question",
    "QuestionSet",
    "answer_all",
    "character_f1",
    "contains_answer",
    "corpus_library",
    "evaluate",
    "exact_match",
    "in_tuned_half",
    "read_question_set",
    "read_questions",
    "retrieve_all",
]
