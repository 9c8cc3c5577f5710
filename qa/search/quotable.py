"""Which parts of a passage can be quoted as an answer."""

from qa.index import StoredPassage
from qa.language import letters, sentences
from qa.reading import header_fields
from qa.types import PassageKind, Span

_PUNCTUATION = 4
"""by how many characters a heading in the text may be longer than in the path"""


def quotable(passage: StoredPassage) -> tuple[Span, ...]:
    """The stretches of ``passage.text`` that say something by themselves, in order, at least one.

    Of a header these are the fields that are filled, of other passages the sentences that are not their headings.
    """
    whole = Span(0, len(passage.text))
    if passage.kind is PassageKind.HEADER:
        return header_fields(passage.text, whole) or (whole,)
    headings = {letters(heading) for heading in passage.citation.heading_path}
    longest = max(map(len, passage.citation.heading_path), default=0) + _PUNCTUATION
    spans = sentences(passage.text)
    saying = tuple(
        span for span in spans if len(span) > longest or letters(passage.text[span.start : span.end]) not in headings
    )
    return saying or spans or (whole,)
