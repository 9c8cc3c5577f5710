"""How far a marked answer and a gold answer agree, and whether a text holds one."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from qa.language import normalise

_NO_LETTERS = re.compile(r"(?!(?<=\d)\.\d)[\W_]")
"""what an answer is compared without; the point of a number is no punctuation"""
_LEFT_OUT = re.compile(r"[-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』]")
"""what the script of CMRC 2018 leaves out"""
_UNITS = re.compile(r"[\u4e00-\u9fa5]|\d+(?:[.,]\d+)+|(?:(?![\u4e00-\u9fa5])\w)+|[^\w\s]")
"""a Chinese character, a number, a word, any other sign"""

_REMEMBERED = 20_000
"""passages whose form is remembered: some 50 MB; the same passages are found for many questions"""


def answer_form(text: str) -> str:
    """The letters and digits of a text, normalised, and the points within its numbers: how answers are compared."""
    return _NO_LETTERS.sub("", normalise(text))


def contains_answer(text: str, answers: Sequence[str]) -> bool:
    """Whether ``text`` holds one of ``answers``, both as :func:`answer_form` gives them."""
    reduced = _form_of_passage(text)
    return any(wanted in reduced for wanted in map(answer_form, answers) if wanted)


@lru_cache(_REMEMBERED)
def _form_of_passage(text: str) -> str:
    return answer_form(text)


def exact_match(given: str, answers: Sequence[str]) -> float:
    """1 where the given text is a gold answer, both without the signs that CMRC 2018 leaves out, else 0."""
    return float(any(_plain(given) == _plain(answer) for answer in answers))


def character_f1(given: str, answers: Sequence[str]) -> float:
    """The best F1 of the given text with a gold answer (Cui et al., EMNLP 2019: the measure of CMRC 2018).

    As the script of that data set has it (``cmrc2018_evaluate.py``, https://github.com/ymcui/cmrc2018): its signs are
    left out of both; Chinese characters count singly, others by words; what is shared is the longest common stretch.
    Beyond that, both are brought to one width (NFKC).
    """
    return max((_f1(_units(given), _units(answer)) for answer in answers), default=0.0)


def _f1(given: list[str], wanted: list[str]) -> float:
    matcher = SequenceMatcher(None, given, wanted, autojunk=False)
    shared = matcher.find_longest_match(0, len(given), 0, len(wanted)).size
    return 2 * shared / (len(given) + len(wanted)) if shared else 0.0


def _plain(text: str) -> str:
    # First left out, then normalised: the list has the signs in their full width.
    return normalise(_LEFT_OUT.sub("", text).strip())


def _units(text: str) -> list[str]:
    return _UNITS.findall(_plain(text))
