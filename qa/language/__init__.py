"""Chinese text: one written form, sentences, words."""

from qa.language.normalise import letters, normalise
from qa.language.sentences import clauses, sentences
from qa.language.words import rarity, words

__all__ = ["clauses", "letters", "normalise", "rarity", "sentences", "words"]
