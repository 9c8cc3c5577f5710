"""Chinese text: one written form, sentences, words, numerals."""

from qa.language.normalise import letters, matching_form, normalise
from qa.language.numerals import chinese_digits, chinese_number, chinese_numeral
from qa.language.sentences import clauses, sentences
from qa.language.words import is_word, tagged_words, words

__all__ = [
    "chinese_digits",
    "chinese_number",
    "chinese_numeral",
    "clauses",
    "is_word",
    "letters",
    "matching_form",
    "normalise",
    "sentences",
    "tagged_words",
    "words",
]
