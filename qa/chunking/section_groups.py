"""Group the sections of an outline that share passages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from qa.chunking.cutting import normalised_length
from qa.chunking.numbering import Rank, leading_number
from qa.types import Section, Span


@dataclass(frozen=True, slots=True)
class SectionGroup:
    """Neighbouring sections that share passages."""

    span: Span
    path: tuple[str, ...]
    """the headings that the sections with text have in common; if none has text, those that all sections share"""
    list_path: tuple[str, ...]
    """the headings above the list items that may join the group"""
    is_bare: bool
    """whether the group consists of headings only"""
    length: int
    """number of characters after NFKC normalisation"""

    def joined(self, following: "SectionGroup", path: tuple[str, ...]) -> "SectionGroup":
        """Return this group and the following one as one group, with the white space between them."""
        span = Span(self.span.start, following.span.end)
        length = self.length + following.span.start - self.span.end + following.length
        return SectionGroup(span, path, self.list_path, self.is_bare and following.is_bare, length)


def section_groups(text: str, sections: Sequence[Section], limit: int) -> Iterator[SectionGroup]:
    """Group headings with the text below them, list items with their neighbours, and consecutive headings without text.

    Consecutive headings without text are, for example, the lines of a table of contents without the title 目录. An
    article without text is not joined to them.

    Args:
        text: the text of the document.
        sections: its outline, in order.
        limit: the longest group of list items, in characters after NFKC normalisation.
    """
    headings: SectionGroup | None = None
    for group in _with_text(text, sections, limit):
        if group.is_bare and not _is_article(group):
            headings = headings.joined(group, _common_path(headings.path, group.path)) if headings else group
            continue
        if headings:
            yield headings
            headings = None
        yield group
    if headings:
        yield headings


def _with_text(text: str, sections: Sequence[Section], limit: int) -> Iterator[SectionGroup]:
    """Yield groups that join headings to the text below them, and list items to their neighbours.

    A group of list items has at most ``limit`` characters.
    """
    group: SectionGroup | None = None
    for section in sections:
        path, list_path = section.heading_path, section.list_path
        length = normalised_length(text, section.span)
        alone = SectionGroup(section.span, path, path if list_path is None else list_path, section.is_bare, length)
        if group is None:
            group = alone
            continue
        is_item = list_path is not None and _begins_with(list_path, group.list_path)
        joined = group.joined(alone, _common_path(group.path, path))
        if group.is_bare and _begins_with(path, group.path):
            group = replace(joined, path=path, list_path=alone.list_path, is_bare=section.is_bare)
        elif is_item and joined.length <= limit:
            group = replace(joined, is_bare=False)
        else:
            yield group
            group = alone
    if group:
        yield group


def _is_article(group: SectionGroup) -> bool:
    number = leading_number(group.path[-1]) if group.path else None
    return number is not None and number.rank == Rank.ARTICLE


def _begins_with(path: tuple[str, ...], prefix: tuple[str, ...]) -> bool:
    return path[: len(prefix)] == prefix


def _common_path(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    same = 0
    while same < min(len(left), len(right)) and left[same] == right[same]:
        same += 1
    return left[:same]
