"""The places that a question names."""

from qa.language import matching_form, tagged_words

_PLACE_TAG = "ns"
"""jieba's part-of-speech tag of place names"""
_KINDS = ("特别行政区", "自治区", "自治州", "省", "市", "区", "县", "州")
_SHORTEST = 2


def places(question: str) -> frozenset[str]:
    """Return the places that a question names, in their matching form and without their kind: 德阳 for 德阳市."""
    named = (word for word, tag in tagged_words(matching_form(question)) if tag == _PLACE_TAG)
    return frozenset(_without_kind(word) for word in named if len(word) >= _SHORTEST)


def _without_kind(place: str) -> str:
    kind = next((kind for kind in _KINDS if place.endswith(kind)), "")
    return place.removesuffix(kind) if len(place) - len(kind) >= _SHORTEST else place
