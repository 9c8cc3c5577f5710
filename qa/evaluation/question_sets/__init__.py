"""Question sets: their dataclasses, the readers of their file formats, and checks of their quality."""

from qa.evaluation.question_sets.question_files import checksum, read_question_set, read_questions, refuse_unjudged
from qa.evaluation.question_sets.question_set import (
    CorpusText,
    GoldPassage,
    Question,
    QuestionSet,
)

__all__ = [
    "CorpusText",
    "GoldPassage",
    "Question",
    "QuestionSet",
    "checksum",
    "read_question_set",
    "read_questions",
    "refuse_unjudged",
]
