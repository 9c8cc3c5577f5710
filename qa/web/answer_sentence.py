"""Render an :class:`AnswerSentence` as HTML: its value in bold, its lead before it, and a table row as a table."""

import re

from qa.types import AnswerSentence
from qa.web.escaping import escape
from qa.web.texts import Texts

_COLUMN_MARKS = ("\t", "│", "┃", "|")


def sentence_html(sentence: AnswerSentence, texts: Texts, after: str = "") -> str:
    """Return a sentence as a quotation in HTML.

    Args:
        sentence: the sentence.
        texts: the language of the page.
        after: HTML to append, such as the number of its passage.
    """
    count = f' <span class="items">{texts.items_in_all.format(sentence.items)}</span>' if sentence.items else ""
    mark = next((mark for mark in _COLUMN_MARKS if mark in sentence.lead and mark in sentence.text), None)
    if mark:
        shown = _table(sentence, mark)
    else:
        lead = f'<span class="lead">{escape(sentence.lead)}</span> ' if sentence.lead else ""
        shown = lead + _emphasised(sentence)
    return f'<blockquote class="sentence" lang="zh-CN">{shown}{count}{after}</blockquote>'


def _emphasised(sentence: AnswerSentence) -> str:
    """Return the text of a sentence as HTML, with its value in bold."""
    if not sentence.value:
        return escape(sentence.text)
    start = sentence.value.start - sentence.citation.start
    end = sentence.value.end - sentence.citation.start
    before, value, after = sentence.text[:start], sentence.text[start:end], sentence.text[end:]
    return f'{escape(before)}<strong class="value">{escape(value)}</strong>{escape(after)}'


def _table(sentence: AnswerSentence, mark: str) -> str:
    """Return a table of the header row and the answering row, which ``mark`` divides into cells.

    The cell that equals the value of the sentence is in bold.
    """
    columns = "".join(f"<th>{escape(name)}</th>" for name in _cells(sentence.lead, mark))
    value = sentence.value_text.strip()
    names = _cells(sentence.text, mark)
    asked = names.index(value) if value in names else -1
    cells = "".join(
        f'<td><strong class="value">{escape(cell)}</strong></td>' if place == asked else f"<td>{escape(cell)}</td>"
        for place, cell in enumerate(names)
    )
    return f"<table><tr>{columns}</tr><tr>{cells}</tr></table>"


def _cells(row: str, mark: str) -> list[str]:
    return [cell.strip() for cell in re.sub(r"^\s*[│┃|]|[│┃|]\s*$", "", row).split(mark)]
