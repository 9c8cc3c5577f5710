"""Cut a passage further, for a model that reads less than the one for which the document was cut."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from qa.chunking.cutting import cut
from qa.chunking.paragraphs import paragraph_spans
from qa.types import Passage, PassageKind


def passage_parts(passage: Passage, text: str, limit: int) -> Iterator[Passage]:
    """Yield the parts of a passage, which have its kind and its headings.

    Args:
        passage: a passage of a document.
        text: the document's text.
        limit: the longest part, in characters after NFKC normalisation.
    """
    starts = [span.start for span in paragraph_spans(text, passage.span)]
    for span in cut(text, passage.span, limit):
        later = 0 if passage.kind == PassageKind.HEADER else bisect_right(starts, span.start) - 1
        yield replace(passage, span=span, paragraph=passage.paragraph + later)
