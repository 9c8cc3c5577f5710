"""Test whether a document names the places of a question and a passage has the expected type of answer."""

from collections.abc import Iterable
from dataclasses import dataclass

from qa.index import StoredPassage


@dataclass(frozen=True, slots=True)
class QueryCoverage:
    """Two tests of a passage: its document names the places of the question; it holds the expected type of answer."""

    places_in_document: bool = True
    """every place named in the question occurs in one of the found passages of the passage's document"""
    answer_type: bool = True
    """the passage holds the expected type of answer, such as a time, or the question expects no type"""


def full_coverage(passage: StoredPassage) -> QueryCoverage:
    """Return the coverage of a passage that passes both tests."""
    return QueryCoverage()


def query_coverage(places: frozenset[str], document: Iterable[str], has_answer_type: bool) -> QueryCoverage:
    """Return the results of both tests for a passage. All texts are in matching form.

    Args:
        places: the places that the question names.
        document: the texts of the found passages of the passage's document. The search finds the passages with the
            question's words, so other passages of the document are unlikely to name a place that these do not.
        has_answer_type: the result of the second test.
    """
    for text in document:
        if not places:
            break
        places = frozenset(place for place in places if place not in text)
    return QueryCoverage(not places, has_answer_type)
