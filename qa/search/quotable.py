"""The parts of a passage that can be quoted as an answer."""

import re
from functools import lru_cache

from qa.language import letters, sentences
from qa.reading import header_fields
from qa.types import PassageKind, Span

LETTERHEAD = re.compile(
    r"(?!为|根据|按照|依据|各)[^。；\n]{0,160}?(?:〔\d{4}〕\s?\d+\s?号|文件)[^。；\n]{0,200}?(?<![《〈])关于[^。；：:\n]{2,80}?的?"
    r"(?:通知|请示|报告|函|意见|批复|通报|决定|公告|通告)[^。；：:\n]{0,200}[：:]"
)
"""matches the letterhead, the title and the addressees of a document whose lines run together"""
_PUNCTUATION = 4
"""maximum number of characters by which a heading may be longer in the text than in the heading path"""


@lru_cache(maxsize=3_000)
def quotable_spans(text: str, heading_path: tuple[str, ...], kind: PassageKind) -> tuple[Span, ...]:
    """Return the spans of a passage's text that say something by themselves, in order, at least one.

    In a header block these are the fields with a value, or the whole text if it has none. In any other passage these
    are the sentences that are not headings, or all sentences if every sentence is a heading; a letterhead that runs
    together with the first sentence is a span of its own. Cached, because several steps need the spans of the first
    passages.

    Args:
        text: the passage's text.
        heading_path: the headings above the passage and in it.
        kind: the part of the document that the passage comes from.
    """
    whole = Span(0, len(text))
    if kind is PassageKind.HEADER:
        return header_fields(text, whole) or (whole,)
    headings = {letters(heading) for heading in heading_path}
    longest = max(map(len, heading_path), default=0) + _PUNCTUATION
    spans = _without_letterhead(text, sentences(text))
    statements = tuple(
        [span for span in spans if len(span) > longest or letters(text[span.start : span.end]) not in headings]
    )
    return statements or spans or (whole,)


def _without_letterhead(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the sentences with the first one divided after a letterhead that runs together with it."""
    head = LETTERHEAD.match(text, spans[0].start, spans[0].end) if spans else None
    if head is None or head.end() == spans[0].end:
        return spans
    return (Span(*head.span()), Span(head.end(), spans[0].end), *spans[1:])
