"""Combine the answers to the parts of a question that asks several things."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qa.types import Answer, Hit


def with_parts(whole: Answer, parts: Iterable[Answer], k: int) -> Answer:
    """Add the answers to the parts of a question to its answer, if at least two different sentences answer the parts.

    The question and the text searched for stay those of the whole question; the passages are taken from all answers in
    turn. All else, such as sentence, confidence and missing values, comes from the most confident of the answers that
    have a sentence, which may be the answer to a part or to the whole question.

    Args:
        whole: the answer to the whole question.
        parts: the answers to its parts; empty if the question asks one thing.
        k: how many passages to return.
    """
    parts = tuple(parts)
    sentences = {(part.sentence.citation.document_id, part.sentence.citation.start) for part in parts if part.sentence}
    if len(sentences) < 2:
        return whole
    surest = max((part for part in parts if part.sentence), key=lambda part: part.confidence)
    first = whole if whole.sentence and whole.confidence >= surest.confidence else surest
    passages = _taken_in_turn([whole, surest, *(part for part in parts if part is not surest)], k)
    return replace(first, question=whole.question, searched=whole.searched, passages=passages, parts=parts)


def _taken_in_turn(answers: Sequence[Answer], k: int) -> tuple[Hit, ...]:
    """Return the first passages of every answer, then the second ones and so on, each once, at most ``k``."""
    taken: dict[tuple[int, int], Hit] = {}
    for rank in range(max(len(answer.passages) for answer in answers)):
        for answer in answers:
            for hit in answer.passages[rank : rank + 1]:
                taken.setdefault((hit.citation.document_id, hit.citation.start), hit)
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(list(taken.values())[:k], start=1))
