"""Find the superscript and subscript digits of a printed line by their size and their baseline."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from qa.reading.formats.raised_text import subscript, superscript

_SMALLER = 0.8
"""maximum height of a superscript or subscript character, in units of the line's tallest character"""
_ABOVE, _BELOW = 0.15, 0.05
"""minimum distance of the baseline of a superscript character above the baseline of the line, and that of a subscript
character below it, in units of the line's tallest character"""
_SIGNS = frozenset("0123456789+-−–")
_WRITERS: dict[int, Callable[[str], str]] = {0: str, 1: superscript, -1: subscript}
_MOST = 0.5
"""maximum share of superscript and subscript characters on a line; a line with more has two lines of small print beside
a large character"""


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text of a line with its place; ``height`` and ``baseline`` have the same unit."""

    text: str
    height: float
    baseline: float
    """increases towards the top of the page; NaN if it is unknown"""


def shown_texts(characters: Sequence[PlacedText]) -> Iterator[str]:
    """Yield the text of a line in pieces, with raised and lowered digits as superscripts and subscripts: 10⁴, H₂O.

    Other characters, and lines without baselines, are unchanged.
    """
    shifts = _shifts(characters)
    for shift, pairs in groupby(zip(shifts, characters, strict=True), key=lambda pair: pair[0]):
        text = "".join(character.text for _, character in pairs)
        yield _WRITERS[shift](text) if is_number(text) else text


def is_number(text: str) -> bool:
    """Return whether a text consists of digits and signs, with at least one digit, as an exponent does."""
    return _SIGNS.issuperset(text) and any(map(str.isdigit, text))


def _shifts(characters: Sequence[PlacedText]) -> Iterable[int]:
    """Return 1 for each superscript digit or sign, -1 for each subscript digit or sign, and 0 for other characters."""
    none = [0] * len(characters)
    tallest = max((character.height for character in characters if character.text != " "), default=0.0)
    smallest = min((character.height for character in characters if character.text in _SIGNS), default=tallest)
    if not tallest or smallest > _SMALLER * tallest:
        return none
    line = median(character.baseline for character in characters if character.height > _SMALLER * tallest)
    shifts = [_shift(character, line, tallest) for character in characters]
    return shifts if sum(map(abs, shifts)) <= _MOST * len(characters) else none


def _shift(character: PlacedText, line: float, tallest: float) -> int:
    if character.text not in _SIGNS or character.height > _SMALLER * tallest:
        return 0
    above = (character.baseline - line) / tallest
    return 1 if above >= _ABOVE else -1 if above <= -_BELOW else 0
