"""The answer to a question that asks several things: an answer to each part."""

from collections.abc import Sequence
from dataclasses import replace

from qa.types import Answer, Hit


def joined_answer(question: str, parts: Sequence[Answer], k: int) -> Answer | None:
    """Return the answers to the parts of a question as one answer; ``None`` if they are not several.

    The sentence, its confidence and what is missing are those of the part that is answered most surely.

    Args:
        question: the whole question.
        parts: the answers to its parts.
        k: how many passages to return.
    """
    sentences = {(part.sentence.citation.document_id, part.sentence.citation.start) for part in parts if part.sentence}
    if len(sentences) < 2:
        return None
    surest = max((part for part in parts if part.sentence), key=lambda part: part.confidence)
    passages = _taken_in_turn([surest, *(part for part in parts if part is not surest)], k)
    return replace(surest, question=question, searched="", passages=passages, parts=tuple(parts))


def _taken_in_turn(parts: Sequence[Answer], k: int) -> tuple[Hit, ...]:
    """Return the first passages of every part, then the second ones and so on, each once."""
    taken: dict[tuple[int, int], Hit] = {}
    for rank in range(max(len(part.passages) for part in parts)):
        for part in parts:
            for hit in part.passages[rank : rank + 1]:
                taken.setdefault((hit.citation.document_id, hit.citation.start), hit)
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(list(taken.values())[:k], start=1))
