"""A passage in its matching form, which does not depend on the question."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.chunking.context import context_text
from qa.index import StoredPassage
from qa.language import matching_form
from qa.search.quotable import quotable_spans


@dataclass(frozen=True, slots=True)
class FoldedPassage:
    """A passage in matching form (:func:`qa.language.matching_form`). Offsets are those in ``text``."""

    text: str
    """the title, the headings and the passage's text, each on a new line; after them the quotable sentences, each on a
    new line, if the passage's text and its matching form differ in length"""
    context_end: int
    """the end of title and headings"""
    end: int
    """the end of the passage's text"""
    sentences: NDArray[np.int32]
    """starts and ends of the quotable spans, shape (sentences, 2)"""

    @property
    def whole(self) -> str:
        """The title, the headings and the passage's text, without the appended sentences."""
        return self.text[: self.end]

    @property
    def title_and_text(self) -> str:
        """The title and the passage's text on separate lines, without the headings."""
        title = self.text[: self.text.index("\n")]
        return f"{title}\n{self.text[self.context_end + 1 : self.end]}"


def fold(passage: StoredPassage) -> FoldedPassage:
    """Return a passage in its matching form."""
    text, kind, headings = passage.text, passage.kind, passage.citation.heading_path
    context, folded = matching_form(context_text(passage.citation.title, headings, kind)), matching_form(text)
    whole = f"{context}\n{folded}"
    spans = quotable_spans(text, headings, kind)
    if len(folded) == len(text):
        start = len(context) + 1
        slices = np.array([(start + span.start, start + span.end) for span in spans], dtype=np.int32)
        return FoldedPassage(whole, len(context), len(whole), slices)
    # The matching form of a few characters such as ㎡ and ㈠ is longer, so the sentences are appended to the passage.
    sentences = [matching_form(text[span.start : span.end]) for span in spans]
    lengths = np.array([len(sentence) for sentence in sentences], dtype=np.int32)
    ends = len(whole) + np.cumsum(lengths + 1, dtype=np.int32)
    slices = np.column_stack((ends - lengths, ends))
    return FoldedPassage("\n".join((whole, *sentences)), len(context), len(whole), slices)
