"""The question: its features, its standalone forms, its spelling, and the filters and places that it names."""

from qa.question.features import QuestionFeatures
from qa.question.follow_up import standalone_forms
from qa.question.named_filters import NamedFilters, named_filters
from qa.question.places import places
from qa.question.spelling import correct_spelling

__all__ = ["NamedFilters", "QuestionFeatures", "correct_spelling", "named_filters", "places", "standalone_forms"]
