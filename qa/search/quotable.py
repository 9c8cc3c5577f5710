"""The parts of a passage that can be quoted as an answer."""

from qa.index import StoredPassage
from qa.language import letters, sentences
from qa.reading import header_fields
from qa.types import PassageKind, Span

_PUNCTUATION = 4
"""how many characters longer a heading may be in the text than in the heading path"""


def quotable_spans(passage: StoredPassage) -> tuple[Span, ...]:
    """Return the spans of ``passage.text`` that say something by themselves, in order, at least one.

    In a header block these are the fields with a value; in other passages, the sentences that are not headings.
    """
    whole = Span(0, len(passage.text))
    if passage.kind is PassageKind.HEADER:
        return header_fields(passage.text, whole) or (whole,)
    headings = {letters(heading) for heading in passage.citation.heading_path}
    longest = max(map(len, passage.citation.heading_path), default=0) + _PUNCTUATION
    spans = sentences(passage.text)
    statements = tuple(
        span for span in spans if len(span) > longest or letters(passage.text[span.start : span.end]) not in headings
    )
    return statements or spans or (whole,)
