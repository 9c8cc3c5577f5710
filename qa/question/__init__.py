"""The question: its kind, features, standalone forms and spelling, and the filters and places that it names."""

from qa.question.article_reference import ArticleReference, article_reference
from qa.question.asked_value import AskedValue, asked_value
from qa.question.document_fact import DocumentFact, DocumentFactQuestion, document_fact
from qa.question.features import FRAME, QuestionFeatures
from qa.question.follow_up import standalone_forms
from qa.question.formality import is_formality, is_unasked_signature
from qa.question.library_question import LibraryQuestion, library_question
from qa.question.long_forms import with_long_forms
from qa.question.named_filters import NamedFilters, named_filters
from qa.question.official_words import official_words, with_official_words, words_in
from qa.question.own_subject import lacks_subject
from qa.question.pair_of_things import compared_things
from qa.question.parts import question_parts
from qa.question.places import places
from qa.question.requirements import requirements
from qa.question.row_comparison import Comparison, Relation, comparison
from qa.question.small_talk import small_talk
from qa.question.spelling import correct_spelling
from qa.question.telephones import office_called, without_hotlines
from qa.question.topic_words import is_off_topic
from qa.question.variants import is_variant, question_key
from qa.question.word_alone import word_alone

__all__ = [
    "FRAME",
    "ArticleReference",
    "AskedValue",
    "Comparison",
    "DocumentFact",
    "DocumentFactQuestion",
    "LibraryQuestion",
    "NamedFilters",
    "QuestionFeatures",
    "Relation",
    "article_reference",
    "asked_value",
    "compared_things",
    "comparison",
    "correct_spelling",
    "document_fact",
    "is_formality",
    "is_off_topic",
    "is_unasked_signature",
    "is_variant",
    "lacks_subject",
    "library_question",
    "named_filters",
    "office_called",
    "official_words",
    "places",
    "question_key",
    "question_parts",
    "requirements",
    "small_talk",
    "standalone_forms",
    "with_long_forms",
    "with_official_words",
    "without_hotlines",
    "word_alone",
    "words_in",
]
