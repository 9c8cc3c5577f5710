"""Chinese text: normal forms, sentences, words, abbreviations and everyday words.

``qa.language.official`` has the patterns of official Chinese, such as dates and document numbers.
"""

from qa.language.abbreviations import abbreviations, defined_abbreviations
from qa.language.everyday_words import everyday_words
from qa.language.normalise import letters, matching_form, normalise
from qa.language.sentences import clauses, sentences
from qa.language.words import is_word, tagged_words, words

__all__ = [
    "abbreviations",
    "clauses",
    "defined_abbreviations",
    "everyday_words",
    "is_word",
    "letters",
    "matching_form",
    "normalise",
    "sentences",
    "tagged_words",
    "words",
]
