"""Retrieval: a question to ranked passages."""

from qa.search.evidence import Evidence
from qa.search.followup import searched_forms
from qa.search.quotable import quotable
from qa.search.retrieve import WEIGHTS, Features, RankedPassage, retrieve

__all__ = ["WEIGHTS", "Evidence", "Features", "RankedPassage", "quotable", "retrieve", "searched_forms"]
