"""Find the words that name the topic of a question, and check whether a passage shares something with each."""

import re
from functools import lru_cache

from qa.language import everyday_words, matching_form, tagged_words
from qa.question.asked_value import asked_value
from qa.question.features import FRAME
from qa.question.own_subject import names_every_matter
from qa.question.value_kinds import VALUE_NAMES

_YES_NO = re.compile(r"[吗么嘛][?\s]*$|是否|[能可]否|能不能|可不可以|要不要|用不用|会不会|有没有")
_NO_TOPIC = re.compile(r"[不没]|允许|可以|能够|必须|进行|采取|提出|存在|包括|拿到|[要收花交付出掏]钱|[收付交缴免]费")
_VALUE_NAME = re.compile(rf"(?:{VALUE_NAMES})(?=[\s?]|$)")
_LONGEST_SIMPLE = 2
_LETTER = 50
"""number of characters from which a question of several sentences is taken to tell a story before it asks"""
_SENTENCE_END = re.compile(r"[。!?;]+")
_NOUNS = frozenset({"n", "nz"})
_NOUNS_AND_VERBS = frozenset({"n", "nz", "v", "vn"})


@lru_cache(maxsize=100)
def topic_words(question: str) -> tuple[str, ...]:
    """Return the words that name the topic of a yes-or-no question or a question for a value; none for another one.

    Examples: 停车 for 市民之家停车收费吗, 双胞胎 for 双胞胎产假多少天.

    Args:
        question: the form of the question that is searched for.
    """
    asked = _asking_part(matching_form(question))
    if _YES_NO.search(asked):
        tags = _NOUNS_AND_VERBS
    elif asked_value(question).kinds:
        tags = _NOUNS
    else:
        return ()
    words = [word.strip() for word, tag in tagged_words(FRAME.sub(" ", _VALUE_NAME.sub(" ", asked))) if tag in tags]
    return tuple(word for word in words if len(word) > 1 and not _is_general(word))


def _asking_part(question: str) -> str:
    """Return the last sentence of a question as long as a letter, because the story before it has topics of its own.

    Any other question is returned unchanged.
    """
    sentences = [each for each in _SENTENCE_END.split(question) if each.strip()]
    return sentences[-1] if len(question) >= _LETTER and len(sentences) > 1 else question


def _is_general(word: str) -> bool:
    return names_every_matter(word) or _NO_TOPIC.search(word) is not None


def _own_part(word: str) -> str:
    """Return a word of two characters unchanged, and a longer one without its last character.

    The last character of longer words is common to many of them: 游泳馆, 图书馆.
    """
    return word[:-1] if len(word) > _LONGEST_SIMPLE else word


def is_off_topic(question: str, text: str) -> bool:
    """Return whether a passage lacks at least one topic word of a question.

    It lacks a word with which it has no character in common, even counting the word's official synonyms. The last
    character of a word of more than two characters does not count.

    Args:
        question: the form of the question that is searched for.
        text: the passage with its title and headings, in matching form.
    """
    official = everyday_words()
    forms = ("".join((_own_part(word), *official.get(word, ()))) for word in topic_words(question))
    return any(not any(character in text for character in form) for form in forms)
