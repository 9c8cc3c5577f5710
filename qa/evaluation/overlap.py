"""How far a marked answer and a gold answer agree, and whether a text holds one."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from qa.language import letters

_UNITS = re.compile(r"[\u3400-\u9fff]|[^\s\u3400-\u9fff]+")


def contains_answer(text: str, answers: Sequence[str]) -> bool:
    """Whether ``text`` holds one of ``answers``, both reduced to their normalised letters and digits."""
    reduced = letters(text)
    return any(wanted in reduced for wanted in map(letters, answers) if wanted)


def exact_match(given: str, answers: Sequence[str]) -> float:
    """1 where the given text is a gold answer but for punctuation and case, else 0 (CMRC 2018, as below)."""
    return float(any(letters(given) == letters(answer) for answer in answers))


def character_f1(given: str, answers: Sequence[str]) -> float:
    """The best F1 of the given text with a gold answer (Cui et al., EMNLP 2019: the measure of CMRC 2018).

    Of both, punctuation is left out; Chinese characters count singly and others by words; what is shared is the longest
    common stretch.
    """
    return max((_f1(_units(given), _units(answer)) for answer in answers), default=0.0)


def _f1(given: list[str], wanted: list[str]) -> float:
    matcher = SequenceMatcher(None, given, wanted, autojunk=False)
    shared = matcher.find_longest_match(0, len(given), 0, len(wanted)).size
    return 2 * shared / (len(given) + len(wanted)) if shared else 0.0


def _units(text: str) -> list[str]:
    plain = "".join(" " if unicodedata.category(c)[0] in "PSZC" else c for c in text.lower())
    return _UNITS.findall(plain)
