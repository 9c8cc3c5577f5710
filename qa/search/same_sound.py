"""Wrong characters of the same sound, as input methods leave them: 开办事间 for 开办时间."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from qa.language import is_word, matching_form, tagged_words
from qa.search.evidence import Evidence

_JOINING = ("", "p", "c", "u", "d")
"""jieba's tags of prepositions, conjunctions, particles and adverbs, which stand beside a whole word: 本溪市 为 应对"""


def mended(question: str, texts: Sequence[str]) -> str:
    """A question with its wrong characters of the same sound replaced, or as it is.

    Two neighbouring characters are taken for wrong when they stand in none of the texts that were found and are no
    word, and when putting another character of the same sound (whatever its tone) for one of them gives a word that
    does stand there.

    Args:
        question: its text.
        texts: what was found for it.
    """
    folded = matching_form(question)
    if len(folded) != len(question):
        return question
    alone = _alone(folded)
    pairs = Evidence(question).pairs
    characters = list(question)
    found = _Found(texts)
    for place in range(len(folded) - 1):
        pair = folded[place : place + 2]
        if pair not in pairs or not _torn(*alone[place : place + 2]) or is_word(pair):
            continue
        if not found.holds(pair) and (word := _same_sounding(pair, found.whole)):
            characters[place : place + 2] = word
            folded = folded[:place] + word + folded[place + 2 :]
    return "".join(characters)


class _Found:
    """Texts in their matching form, made when one is needed: to fold all takes as long as to search for them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._folded: list[str] = []

    def holds(self, pair: str) -> bool:
        """Whether a pair stands in one of them."""
        return any(pair in text for text in self._each())

    @property
    def whole(self) -> str:
        """All of them."""
        return "\n".join(self._each())

    def _each(self) -> Iterator[str]:
        yield from self._folded
        for text in self._texts[len(self._folded) :]:
            self._folded.append(matching_form(text))
            yield self._folded[-1]


def _same_sounding(pair: str, text: str) -> str:
    """The word of ``text`` that sounds as ``pair`` and shares a character with it: the most frequent, or none."""
    first, second = map(re.escape, pair)
    beside = {f"{other}{pair[1]}": (other, pair[0]) for other in re.findall(f"(.)(?={second})", text)}
    beside |= {f"{pair[0]}{other}": (other, pair[1]) for other in re.findall(f"(?<={first})(.)", text)}
    candidates = [word for word, (one, wrong) in beside.items() if word != pair and sounds(one) & sounds(wrong)]
    counted = [(text.count(word), word) for word in candidates if is_word(word)]
    count, word = max(counted, default=(0, ""))
    return word if count else ""


@lru_cache(maxsize=10_000)
def sounds(character: str) -> frozenset[str]:
    """All ways a Chinese character is read, without tones; none for another character."""
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return frozenset(found[0]) if found else frozenset()


def _alone(text: str) -> list[str]:
    """Of each character that jieba makes a word of by itself the tag of its part of speech, of the others nothing."""
    return [tag if len(word) == 1 else "" for word, tag in tagged_words(text) for _ in word]


def _torn(first: str, second: str) -> bool:
    """Whether two characters look like pieces of a word: each is alone, or one is and does not merely join others."""
    return bool(first and second) or (first or second)[:1] not in _JOINING
