"""The official synonyms of the everyday words in a question: the words that documents use instead."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from qa.language import matching_form, tagged_words
from qa.types import Span

_PERSON_TAG = "nr"


def official_words(question: str, table: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the official words for a question's everyday words, in the order of the question.

    If everyday words overlap, the longest is used. Everyday words inside another word (狗 in 海狗) or in a person's
    name are ignored, and so are official words that the question already has.

    Args:
        question: the question's text.
        table: the official words of each everyday word (:func:`qa.language.everyday_words`).
    """
    folded = matching_form(question)
    named = [word for word in table if word in folded]
    if not named:
        return ()
    official = (word for _, everyday in sorted(_places(folded, named)) for word in table[everyday])
    return tuple(dict.fromkeys(word for word in official if matching_form(word) not in folded))


def with_official_words(question: str, table: Mapping[str, tuple[str, ...]]) -> str:
    """Return a question, in matching form, with the first official word in place of each everyday word.

    An everyday word stays if the question has its first official word already. A question in which nothing is replaced
    is returned unchanged.

    Args:
        question: the question's text.
        table: the official words of each everyday word (:func:`qa.language.everyday_words`).
    """
    folded = changed = matching_form(question)
    named = [word for word in table if word in folded]
    for start, word in sorted(_places(folded, named), reverse=True) if named else ():
        official = table[word][0] if table[word] else word
        if matching_form(official) not in folded:
            changed = changed[:start] + official + changed[start + len(word) :]
    return question if changed == folded else changed


def words_in(words: Sequence[str], texts: Sequence[str]) -> tuple[str, ...]:
    """Return the words that occur in at least one text, in simplified or traditional characters."""
    return tuple(
        word
        for word in words
        # Look for the words in the unfolded texts first: most occur there, and folding takes as long as a search.
        if any(word in text for text in texts) or any(matching_form(word) in matching_form(text) for text in texts)
    )


def _places(folded: str, named: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the offset of each everyday word and the word, without overlaps; longer words take precedence."""
    boundaries = {0, *accumulate(len(word) for word, _ in tagged_words(folded))}
    taken: set[int] = set()
    for word in sorted(named, key=len, reverse=True):
        for match in re.finditer(re.escape(word), folded):
            place = Span(*match.span())
            is_free = taken.isdisjoint(range(place.start, place.end)) and {place.start, place.end} <= boundaries
            # Names are found last, because jieba takes a millisecond to find those that its dictionary lacks.
            if is_free and not any(_is_inside(place, name) for name in _persons(folded)):
                taken.update(range(place.start, place.end))
                yield place.start, word


def _is_inside(place: Span, other: Span) -> bool:
    """Return whether a span lies inside another without being equal to it; jieba tags some whole words as names."""
    return other.start <= place.start and place.end <= other.end and place != other


def _persons(folded: str) -> Iterator[Span]:
    """Yield the places of the names of persons."""
    start = 0
    for word, tag in tagged_words(folded, new_words=True):
        if tag == _PERSON_TAG:
            yield Span(start, start + len(word))
        start += len(word)
