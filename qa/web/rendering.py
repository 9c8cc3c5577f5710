"""Answers, questions and messages as the HTML of the chat.

The action of a click is written in the class of a link or button, such as ``do-good turn-2``, which ``actions.js``
reads: the chat removes most other attributes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from itertools import groupby
from pathlib import Path
from urllib.parse import urlencode

from qa.citation_text import citation_details, place_details, quoted, reference
from qa.errors import QaError
from qa.filter_text import filters_text
from qa.messages import message_of
from qa.missing_text import missing_text
from qa.types import Answer, AnswerKind, Citation, Hit, Span
from qa.web.english import has_language, in_language
from qa.web.escaping import attribute, escape, paragraphs, without_folder
from qa.web.matching import matched_words
from qa.web.texts import ZH, Texts

_SHOWN_CHARACTERS = 300
_SURE, _FAIRLY_SURE = 0.8, 0.6
_REPEALED = ("废止", "失效")


def render_question(question: str, texts: Texts = ZH) -> str:
    """Return a question as a message; only the beginning of a very long question."""
    question = question.strip()
    shown = question[:_SHOWN_CHARACTERS]
    rest = texts.question_length.format(len(question)) if shown != question else ""
    return f'<div class="question">{escape(shown)}{rest}</div>'


def render_answer(
    answer: Answer, turn: int = 0, texts: Texts = ZH, *, judged: bool | None = None, no_passages: str = ""
) -> str:
    """Return an answer: the sentence with its citation, then the ranked passages with the sentence marked.

    A note comes first if the question that was searched differs from the one typed, or if filters of the question
    applied.

    Args:
        answer: the answer.
        turn: its position in the conversation, for its actions.
        texts: the language of the page.
        judged: whether the reader judged it good; ``None`` if the reader has not judged it.
        no_passages: the reason why it has no passages, if it has none.
    """
    return "".join((*_notes(answer, turn, texts), _answer(answer, turn, texts, judged, no_passages)))


def render_error(message: str) -> str:
    """Return the message of an error."""
    return _alert(escape(message))


def render_failure(error: QaError, texts: Texts, *files: Path) -> str:
    """Return the message of an error of the package; see :func:`render_message` for the other arguments."""
    return _alert(render_message(error, texts, *files))


def render_message(message: str | QaError, texts: Texts, *files: Path) -> str:
    """Return a message of the package in the page's language, or marked as Chinese if it has no translation.

    Args:
        message: an error, or the reason why a file is refused.
        texts: the language of the page.
        *files: files that the message may name; their folders are removed.
    """
    text = message_of(message) if isinstance(message, QaError) else message
    shown = escape(reduce(without_folder, files, in_language(text, texts)))
    return shown if has_language(text, texts) else f'<span lang="zh-CN">{shown}</span>'


def render_notice(message: str) -> str:
    """Return a message about work in progress, with a spinner."""
    return f'<div class="notice" role="status"><span class="spinner"></span>{escape(message)}</div>'


def source_address(citation: Citation) -> str:
    """Return the query of the page's address that opens a citation in its document."""
    return "?" + urlencode({"document": citation.document_id, "start": citation.start, "end": citation.end})


def repealed_notice(status: str, texts: Texts) -> str:
    """Return a notice, as HTML, that a document is no longer in force; empty for any other status."""
    if not any(word in status for word in _REPEALED):
        return ""
    return texts.repealed.format(escape(status.removeprefix("已")))


def _alert(shown: str) -> str:
    return f'<div class="error" role="alert">{shown}</div>'


def _notes(answer: Answer, turn: int, texts: Texts) -> Iterable[str]:
    if answer.searched:
        yield f'<div class="searched">{texts.understood_as}{escape(answer.searched)}</div>'
    if answer.also_searched:
        yield f'<div class="searched">{texts.also_searched}{escape("；".join(answer.also_searched))}</div>'
    if answer.filters_from_question:
        yield _joined(
            f'<div class="searched">{texts.only_searched}<button class="chip do-widen turn-{turn}">',
            f"<span>{escape(filters_text(answer.filters, texts.filter_words))}</span> ×",
            f'<span class="unseen">{texts.search_everything}</span></button></div>',
        )


def _answer(answer: Answer, turn: int, texts: Texts, judged: bool | None, no_passages: str) -> str:
    if answer.kind.is_small_talk:
        return _small_talk(answer, turn, texts)
    if answer.kind is AnswerKind.PLACES:
        return _places(answer, texts)
    if answer.sentence is None:
        return _not_found(answer, turn, texts, judged, no_passages)
    sentence = answer.sentence
    number = next((hit.rank for hit in answer.passages if _marked(hit, sentence.citation)), None)
    number_mark = f'<sup class="reference">[{number}]</sup>' if number else ""
    return _joined(
        f'<div class="answer {answer.status}">',
        f'<blockquote class="sentence" lang="zh-CN">{escape(sentence.text)}{number_mark}</blockquote>',
        f'<div class="source">{_certainty(answer, texts)} · {_citation(sentence.citation, texts)}</div>',
        '<div class="tools">',
        _copy_button(quoted(sentence.text, sentence.citation), texts.copy, texts),
        _copy_button(reference(sentence.citation), texts.copy_reference, texts),
        *_feedback_buttons(turn, texts.good, texts.bad, judged),
        "</div>",
        f'<h3 class="heading">{texts.evidence}</h3>',
        *_groups(answer, texts),
        "</div>",
    )


def _small_talk(answer: Answer, turn: int, texts: Texts) -> str:
    """Return the fixed reply with the suggested questions; a click asks one."""
    asks = (
        f'<button class="tool do-suggest turn-{turn}_{number}">{escape(question)}</button>'
        for number, question in enumerate(answer.suggestions)
    )
    return _joined(f"<p>{escape(texts.small_talk[answer.kind])}</p>", '<div class="tools">', *asks, "</div>")


def _places(answer: Answer, texts: Texts) -> str:
    if not answer.passages:
        return f"<p>{escape(texts.word_nowhere)}</p>"
    return _joined(f"<p>{escape(texts.word_alone)}</p>", *_groups(answer, texts))


def _not_found(answer: Answer, turn: int, texts: Texts, judged: bool | None, no_passages: str) -> str:
    uncalibrated = "" if answer.calibrated else f"<p>{_uncalibrated(texts)}</p>"
    vectors_only = f"<p>{_vectors_only(texts)}</p>" if answer.vectors_only else ""
    missing = escape(missing_text(answer.missing, texts.missing).strip())
    reason = f"<p>{missing}</p>" if missing else ""
    verdict = f'<div class="not-found"><p class="verdict">{texts.not_found}</p>{reason}{uncalibrated}{vectors_only}'
    if not answer.passages:
        return f"{verdict}<p>{escape(no_passages)}</p></div>"
    return _joined(
        verdict,
        f'<p class="hint">{escape(texts.try_otherwise)}</p>',
        '<div class="tools">',
        *_feedback_buttons(turn, texts.rightly_none, texts.wrongly_none, judged),
        f'</div><h3 class="heading">{texts.nearest}</h3>',
        *_groups(answer, texts),
        "</div>",
    )


def _groups(answer: Answer, texts: Texts) -> Iterable[str]:
    """Yield the passages of each document as a group; the documents are ordered by their best passages."""
    best: dict[int, int] = {}
    for hit in answer.passages:
        best.setdefault(hit.citation.document_id, hit.rank)
    ordered = sorted(answer.passages, key=lambda hit: (best[hit.citation.document_id], hit.rank))
    question = answer.searched or answer.question
    for _, hits in groupby(ordered, key=lambda hit: hit.citation.document_id):
        yield _joined('<div class="group">', *_passages(answer, tuple(hits), question, texts), "</div>")


def _passages(answer: Answer, hits: Sequence[Hit], question: str, texts: Texts) -> Iterable[str]:
    sentence = answer.sentence
    for number, hit in enumerate(hits):
        mark = _marked(hit, sentence.citation) if sentence else None
        citation = _place(hit.citation, texts) if number else _citation(hit.citation, texts)
        yield _joined(
            f'<div class="passage"><div class="citation"><span class="number">[{hit.rank}]</span> {citation} ',
            f"{_open_link(hit.citation, texts.open_source)}</div>",
            '<div class="text" lang="zh-CN">',
            paragraphs(hit.text, mark=mark or Span(0, 0), words=matched_words(question, hit.text)),
            f"</div>{_also(hit, texts)}</div>",
        )


def _also(hit: Hit, texts: Texts) -> str:
    if not hit.also:
        return ""
    places = "；".join(_citation(citation, texts) for citation in hit.also)
    return f'<div class="also">{texts.also_in}{places}</div>'


def _citation(citation: Citation, texts: Texts) -> str:
    title = _open_link(citation, f"《{citation.title}》", "title")
    repealed = repealed_notice(citation.status, texts)
    warning = f' <span class="repealed">{repealed}</span>' if repealed else ""
    # The warning names the status already.
    details = citation_details(replace(citation, status="") if repealed else citation, texts.citation)
    return " · ".join((title, *(escape(part) for part in details))) + warning


def _place(citation: Citation, texts: Texts) -> str:
    return " · ".join(escape(part) for part in place_details(citation, texts.citation))


def _open_link(citation: Citation, text: str, name: str = "open") -> str:
    return f'<a class="{name} do-open" href="{attribute(source_address(citation))}">{escape(text)}</a>'


def _copy_button(text: str, label: str, texts: Texts) -> str:
    return _joined(
        f'<button class="tool do-copy"><span class="label">{escape(label)}</span>',
        f'<span class="done">{texts.copied}</span><span class="copied-text">{escape(text)}</span></button>',
    )


def _feedback_buttons(turn: int, good: str, bad: str, judged: bool | None) -> Iterable[str]:
    for name, label, pressed in (("good", good, judged is True), ("bad", bad, judged is False)):
        state = " pressed" if pressed else ""
        yield f'<button class="tool {name}{state} do-{name} turn-{turn}">{escape(label)}</button>'


def _marked(hit: Hit, sentence: Citation) -> Span | None:
    """Return the part of the answer that lies in a passage's text; ``None`` if none does."""
    passage = hit.citation
    start, end = max(passage.start, sentence.start), min(passage.end, sentence.end)
    if passage.document_id != sentence.document_id or start >= end:
        return None
    return Span(start - passage.start, end - passage.start)


def _certainty(answer: Answer, texts: Texts) -> str:
    degree = f'<span class="certainty low">{texts.unsure}</span>'
    if not answer.found:
        degree = f'<span class="certainty possible">{texts.possible}</span>'
    elif answer.confidence >= _SURE:
        degree = f'<span class="certainty">{texts.sure}</span>'
    elif answer.confidence >= _FAIRLY_SURE:
        degree = f'<span class="certainty">{texts.fairly_sure}</span>'
    remarks = [] if answer.calibrated else [_uncalibrated(texts)]
    if answer.vectors_only:
        remarks.append(_vectors_only(texts))
    return " ".join((degree, *remarks))


def _vectors_only(texts: Texts) -> str:
    return f'<span class="uncalibrated">{texts.vectors_only}</span>'


def _uncalibrated(texts: Texts) -> str:
    return f'<span class="uncalibrated">{texts.uncalibrated}</span>'


def _joined(*parts: str) -> str:
    # On one line: Markdown could read a line end inside the HTML as a new paragraph.
    return "".join(parts)
