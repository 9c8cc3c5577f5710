"""Render the passages behind an answer as HTML.

The passage that holds the answer is usually shown open, with the answer marked. The others are lines that open on a
click.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from qa.citation_text import place_details
from qa.language import sentences
from qa.types import Answer, AnswerSentence, Citation, Hit, Span
from qa.web.citation_html import citation_html, open_link
from qa.web.escaping import escape, paragraphs
from qa.web.matching import matched_words
from qa.web.texts import Texts

_AT_ONCE = 3
"""number of passages that are listed at the beginning; the others are folded into lines that state their number, except
the open passage"""
_LONGEST_OPEN = 120
"""maximum number of characters of an answer whose passage is shown open; a longer answer would fill the page twice"""
_AROUND = 30
"""minimum number of characters shown before and after the mark; the sentences beyond are folded"""


def evidence(answer: Answer, texts: Texts) -> str:
    """Return the passages of an answer as HTML, grouped by document.

    The documents are ordered by their best passages. The first passage that holds the answer is open, unless the answer
    is longer than 120 characters or has several parts.

    Args:
        answer: the answer.
        texts: the language of the page.
    """
    best: dict[int, int] = {}
    for hit in answer.passages:
        best.setdefault(hit.citation.document_id, hit.rank)
    ordered = sorted(answer.passages, key=lambda hit: (best[hit.citation.document_id], hit.rank))
    # Do not open a passage, because two answers side by side are long enough.
    opened = None if answer.parts else next((hit for hit in ordered if _opens(hit, answer.sentence)), None)
    # List the passage that holds the answer even if its rank is low.
    listed = [hit for place, hit in enumerate(ordered) if place < _AT_ONCE or hit is opened]
    documents = {hit.citation.document_id for hit in listed}
    rest = [hit for hit in ordered if hit.citation.document_id not in documents]
    shown = [hit for hit in ordered if hit.citation.document_id in documents]
    others = _groups(answer, rest, rest, None, texts)
    return _groups(answer, shown, listed, opened, texts) + _more(others, len(rest), texts)


def marked_part(hit: Hit, sentence: Citation) -> Span | None:
    """Return the span of a passage's text that belongs to a cited sentence; ``None`` if the two do not overlap."""
    passage = hit.citation
    start, end = max(passage.start, sentence.start), min(passage.end, sentence.end)
    if passage.document_id != sentence.document_id or start >= end:
        return None
    return Span(start - passage.start, end - passage.start)


def _opens(hit: Hit, sentence: AnswerSentence | None) -> bool:
    return (
        sentence is not None and len(sentence.text) <= _LONGEST_OPEN and marked_part(hit, sentence.citation) is not None
    )


def _groups(answer: Answer, hits: Sequence[Hit], listed: Sequence[Hit], opened: Hit | None, texts: Texts) -> str:
    """Return passages in one box per document; in a box, passages that ``listed`` lacks are folded into one line."""
    return "".join(
        f'<div class="group">{_group(answer, tuple(group), listed, opened, texts)}</div>'
        for _, group in groupby(hits, key=lambda hit: hit.citation.document_id)
    )


def _group(answer: Answer, hits: Sequence[Hit], listed: Sequence[Hit], opened: Hit | None, texts: Texts) -> str:
    ordered = sorted(hits, key=lambda hit: hit not in listed)
    passages = tuple(_passages(answer, ordered, opened, texts))
    count = sum(hit in listed for hit in hits)
    return "".join(passages[:count]) + _more("".join(passages[count:]), len(hits) - count, texts)


def _more(passages: str, count: int, texts: Texts) -> str:
    """Return passages folded into a line that states their number; empty without passages."""
    if not count:
        return ""
    return f'<details class="more"><summary>{texts.more_passages.format(count)}</summary>{passages}</details>'


def _passages(answer: Answer, hits: Sequence[Hit], opened: Hit | None, texts: Texts) -> Iterable[str]:
    question = answer.searched or answer.question
    for place, hit in enumerate(hits):
        mark = marked_part(hit, answer.sentence.citation) if answer.sentence else None
        number = f'<span class="number">[{hit.rank}]</span>'
        link = open_link(hit.citation, texts.open_source)
        if hit is opened and mark:
            citation = _place(hit.citation, texts) if place else citation_html(hit.citation, texts)
            head = f'<div class="citation">{number} {citation} {link}</div>'
            shown = _around(hit.text, mark, question)
            yield f'<div class="passage">{head}<div class="text" lang="zh-CN">{shown}</div>{_also(hit, texts)}</div>'
        else:
            head = (
                f"{number} {_place(hit.citation, texts) if place else citation_html(hit.citation, texts, linked=False)}"
            )
            shown = paragraphs(hit.text, mark=mark or Span(0, 0), words=matched_words(question, hit.text))
            yield (
                f'<details class="passage"><summary class="citation">{head}</summary>'
                f'<div class="text" lang="zh-CN">{shown}</div><div class="open-line">{link}</div>'
                f"{_also(hit, texts)}</details>"
            )


def _around(text: str, mark: Span, question: str) -> str:
    """Return a text as HTML with a part of it marked; sentences far from the mark are folded."""
    words = matched_words(question, text)
    starts = [span.start for span in sentences(text)]
    first = max((start for start in starts if start <= max(0, mark.start - _AROUND)), default=0)
    last = min((start for start in starts if start >= mark.end + _AROUND), default=len(text))
    parts = []
    for part in (Span(0, first), Span(first, last), Span(last, len(text))):
        shown = paragraphs(
            text[part.start : part.end],
            mark=_shifted(mark, part),
            words=(_shifted(word, part) for word in words if part.start <= word.start and word.end <= part.end),
        )
        is_shown = part.start == first or not shown
        parts.append(shown if is_shown else f'<details class="rest"><summary>……</summary>{shown}</details>')
    return "".join(parts)


def _shifted(span: Span, part: Span) -> Span:
    return Span(
        min(max(span.start - part.start, 0), len(part)),
        min(max(span.end - part.start, 0), len(part)),
    )


def _also(hit: Hit, texts: Texts) -> str:
    if not hit.also:
        return ""
    places = "；".join(citation_html(citation, texts) for citation in hit.also)
    return f'<div class="also">{texts.also_in}{places}</div>'


def _place(citation: Citation, texts: Texts) -> str:
    return " · ".join(escape(part) for part in place_details(citation, texts.citation))
