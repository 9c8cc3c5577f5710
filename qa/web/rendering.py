"""Typed values to HTML: the one place where HTML is made.

The chat shows Markdown with HTML in it. Whatever comes from a document or a person is written with every ASCII
punctuation mark as a character reference, so that it is neither HTML nor Markdown nor LaTeX, and a link is no link.
"""

import string

from qa.citing import citation_details
from qa.types import Answer, Citation, Hit, Span

NOT_FOUND = "资料中没有找到答案"

_REFERENCES = {ord(c): f"&#{ord(c)};" for c in string.punctuation} | {ord("\n"): "<br>", ord("\t"): " &emsp;"}
_SURE, _FAIRLY_SURE = 0.8, 0.6


def escape(text: str) -> str:
    """``text`` so that a page shows it as it is, line ends as line breaks and blank lines left out."""
    lines = (line.strip() for line in text.split("\n"))
    # A zero-width space after the dots of an address keeps the chat from making a link of it.
    return "\n".join(line for line in lines if line).translate(_REFERENCES).replace("&#46;", "&#46;&#8203;")


def render_question(question: str) -> str:
    """What a person asked, as their message."""
    return f'<div class="question">{escape(question)}</div>'


def render_answer(answer: Answer) -> str:
    """An answer: the sentence with its citation, then the ranked passages with the sentence marked."""
    if answer.sentence is None:
        return _not_found(answer)
    sentence = answer.sentence
    number = next((hit.rank for hit in answer.passages if _marked(hit, sentence.citation)), None)
    reference = f' <sup class="reference">{number}</sup>' if number else ""
    return _joined(
        '<div class="answer">',
        f'<blockquote class="sentence">{escape(sentence.text)}{reference}</blockquote>',
        f'<div class="source">{_citation(sentence.citation)} · {_certainty(answer.confidence)}</div>',
        '<div class="heading">依据</div>',
        *(_passage(hit, _marked(hit, sentence.citation)) for hit in answer.passages),
        "</div>",
    )


def render_error(message: str) -> str:
    """A message about something that went wrong."""
    return f'<div class="error">{escape(message)}</div>'


def render_notice(message: str) -> str:
    """A message that something is under way."""
    return f'<div class="notice">{escape(message)}</div>'


def _not_found(answer: Answer) -> str:
    if not answer.passages:
        return f'<div class="not-found"><b>{NOT_FOUND}</b><br>资料库里还没有文件。</div>'
    return _joined(
        f'<div class="not-found"><b>{NOT_FOUND}</b></div>',
        '<div class="heading">最接近的段落（不一定有关）</div>',
        *(_passage(hit, None) for hit in answer.passages),
    )


def _passage(hit: Hit, mark: Span | None) -> str:
    if mark is None:
        text = escape(hit.text)
    else:
        before, marked, after = hit.text[: mark.start], hit.text[mark.start : mark.end], hit.text[mark.end :]
        line_before = "<br>" if before.rstrip(" \t\u3000").endswith("\n") else ""
        line_after = "<br>" if after.lstrip(" \t\u3000").startswith("\n") else ""
        text = f"{escape(before)}{line_before}<mark>{escape(marked)}</mark>{line_after}{escape(after)}"
    return _joined(
        '<div class="passage">',
        f'<div class="citation"><b class="number">{hit.rank}</b> {_citation(hit.citation)}</div>',
        f'<div class="text">{text}</div>',
        "</div>",
    )


def _citation(citation: Citation) -> str:
    title = f'<span class="title">《{escape(citation.title)}》</span>'
    return " · ".join((title, *(escape(part) for part in citation_details(citation))))


def _marked(hit: Hit, sentence: Citation) -> Span | None:
    """Where the answering sentence stands in a passage's text, or ``None``."""
    passage = hit.citation
    inside = passage.start <= sentence.start and sentence.end <= passage.end
    if passage.document_id != sentence.document_id or not inside:
        return None
    return Span(sentence.start - passage.start, sentence.end - passage.start)


def _certainty(confidence: float) -> str:
    if confidence >= _SURE:
        return "把握较大"
    return "把握中等" if confidence >= _FAIRLY_SURE else "把握较小，请核对原文"


def _joined(*parts: str) -> str:
    # On one line: a line end inside HTML would be a Markdown paragraph.
    return "".join(parts)
