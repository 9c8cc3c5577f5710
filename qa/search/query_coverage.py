"""Whether a document can answer a question: it names the question's places and holds the expected type of answer."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QueryCoverage:
    """How far the first passage, its document and the other passages found cover a question."""

    places_in_document: bool = True
    """every place named in the question occurs in the passages found from the first passage's document"""
    places_anywhere: bool = True
    """every place named in the question occurs in some passage found"""
    answer_type: bool = True
    """the first passage holds the expected type of answer, such as a time"""


FULL_COVERAGE = QueryCoverage()


def query_coverage(
    places: frozenset[str], document: Iterable[str], passages: Iterable[str], has_answer_type: bool
) -> QueryCoverage:
    """Return how far a question is covered. All texts are in their matching form.

    Args:
        places: the places that the question names.
        document: the passages found that belong to the first passage's document. The search finds the passages with
            the question's words, so the document's other passages hardly name a place that these do not.
        passages: all passages found.
        has_answer_type: whether the first passage holds the expected type of answer.
    """
    missing = _missing(places, document)
    return QueryCoverage(not missing, not _missing(missing, passages), has_answer_type)


def _missing(places: frozenset[str], texts: Iterable[str]) -> frozenset[str]:
    for text in texts:
        if not places:
            break
        places = frozenset(place for place in places if place not in text)
    return places
