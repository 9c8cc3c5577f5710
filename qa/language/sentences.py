"""Where sentences begin and end in Chinese official prose."""

import re

from qa.types import Span

_CLOSING = "”’」』）)】》〉\"'"
_END = re.compile(rf"(?:[。！？!?]|…+|；|;)[{re.escape(_CLOSING)}]*|\n+")
_CLAUSE_END = re.compile(r"[，,、：:]")


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of ``text``, in order, each without the white space around it.

    A sentence ends at 。！？；, with the quotation marks and brackets that close behind them, and at a line's end. The
    items of an enumeration (…；…；) are sentences of their own: each can be the answer.
    """
    return _parts(text, _END, Span(0, len(text)))


def clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """The clauses of one sentence of ``text``: its parts up to each comma or colon."""
    return _parts(text, _CLAUSE_END, sentence)


def _parts(text: str, end: re.Pattern[str], within: Span) -> tuple[Span, ...]:
    found: list[Span] = []
    position = within.start
    for match in end.finditer(text, within.start, within.end):
        _append_stripped(found, text, position, match.end())
        position = match.end()
    _append_stripped(found, text, position, within.end)
    return tuple(found)


def _append_stripped(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Span(start, end))
