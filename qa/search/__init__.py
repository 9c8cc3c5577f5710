"""Retrieval: a question to ranked passages."""

from qa.search.evidence import Evidence
from qa.search.quotable import quotable
from qa.search.retrieve import RankedPassage, retrieve

__all__ = ["Evidence", "RankedPassage", "quotable", "retrieve"]
