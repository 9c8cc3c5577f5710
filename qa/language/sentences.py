"""Split official Chinese prose into sentences and clauses."""

import re

from qa.types import Span

_CLOSING = "”’」』）)】》〉\"'"
_SENTENCE_END = re.compile(rf"(?:[。！？!?]|…+|；|;)[{re.escape(_CLOSING)}]*|\n+")
_CLAUSE_END = re.compile(r"[，,、：:]")


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of ``text`` in order, each without the white space around it.

    A sentence ends at the end of a line, and after one of the marks 。！？； and … with the closing quotation marks and
    brackets that follow it. Each item of an enumeration (…；…；) is a sentence, because each item can be the answer.
    """
    return _split(text, _SENTENCE_END, Span(0, len(text)))


def clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """Return the clauses of one sentence of ``text`` in order: its parts up to each comma (， or 、) or colon."""
    return _split(text, _CLAUSE_END, sentence)


def _split(text: str, end: re.Pattern[str], within: Span) -> tuple[Span, ...]:
    parts: list[Span] = []
    position = within.start
    for match in end.finditer(text, within.start, within.end):
        _append_stripped(parts, text, position, match.end())
        position = match.end()
    _append_stripped(parts, text, position, within.end)
    return tuple(parts)


def _append_stripped(parts: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        parts.append(Span(start, end))
