"""Chinese text: one written form, sentences, words."""

from qa.language.normalise import letters, matching_form, normalise
from qa.language.sentences import clauses, sentences
from qa.language.words import tagged_words, words

__all__ = ["clauses", "letters", "matching_form", "normalise", "sentences", "tagged_words", "words"]
