"""Retrieval: a question to ranked passages."""

from qa.search.evidence import Evidence
from qa.search.filters import Narrowing, allows, narrowing
from qa.search.fit import Fit
from qa.search.followup import searched_forms
from qa.search.quotable import quotable
from qa.search.ranked import WEIGHTS, Features, RankedPassage, hits
from qa.search.retrieve import Ranking, retrieve
from qa.search.same_sound import mended

__all__ = [
    "WEIGHTS",
    "Evidence",
    "Features",
    "Fit",
    "Narrowing",
    "RankedPassage",
    "Ranking",
    "allows",
    "hits",
    "mended",
    "narrowing",
    "quotable",
    "retrieve",
    "searched_forms",
]
