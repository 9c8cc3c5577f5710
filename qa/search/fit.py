"""Whether a document can answer at all: it names the places that the question names, and has what is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass

from qa.language import matching_form, tagged_words

_PLACE = "ns"
"""jieba's tag"""
_KINDS_OF_PLACE = ("特别行政区", "自治区", "自治州", "省", "市", "区", "县", "州")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Fit:
    """How the first passage and its document fit a question."""

    in_document: bool = True
    """every place that the question names stands in what was found of the document"""
    anywhere: bool = True
    """every place that the question names stands in some passage that was found"""
    expected: bool = True
    """the passage has the kind of thing that is asked for, such as a time"""


FITS = Fit()


def places(question: str) -> frozenset[str]:
    """The places that a question names, in their matching form: 德阳 of 德阳市, as a text may write either."""
    found = (word for word, tag in tagged_words(matching_form(question)) if tag == _PLACE)
    return frozenset(_without_kind(word) for word in found if len(word) >= _SHORTEST)


def fit(named: frozenset[str], document: Iterable[str], passages: Iterable[str], expected: bool) -> Fit:
    """How a question fits.

    Args:
        named: the places that it names.
        document: of the first passage's document what was found, in its matching form: words of the question find the
            passages that hold them, so a place that stands in none of these hardly stands in the others.
        passages: all that were found, likewise.
        expected: whether the first one has the kind of thing that is asked for.
    """
    missing = _missing(named, document)
    return Fit(not missing, not _missing(missing, passages), expected)


def _missing(named: frozenset[str], texts: Iterable[str]) -> frozenset[str]:
    for text in texts:
        if not named:
            break
        named = frozenset(place for place in named if place not in text)
    return named


def _without_kind(place: str) -> str:
    kind = next((kind for kind in _KINDS_OF_PLACE if place.endswith(kind)), "")
    return place.removesuffix(kind) if len(place) - len(kind) >= _SHORTEST else place
