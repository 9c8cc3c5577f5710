"""Extend an answer to the sentences about both things whose difference a question asks for."""

from collections.abc import Sequence

from qa.language import sentences
from qa.types import Span

_LONGEST = 400


def with_compared(things: Sequence[str], text: str, answer: Span, passage: Span) -> Span:
    """Extend an answer so that it includes, for each of two things, the first sentence that names only this thing.

    The answer stays as it is if its passage lacks such a sentence for one of the things, or if the result is too long.

    Args:
        things: the names of the two things; empty if the question compares none.
        text: the text around the answer.
        answer: the place of a sentence in the text.
        passage: the place of the passage in the text.
    """
    if not things:
        return answer
    offset, within = passage.start, text[passage.start : passage.end]
    spans = sentences(within)
    about = [{thing for thing in things if thing in within[span.start : span.end]} for span in spans]
    own = [next((span for span, named in zip(spans, about, strict=True) if named == {thing}), None) for thing in things]
    places = [Span(offset + span.start, offset + span.end) for span in own if span]
    if len(places) < len(things):
        return answer
    start = min(answer.start, *(place.start for place in places))
    end = max(answer.end, *(place.end for place in places))
    return Span(start, end) if end - start <= _LONGEST else answer
