"""Render answers, questions and messages as HTML for the chat.

The classes of a link or button state the action of a click, such as ``do-good turn-2``; ``actions.js`` reads them. The
chat removes most other attributes.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from pathlib import Path

from qa.citation_text import document_citation, quoted, reference
from qa.errors import QaError
from qa.filter_text import filters_text
from qa.messages import message_of
from qa.missing_text import missing_text
from qa.small_talk_text import small_talk_text
from qa.types import Answer, AnswerKind, Hit, LaterDocument
from qa.web.answer_sentence import sentence_html
from qa.web.citation_html import citation_html
from qa.web.english import has_language, in_language
from qa.web.escaping import escape, without_folder
from qa.web.evidence import evidence, marked_part
from qa.web.texts import ZH, Texts

_SHOWN_CHARACTERS = 300
_SURE, _FAIRLY_SURE = 0.8, 0.6


def render_question(question: str, texts: Texts = ZH) -> str:
    """Return a question as HTML; after 300 characters it is cut, and its length is added."""
    question = question.strip()
    shown = question[:_SHOWN_CHARACTERS]
    rest = texts.question_length.format(len(question)) if shown != question else ""
    return f'<div class="question">{escape(shown)}{rest}</div>'


def render_answer(
    answer: Answer, turn: int = 0, texts: Texts = ZH, *, judged: bool | None = None, no_passages: str = ""
) -> str:
    """Return an answer as HTML: the sentence with its citation, then the ranked passages with the sentence marked.

    If there is no sentence, its place is taken by a message. The answer may also be a list of documents, the passages
    with a single word, or a reply to small talk. Notes precede the answer if the search used another wording than the
    typed question, further words, or filters that the question named.

    Args:
        answer: the answer.
        turn: the position of the question in the conversation, for the actions of the buttons.
        texts: the language of the page.
        judged: whether the user found the answer good; ``None`` if the user has not judged it.
        no_passages: the reason to show if the answer has no passages.
    """
    return "".join((*_notes(answer, turn, texts), _answer(answer, turn, texts, judged, no_passages)))


def render_error(message: str) -> str:
    """Return a plain text as an error message in HTML."""
    return _alert(escape(message))


def render_failure(error: QaError, texts: Texts, *files: Path) -> str:
    """Return the message of an error as an error message in HTML; the arguments are those of :func:`render_message`."""
    return _alert(render_message(error, texts, *files))


def render_message(message: str | QaError, texts: Texts, *files: Path) -> str:
    """Return a message of the package as HTML in the page's language; if it has no translation, marked as Chinese.

    Args:
        message: an error, or the reason why a file is refused.
        texts: the language of the page.
        *files: files that the message may name; their folders are removed.
    """
    text = message_of(message) if isinstance(message, QaError) else message
    shown = escape(reduce(without_folder, files, in_language(text, texts)))
    return shown if has_language(text, texts) else f'<span lang="zh-CN">{shown}</span>'


def render_notice(message: str) -> str:
    """Return a plain text about work in progress as HTML, with a spinner."""
    return f'<div class="notice" role="status"><span class="spinner"></span>{escape(message)}</div>'


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
    if answer.kind is AnswerKind.DOCUMENTS:
        return _listing(answer, texts)
    if answer.sentence is None:
        return _not_found(answer, turn, texts, judged, no_passages)
    return _joined(
        f'<div class="answer {answer.status}">',
        _parts(answer, texts) if answer.parts else _sentence(answer, answer.passages, texts),
        '<div class="tools">',
        _copy_button(quoted(answer.sentence.text, answer.sentence.citation), texts.copy, texts),
        _copy_button(reference(answer.sentence.citation), texts.copy_reference, texts),
        *_feedback_buttons(turn, texts.good, texts.bad, judged),
        f'</div><h3 class="heading">{texts.evidence}</h3>{evidence(answer, texts)}</div>',
    )


def _sentence(answer: Answer, passages: Sequence[Hit], texts: Texts) -> str:
    """Return the sentence of an answer, or a message that no answer was found.

    Below the sentence are the degree of confidence, the citation, and the documents that repeal the cited document or
    take its place.
    """
    sentence = answer.sentence
    if sentence is None:
        return f'<p class="verdict">{texts.not_found}</p>{_missing(answer, texts)}'
    number = next((hit.rank for hit in passages if marked_part(hit, sentence.citation)), None)
    mark = f'<sup class="reference">[{number}]</sup>' if number else ""
    later = "".join(
        f'<div class="later">{_later_words(each, texts)}{citation_html(each.citation, texts)}</div>'
        for each in answer.later
    )
    source = f'<div class="source">{_certainty(answer, texts)} · {citation_html(sentence.citation, texts)}</div>'
    return f"{sentence_html(sentence, texts, mark)}{source}{later}"


def _later_words(later: LaterDocument, texts: Texts) -> str:
    words = texts.repealed_by if later.relation == "repeals" else texts.newer_document
    return f'<span class="repealed">{words}</span> '


def _parts(answer: Answer, texts: Texts) -> str:
    """Return the answers to the parts of a question side by side, each under its part."""
    parts = (
        f'<div class="part {part.status}"><h4 class="asked" lang="zh-CN">{escape(part.question)}</h4>'
        f"{_sentence(part, answer.passages, texts)}</div>"
        for part in answer.parts
    )
    return f'<div class="parts">{"".join(parts)}</div>'


def _listing(answer: Answer, texts: Texts) -> str:
    """Return the documents that a question about the library asks for, with links, or a message that there are none."""
    listing = answer.listing
    if listing is None or not listing.documents:
        return f"<p>{escape(texts.no_such_documents)}</p>"
    lines = (f"<li>{citation_html(document_citation(each), texts)}</li>" for each in listing.documents)
    left = listing.total - len(listing.documents)
    more = f"<p>{texts.more_documents.format(left)}</p>" if left else ""
    total = texts.documents_found.format(listing.total)
    return f'<div class="listing"><p>{total}</p><ul>{"".join(lines)}</ul>{more}</div>'


def _small_talk(answer: Answer, turn: int, texts: Texts) -> str:
    """Return the fixed reply with the suggested questions; a click on a question asks it."""
    asks = (
        f'<button class="tool do-suggest turn-{turn}_{number}">{escape(question)}</button>'
        for number, question in enumerate(answer.suggestions)
    )
    return _joined(
        f"<p>{escape(small_talk_text(answer, texts.small_talk))}</p>", '<div class="tools">', *asks, "</div>"
    )


def _places(answer: Answer, texts: Texts) -> str:
    if not answer.passages:
        return f"<p>{escape(texts.word_nowhere)}</p>"
    return _joined(f"<p>{escape(texts.word_alone)}</p>", evidence(answer, texts))


def _not_found(answer: Answer, turn: int, texts: Texts, judged: bool | None, no_passages: str) -> str:
    uncalibrated = "" if answer.calibrated else f"<p>{_uncalibrated(texts)}</p>"
    vectors_only = f"<p>{_vectors_only(texts)}</p>" if answer.vectors_only else ""
    verdict = f'<div class="not-found"><p class="verdict">{texts.not_found}</p>{_missing(answer, texts)}'
    verdict += f"{uncalibrated}{vectors_only}"
    if not answer.passages:
        return f"{verdict}<p>{escape(no_passages)}</p></div>"
    return _joined(
        verdict,
        f'<p class="hint">{escape(texts.try_otherwise)}</p>',
        '<div class="tools">',
        *_feedback_buttons(turn, texts.rightly_none, texts.wrongly_none, judged),
        f'</div><h3 class="heading">{texts.nearest}</h3>',
        evidence(answer, texts),
        "</div>",
    )


def _missing(answer: Answer, texts: Texts) -> str:
    missing = escape(missing_text(answer.missing, texts.missing).strip())
    return f"<p>{missing}</p>" if missing else ""


def _copy_button(text: str, label: str, texts: Texts) -> str:
    return _joined(
        f'<button class="tool do-copy"><span class="label">{escape(label)}</span>',
        f'<span class="done">{texts.copied}</span><span class="copied-text">{escape(text)}</span></button>',
    )


def _feedback_buttons(turn: int, good: str, bad: str, judged: bool | None) -> Iterable[str]:
    for name, label, pressed in (("good", good, judged is True), ("bad", bad, judged is False)):
        state = " pressed" if pressed else ""
        yield f'<button class="tool {name}{state} do-{name} turn-{turn}">{escape(label)}</button>'


def _certainty(answer: Answer, texts: Texts) -> str:
    degree = f'<span class="certainty low">{texts.unsure}</span>'
    if answer.pinned:
        degree = f'<span class="certainty">{texts.pinned}</span>'
    elif not answer.found:
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
