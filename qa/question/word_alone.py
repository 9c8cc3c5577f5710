"""Recognise a question that consists of a single word and asks nothing about it."""

import re

from qa.language import matching_form, tagged_words
from qa.language.official import ORDINAL
from qa.question.features import FRAME

_NO_LETTERS = re.compile(r"[\W_]+")
_PROVISION = re.compile(rf"{ORDINAL}.")
_LONGEST = 8


def word_alone(question: str) -> str | None:
    """Return the word that a question consists of, in matching form; ``None`` for any other question.

    The word is empty for a question without letters ("？？？"). Question words and particles alone ("的", "是什么")
    count as one word. The number of a provision (第三条) and a text of more than eight characters do not.

    Args:
        question: the text that the user typed.
    """
    word = _NO_LETTERS.sub("", matching_form(question))
    if not word:
        return ""
    if _PROVISION.fullmatch(word):
        return None
    if not any(FRAME.split(word)):
        return word
    if len(word) > _LONGEST or _NO_LETTERS.search(matching_form(question).strip(" ?!.。")):
        return None
    return word if len(list(tagged_words(word))) == 1 else None
