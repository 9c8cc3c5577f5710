"""Evaluation: how well a library answers a question set."""

from qa.evaluation.corpus_library import corpus_library, not_indexed
from qa.evaluation.evaluate import evaluate
from qa.evaluation.metric import Metric
from qa.evaluation.outcomes import Outcome, Retriever, answer_all, each_answer, each_ranking, retrieve_all
from qa.evaluation.overlap import character_f1, contains_answer, exact_match
from qa.evaluation.question_sets import (
    Question,
    QuestionSet,
    read_question_set,
    read_questions,
    refuse_unjudged,
)
from qa.evaluation.relevance import Relevance
from qa.evaluation.scores import Scores, question_scores

__all__ = [
    "Metric",
    "Outcome",
    "Question",
    "QuestionSet",
    "Relevance",
    "Retriever",
    "Scores",
    "answer_all",
    "character_f1",
    "contains_answer",
    "corpus_library",
    "each_answer",
    "each_ranking",
    "evaluate",
    "exact_match",
    "not_indexed",
    "question_scores",
    "read_question_set",
    "read_questions",
    "refuse_unjudged",
    "retrieve_all",
]
