"""A passage in its matching form, which does not depend on the question."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from qa.chunking.context import context_text
from qa.index import StoredPassage
from qa.language import matching_form
from qa.search.quotable import quotable_spans
from qa.types import PassageKind

_CACHED_PASSAGES = 10_000
"""about 25 MB; folding the candidates of a question takes as long as finding them"""


@dataclass(frozen=True, slots=True)
class FoldedPassage:
    """A passage in its matching form. Offsets are those in ``text``."""

    text: str
    """title and headings, the passage's text, and sentences that are not slices of it, each on a new line"""
    context_end: int
    """the end of title and headings"""
    end: int
    """the end of the passage's text"""
    sentences: NDArray[np.int64]
    """starts and ends of the quotable spans, shape (sentences, 2)"""


def fold(passage: StoredPassage) -> FoldedPassage:
    """Return a passage in its matching form; cached."""
    citation = passage.citation
    return _fold(citation.title, citation.heading_path, passage.kind, passage.text)


@lru_cache(maxsize=_CACHED_PASSAGES)
def _fold(title: str, heading_path: tuple[str, ...], kind: PassageKind, text: str) -> FoldedPassage:
    """Fold a passage. The arguments are those parts of it on which the result depends."""
    context, folded = matching_form(context_text(title, heading_path, kind)), matching_form(text)
    whole = f"{context}\n{folded}"
    spans = quotable_spans(text, heading_path, kind)
    if len(folded) == len(text):
        start = len(context) + 1
        slices = np.array([(start + span.start, start + span.end) for span in spans])
        return FoldedPassage(whole, len(context), len(whole), slices)
    # The matching form of a few characters such as ㎡ and ㈠ is longer, so the sentences stand behind the passage.
    sentences = [matching_form(text[span.start : span.end]) for span in spans]
    ends = len(whole) + np.cumsum([len(sentence) + 1 for sentence in sentences])
    starts = ends - [len(sentence) for sentence in sentences]
    return FoldedPassage("\n".join((whole, *sentences)), len(context), len(whole), np.column_stack((starts, ends)))
