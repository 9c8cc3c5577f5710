"""Correct characters that an input method confused because they sound the same: 开办事间 → 开办时间."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from qa.language import abbreviations, everyday_words, is_word, matching_form, tagged_words
from qa.question.features import QuestionFeatures

_CONNECTING_TAGS = ("", "p", "c", "u", "d")
"""beginnings of jieba's tags of prepositions, conjunctions, particles and adverbs, which stand alone between words:
本溪市 为 应对; "" is the tag of a character inside a longer word"""
_COMMON = frozenset("在为是有的了着过要不中对和与从向将会能可都也就还被把让给没很")
"""characters that stand alone so often that they are taken to be right beside a word: 广东省 为, 不 养"""
_PREPOSITION_TAGS = ("p", "c", "u")
_PERSON_TAG = "nr"
"""jieba's tag of persons' names"""
_PAIR = 2
_WORD = 3


def correct_spelling(
    question: str, texts: Iterable[str], occurs: Callable[[Sequence[str]], bool] = lambda _: False
) -> str:
    """Return a question with wrong characters replaced by those of the same sound; unchanged if there are none.

    A pair of adjacent characters counts as wrong if it is not a word and occurs in none of the texts, and if another
    character of the same sound (in any tone) in place of one of the two makes it a word. This word must occur in the
    texts or be an everyday word (:func:`qa.language.everyday_words`). The change must make the question consist of
    fewer words, because a wrong character splits a word into pieces. A pair is not changed if it occurs in the library
    with the character before or after it. A wrong last character of a longer word is corrected as well
    (:func:`_wrong_endings`). Characters of persons' names and of abbreviations always stay.

    Args:
        question: the question's text; if its matching form has another length, it is returned unchanged.
        texts: the texts that were found for it, in their matching form; read only as far as needed.
        occurs: returns whether any of several texts, of three characters each, occurs in the library.
    """
    folded = matching_form(question)
    if len(folded) != len(question):
        return question
    original = folded
    single_tags = _single_character_tags(folded)
    bigrams = QuestionFeatures(question).bigrams
    characters = list(question)
    found = _Texts(texts)
    for place in range(len(folded) - 1):
        pair = folded[place : place + 2]
        if pair not in bigrams or is_word(pair) or not _is_torn(pair, single_tags[place : place + 2]):
            continue
        word = "" if found.contain(pair) else _word_of_same_sound(pair, found.joined)
        # Names are found last, because jieba takes a millisecond to find those that its dictionary lacks.
        if not word or _kept(original) & {place, place + 1}:
            continue
        around = (folded[max(0, place - 1) : place + 2], folded[place : place + 3])
        changed = folded[:place] + word + folded[place + 2 :]
        if _joins_words(folded, changed) and not occurs([part for part in around if len(part) == _WORD]):
            characters[place : place + 2] = word
            folded = changed
    for place, character in _wrong_endings(folded, found):
        if place not in _kept(original):
            characters[place] = character
    return "".join(characters)


def _wrong_endings(text: str, found: "_Texts") -> Iterator[tuple[int, str]]:
    """Yield the position of each wrong last character of a word of three or more characters, and the right character.

    Example: 身份正 for 身份证.

    The right character sounds like the wrong one, follows the same characters in the texts and makes a word with them;
    if several characters do, none is yielded. A preposition, conjunction or particle is never taken to be wrong.
    """
    place = 0
    for (stem, _), (end, tag) in pairwise(tagged_words(text)):
        place += len(stem)
        if len(stem) < 2 or len(end) > 1 or tag.startswith(_PREPOSITION_TAGS):
            continue
        if not sounds(end) or found.contain(stem + end):
            continue
        joined = found.joined
        after = {joined[at.end() : at.end() + 1] for at in re.finditer(re.escape(stem), joined)}
        fitting = [each for each in after if each != end and sounds(each) & sounds(end) and is_word(stem + each)]
        if len(fitting) == 1:
            yield place, fitting[0]


def _joins_words(text: str, changed: str) -> bool:
    """Return whether a change joins pieces to words, so that the text has fewer words.

    开办时间 has fewer words than 开办事间.
    """
    return len(tuple(tagged_words(changed))) < len(tuple(tagged_words(text)))


@lru_cache(maxsize=100)
def _kept(folded: str) -> frozenset[int]:
    """Return the positions of the characters that are not corrected: those of abbreviations and names of persons."""
    places = {
        match.start() + offset
        for short in abbreviations()
        if short in folded
        for match in re.finditer(short, folded)
        for offset in range(len(short))
    }
    at = 0
    for word, tag in tagged_words(folded, new_words=True):
        if tag == _PERSON_TAG:
            places.update(range(at, at + len(word)))
        at += len(word)
    return frozenset(places)


class _Texts:
    """Texts from an iterator, each of which is taken when it is first needed."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._rest = iter(texts)
        self._taken: list[str] = []

    def contain(self, pair: str) -> bool:
        """Return whether a pair of characters occurs in any of the texts."""
        return any(pair in text for text in self._each())

    @property
    def joined(self) -> str:
        """All texts and the everyday words of two characters, one per line."""
        return "\n".join((*self._each(), _everyday_pairs()))

    def _each(self) -> Iterator[str]:
        yield from self._taken
        for text in self._rest:
            self._taken.append(text)
            yield text


@cache
def _everyday_pairs() -> str:
    """Return the everyday words of two characters, one per line."""
    return "\n".join(word for word in everyday_words() if len(word) == _PAIR)


def _word_of_same_sound(pair: str, text: str) -> str:
    """Return the word that was meant by a misspelt pair of characters: the most frequent candidate in a text.

    A candidate is a word of two characters that differs from the pair in one character and sounds the same.
    The result is "" if the text has no candidate.
    """
    first, second = pair[0], pair[1]
    beside = {f"{other}{second}": 0 for other in _beside(second, -1, text)}
    beside |= {f"{first}{other}": 1 for other in _beside(first, 1, text)}
    candidates = [(word, place) for word, place in beside.items() if word != pair and is_word(word)]
    # The typist meant the word, so its character has the sound that it has in it: 不能 is never typed as 扶能.
    sounding = [word for word, place in candidates if _sound_in(word, place) in sounds(pair[place])]
    count, word = max(((text.count(word), word) for word in sounding), default=(0, ""))
    return word if count else ""


def _beside(character: str, step: int, text: str) -> set[str]:
    """Return the characters that stand before (step −1) or after (step 1) a character on a line of a text."""
    found = set()
    place = text.find(character)
    while place >= 0:
        found.add(text[place + step : place + step + 1] if place + step >= 0 else "")
        place = text.find(character, place + 1)
    return found - {"", "\n"}


@lru_cache(maxsize=10_000)
def _sound_in(word: str, place: int) -> str:
    """Return the reading, without tone, of a character in a word; "" unless the word has one reading per character."""
    from pypinyin import lazy_pinyin

    readings = lazy_pinyin(word, errors=lambda other: "?" * len(other))
    return str(readings[place]) if len(readings) == len(word) else ""


@lru_cache(maxsize=10_000)
def sounds(character: str) -> frozenset[str]:
    """Return the readings of a Chinese character without tones; none for another character."""
    from pypinyin import Style, pinyin

    readings = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return frozenset(readings[0]) if readings else frozenset()


def _single_character_tags(text: str) -> list[str]:
    """Return, for each character, the tag that jieba gives it as a word by itself, or "" inside a longer word."""
    return [tag if len(word) == 1 else "" for word, tag in tagged_words(text) for _ in word]


def _is_torn(pair: str, tags: Sequence[str]) -> bool:
    """Return whether two characters look like pieces of one word that a wrong character has split.

    They do if at least one of them is a single-character word that does not only connect others
    (:data:`_CONNECTING_TAGS`), and neither is a common single-character word (:data:`_COMMON`).

    Args:
        pair: the characters.
        tags: the tag of each, as in :func:`_single_character_tags`.
    """
    if any(tag and character in _COMMON for character, tag in zip(pair, tags, strict=True)):
        return False
    return any(tag[:1] not in _CONNECTING_TAGS for tag in tags)
