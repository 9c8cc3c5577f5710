"""The years, numbers and other quantities that a passage states."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa.answering.statements import statements
from qa.chunking.context import headings_text
from qa.index import StoredPassage
from qa.language import matching_form
from qa.language.official import Quantity, QuantityKind, quantities
from qa.types import Span

_BASE = re.compile(r"[比较]$")
"""words in front of a year that serves only for comparison: 比 in 比2019年增长"""
_RELATIVE = re.compile(r"以[上下内]|不足|[不未]满|超过|不[少低]于|至少|最[多高低少]|[至到前后止起逾每]")
"""words that turn a quantity into a limit, so that other values may meet it: 以上, 不超过"""
_CACHED = 2_000


@dataclass(frozen=True, slots=True)
class StatedQuantities:
    """The quantities that apply to the sentences of a passage.

    If a sentence states no quantity of a kind and unit, the quantity applies that is found first in these places: the
    text before the sentence (``before``, only for years and ordinals), the headings, the title.
    """

    spans: tuple[Span, ...]
    """the sentences that may answer"""
    texts: tuple[str, ...]
    """these sentences, in matching form"""
    own: tuple[tuple[Quantity, ...], ...]
    """for each sentence, the quantities in it"""
    before: tuple[tuple[Quantity, ...], ...]
    """for each sentence, the years and ordinals before it on its line, or in a line above that introduces it"""
    above: tuple[tuple[Quantity, ...], ...]
    """two tuples: the quantities in the headings, and those in the title"""
    dates: tuple[Quantity, ...]
    """the quantities in the document's dates and 文号"""
    is_relative: bool
    """whether the passage states limits, such as 以上 or 不超过"""

    def of_kind(self, asked: Quantity) -> Iterator[Quantity]:
        """Yield the quantities in the sentences, the headings and the title that are comparable with ``asked``."""
        for group in (*self.own, *self.above):
            yield from (quantity for quantity in group if quantity.is_comparable(asked))

    def sentence_meets(self, place: int, asked: Quantity) -> bool | None:
        """Return whether the quantities that apply to a sentence meet a requirement.

        If none of them is comparable, the result is True if the document's dates or 文号 meet it, else ``None``.
        """
        for group in (self.own[place], self.before[place], *self.above):
            same = [quantity for quantity in group if quantity.is_comparable(asked)]
            if same:
                return any(quantity.meets(asked) for quantity in same)
        # The document's dates may meet a requirement that a sentence without a date does not, but never contradict one.
        return True if any(quantity.meets(asked) for quantity in self.dates) else None

    def meets(self, asked: Quantity) -> bool | None:
        """Return whether the passage or its document's dates or 文号 meet a requirement.

        Returns ``None`` instead of False if the passage states no comparable quantity, or if it states limits.
        """
        same = list(self.of_kind(asked))
        if any(quantity.meets(asked) for quantity in (*same, *self.dates)):
            return True
        return None if not same or self.is_relative else False


@lru_cache(maxsize=_CACHED)
def stated_quantities(passage: StoredPassage) -> StatedQuantities:
    """Return the quantities that a passage states."""
    citation = passage.citation
    text = passage.text
    spans = statements(passage)
    folded = [matching_form(text[span.start : span.end]) for span in spans]
    own = [_without_bases(sentence) for sentence in folded]
    days = (citation.date_written, citation.date_published)
    dates = " ".join(f"{day.year}年{day.month}月{day.day}日" for day in days if day)
    above = (
        quantities(matching_form(headings_text(citation.heading_path, passage.kind))),
        quantities(matching_form(citation.title)),
    )
    return StatedQuantities(
        spans,
        tuple(folded),
        own=tuple(own),
        before=tuple(_carried(text, spans, own)),
        above=above,
        dates=quantities(matching_form(f"{dates} {citation.document_number}")),
        is_relative=_RELATIVE.search(text) is not None,
    )


def _without_bases(sentence: str) -> tuple[Quantity, ...]:
    """Return the quantities of a sentence without the years that are only the base of a comparison."""
    return tuple(
        quantity
        for quantity in quantities(sentence)
        if quantity.kind is not QuantityKind.YEAR or not _BASE.search(sentence, 0, quantity.start)
    )


def _carried(text: str, spans: Sequence[Span], own: Sequence[tuple[Quantity, ...]]) -> Iterator[tuple[Quantity, ...]]:
    """Yield, for each sentence, the years and ordinals before it on its line, or in lines above that end in a colon."""
    carried: tuple[Quantity, ...] = ()
    end = 0
    for span, stated in zip(spans, own, strict=True):
        gap = text[end : span.start]
        introduced = text[:end].endswith(("：", ":"))
        if "\n" in gap and not introduced:
            carried = ()
        yield carried
        named = tuple(q for q in stated if q.kind in (QuantityKind.YEAR, QuantityKind.ORDINAL))
        replaced = {(q.kind, q.unit) for q in named}
        carried = (*(q for q in carried if (q.kind, q.unit) not in replaced), *named)
        end = span.end
