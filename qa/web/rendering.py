"""Typed values to HTML: the one place where HTML is made.

The chat shows Markdown with HTML in it. Whatever comes from a document or a person is written with every ASCII
punctuation mark as a character reference, so that it is neither HTML nor Markdown nor LaTeX, and an address is no link.
"""

import re
import string

from qa.citing import citation_details
from qa.types import Answer, Citation, Hit, Span

NOT_FOUND = "资料中没有找到答案"

_LINE_END = r"\r\n\v\f\x1c-\x1e\x85\u2028\u2029"
_LINE_ENDS = re.compile(rf"\r\n|[{_LINE_END}]")
_LINE = re.compile(rf"\S(?:[^{_LINE_END}]*\S)?")
# Control characters, marks that reverse the direction of what follows, and halves of surrogate pairs: the first two
# could make a citation look like another one, the last cannot be sent.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_REFERENCES = {ord(mark): f"&#{ord(mark)};" for mark in string.punctuation}
_LONGEST_QUESTION = 300
_SURE, _FAIRLY_SURE = 0.8, 0.6


def escape(text: str) -> str:
    """``text`` so that the page shows it as it is, line ends as line breaks."""
    lines = _LINE_ENDS.sub("\n", text).split("\n")
    return "<br>".join(_UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", line).translate(_REFERENCES) for line in lines)


def render_question(question: str) -> str:
    """What a person asked, as their message; only the beginning of something very long."""
    question = question.strip()
    shown = question[:_LONGEST_QUESTION]
    rest = f"…（共 {len(question)} 个字符）" if shown != question else ""
    return f'<div class="question">{escape(shown)}{rest}</div>'


def render_answer(answer: Answer) -> str:
    """An answer: the sentence with its citation, then the ranked passages with the sentence marked.

    Where another question was searched for than was typed, or not in all documents, that comes first.
    """
    notes = (("按上文理解为：", answer.searched), ("只查了：", answer.narrowed))
    shown = (f'<div class="searched">{label}{escape(note)}</div>' for label, note in notes if note)
    return "".join((*shown, _answer(answer)))


def render_error(message: str) -> str:
    """A message about something that went wrong."""
    return f'<div class="error">{escape(message)}</div>'


def render_notice(message: str) -> str:
    """A message that something is under way."""
    return f'<div class="notice">{escape(message)}</div>'


def _answer(answer: Answer) -> str:
    if answer.sentence is None:
        return _not_found(answer)
    sentence = answer.sentence
    number = next((hit.rank for hit in answer.passages if _marked(hit, sentence.citation)), None)
    reference = f'<sup class="reference">[{number}]</sup>' if number else ""
    return _joined(
        '<div class="answer">',
        f'<blockquote class="sentence">{escape(sentence.text)}{reference}</blockquote>',
        f'<div class="source">{_certainty(answer.confidence)} · {_citation(sentence.citation)}</div>',
        '<div class="heading">依据</div>',
        *(_passage(hit, _marked(hit, sentence.citation)) for hit in answer.passages),
        "</div>",
    )


def _not_found(answer: Answer) -> str:
    if not answer.passages:
        advice = "资料库里还没有文件。用命令 qa add 加入文件或文件夹后再问。"
        return f'<div class="not-found"><p class="verdict">{NOT_FOUND}</p><p>{escape(advice)}</p></div>'
    return _joined(
        f'<div class="not-found"><p class="verdict">{NOT_FOUND}</p>',
        '<div class="heading">最接近的段落：</div>',
        *(_passage(hit, None) for hit in answer.passages),
        "</div>",
    )


def _passage(hit: Hit, mark: Span | None) -> str:
    return _joined(
        '<div class="passage">',
        f'<div class="citation"><span class="number">[{hit.rank}]</span> {_citation(hit.citation)}</div>',
        f'<div class="text">{_paragraphs(hit.text, mark or Span(0, 0))}</div>',
        "</div>",
    )


def _paragraphs(text: str, mark: Span) -> str:
    """Each line that is not blank as a paragraph, with what lies in ``mark`` marked."""
    paragraphs = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        first, last = (min(max(position, start), end) for position in (mark.start, mark.end))
        marked = f"<mark>{escape(text[first:last])}</mark>" if first < last else ""
        paragraphs.append(f"<p>{escape(text[start:first])}{marked}{escape(text[last:end])}</p>")
    return _joined(*paragraphs)


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
        return '<span class="certainty">把握较大</span>'
    if confidence >= _FAIRLY_SURE:
        return '<span class="certainty">把握一般</span>'
    return '<span class="certainty low">把握较小，请核对原文</span>'


def _joined(*parts: str) -> str:
    # On one line: a line end inside HTML could be a Markdown paragraph.
    return "".join(parts)
