"""The parts of a passage that can be quoted as an answer."""

from functools import lru_cache

from qa.language import letters, sentences
from qa.reading import header_fields
from qa.types import PassageKind, Span

_PUNCTUATION = 4
"""how many characters longer a heading may be in the text than in the heading path"""


@lru_cache(maxsize=3_000)
def quotable_spans(text: str, heading_path: tuple[str, ...], kind: PassageKind) -> tuple[Span, ...]:
    """Return the spans of a passage's text that say something by themselves, in order, at least one.

    In a header block these are the fields with a value; in other passages, the sentences that are not headings.
    Cached, because several steps need the spans of the first passages.

    Args:
        text: the passage's text.
        heading_path: the headings above and in it.
        kind: the part of the document that it comes from.
    """
    whole = Span(0, len(text))
    if kind is PassageKind.HEADER:
        return header_fields(text, whole) or (whole,)
    headings = {letters(heading) for heading in heading_path}
    longest = max(map(len, heading_path), default=0) + _PUNCTUATION
    spans = sentences(text)
    statements = tuple(
        [span for span in spans if len(span) > longest or letters(text[span.start : span.end]) not in headings]
    )
    return statements or spans or (whole,)
