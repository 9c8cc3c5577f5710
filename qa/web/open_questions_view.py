"""The open questions and the pins as rows, choices and HTML."""

from collections.abc import Sequence

from qa.library import PinnedText
from qa.open_questions import QuestionCount
from qa.types import Hit
from qa.web.citation_html import citation_html
from qa.web.escaping import escape
from qa.web.texts import Texts

_SHOWN = 160
"""maximum number of characters of a passage or a question in a choice"""


def question_rows(questions: Sequence[QuestionCount], texts: Texts) -> list[list[str | int]]:
    """Return a row for each open question, with the columns of ``Texts.open_headers``."""
    return [
        [
            *(each.question, each.times, each.last),
            *("、".join(texts.flaws[flaw] for flaw in each.flaws), "；".join(each.reasons)),
        ]
        for each in questions
    ]


def passage_choices(hits: Sequence[Hit]) -> list[tuple[str, str]]:
    """Return a label and a value for each passage; the value is ``document-start-end``."""
    return [
        (
            f"《{hit.citation.title}》{_shortened(hit.text)}",
            f"{hit.citation.document_id}-{hit.citation.start}-{hit.citation.end}",
        )
        for hit in hits
    ]


def pin_choices(pins: Sequence[PinnedText]) -> list[tuple[str, int]]:
    """Return a label and a value for each pin, latest first; the value is its number."""
    return [(f"{each.pin.id}. {_shortened(each.pin.question)}", each.pin.id) for each in reversed(pins)]


def render_pins(pins: Sequence[PinnedText], texts: Texts) -> str:
    """Return the pins as HTML, latest first, each with its questions, its text, and its citation.

    In place of the citation of a pin that is not used, the reason is stated.
    """
    items = "".join(
        f'<li value="{each.pin.id}"><strong lang="zh-CN">{escape(" / ".join(each.pin.questions))}</strong>'
        f'<blockquote lang="zh-CN">{escape(each.pin.text)}</blockquote>{_place(each, texts)}</li>'
        for each in reversed(pins)
    )
    return f'<h3>{texts.pinned}</h3><ol class="pins">{items}</ol>' if items else ""


def _place(pinned: PinnedText, texts: Texts) -> str:
    if pinned.sentence:
        return f"<div>{citation_html(pinned.sentence.citation, texts, linked=False)}</div>"
    return f'<div class="error" role="alert">{escape(texts.pin_states[pinned.state])}</div>'


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
