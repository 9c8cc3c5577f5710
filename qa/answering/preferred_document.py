"""Prefer a document among passages of nearly the same score: the one that a conversation is about."""

from qa.search import Ranking

_REACH = 1.5
"""maximum difference in score by which a passage of the preferred document may be below the first one"""


def first_document(ranking: Ranking) -> int | None:
    """Return the number of the document of a ranking's first passage; ``None`` without passages."""
    return ranking.passages[0].passage.citation.document_id if ranking.passages else None


def preferring(ranking: Ranking, document_id: int | None) -> Ranking:
    """Return a ranking that begins with the best passage of a document.

    The ranking stays as it is if this passage is missing or scores too far below the first one.

    Args:
        ranking: any ranking.
        document_id: the number of the document; ``None`` leaves the ranking as it is.
    """
    if document_id is None:
        return ranking
    own = next((entry for entry in ranking.passages if entry.passage.citation.document_id == document_id), None)
    if own is None or own is ranking.passages[0] or own.score < ranking.passages[0].score - _REACH:
        return ranking
    return ranking.beginning_with(own)
