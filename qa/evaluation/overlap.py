"""Compare given answers with gold answers: exact match, character F1, and containment."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from qa.language import normalise

_NO_LETTERS = re.compile(r"(?!(?<=\d)\.\d)[\W_]")
"""matches the characters that comparisons ignore: punctuation, symbols and blanks, but no decimal point in a number"""
_LEFT_OUT = re.compile(r"[-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』]")
"""matches the characters that the script of CMRC 2018 removes"""
_UNITS = re.compile(r"[\u4e00-\u9fa5]|\d+(?:[.,]\d+)+|(?:(?![\u4e00-\u9fa5])\w)+|[^\w\s]")
"""matches a Chinese character, a number, a word, or any other character that is not blank"""
_PASSAGES_CACHED = 20_000
"""number of passages whose form is cached (about 50 MB), because many questions find the same passages"""


def answer_form(text: str) -> str:
    """Return the form in which answers are compared: normalised letters, digits and decimal points."""
    return _NO_LETTERS.sub("", normalise(text))


def contains_answer(text: str, answers: Sequence[str]) -> bool:
    """Return whether ``text`` contains one of ``answers``, both in the form of :func:`answer_form`.

    An answer without letters and digits is never contained.
    """
    passage = _passage_form(text)
    return any(form in passage for form in map(answer_form, answers) if form)


@lru_cache(_PASSAGES_CACHED)
def _passage_form(text: str) -> str:
    return answer_form(text)


def exact_match(given: str, answers: Sequence[str]) -> float:
    """Return 1 if the given text equals a gold answer, else 0.

    Both texts are compared without the characters that CMRC 2018 removes, and with width and case normalised.
    """
    return float(any(_plain(given) == _plain(answer) for answer in answers))


def character_f1(given: str, answers: Sequence[str]) -> float:
    """Return the highest F1 of the given text with any gold answer, as CMRC 2018 defines it (Cui et al., EMNLP 2019).

    The rules are those of ``cmrc2018_evaluate.py`` (https://github.com/ymcui/cmrc2018): certain characters are removed
    from both texts; Chinese characters are units, other characters form words; the overlap is the longest common
    substring of units. In addition, both texts are normalised to one width (NFKC). The result is 0 without gold
    answers.
    """
    return max((_f1(_units(given), _units(answer)) for answer in answers), default=0.0)


def _f1(given: list[str], wanted: list[str]) -> float:
    matcher = SequenceMatcher(None, given, wanted, autojunk=False)
    shared = matcher.find_longest_match(0, len(given), 0, len(wanted)).size
    return 2 * shared / (len(given) + len(wanted)) if shared else 0.0


def _plain(text: str) -> str:
    # The removal comes first, because its list has full-width characters, which NFKC would replace.
    return normalise(_LEFT_OUT.sub("", text).strip())


def _units(text: str) -> list[str]:
    return _UNITS.findall(_plain(text))
