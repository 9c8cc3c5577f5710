"""Retrieval: candidates for a question, and their ranking."""

from qa.search.quotable import quotable_spans
from qa.search.ranked_passage import Features, RankedPassage, hits
from qa.search.ranking import Ranker, Ranking
from qa.search.reading import Reading

__all__ = [
    "Features",
    "RankedPassage",
    "Ranker",
    "Ranking",
    "Reading",
    "hits",
    "quotable_spans",
]
