"""Retrieval: candidates for a question, and their ranking."""

from qa.search.candidates import DEPTH, Candidates, find_candidates
from qa.search.quotable import quotable_spans
from qa.search.ranked_passage import WEIGHTS, Features, RankedPassage, hits
from qa.search.ranking import Ranking, rank

__all__ = [
    "DEPTH",
    "WEIGHTS",
    "Candidates",
    "Features",
    "RankedPassage",
    "Ranking",
    "find_candidates",
    "hits",
    "quotable_spans",
    "rank",
]
