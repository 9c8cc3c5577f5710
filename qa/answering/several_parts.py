"""The answer to a question that asks several things: an answer to each part."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qa.types import Answer, Hit


def with_parts(whole: Answer, parts: Iterable[Answer], k: int) -> Answer:
    """Return the answer to a question with the answers to its parts, or as it is if these are not several.

    The sentence, its confidence and what is missing are those of the part that is answered most surely, or of the whole
    question if that is surer.

    Args:
        whole: the answer to the whole question.
        parts: the answers to its parts; none if it asks one thing.
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
    """Return the first passages of every answer, then the second ones and so on, each once."""
    taken: dict[tuple[int, int], Hit] = {}
    for rank in range(max(len(answer.passages) for answer in answers)):
        for answer in answers:
            for hit in answer.passages[rank : rank + 1]:
                taken.setdefault((hit.citation.document_id, hit.citation.start), hit)
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(list(taken.values())[:k], start=1))
