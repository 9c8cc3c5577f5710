"""The tab of questions that were not answered well, and of pins: the answers that a person chooses for questions."""

import json
from typing import Any

import gradio as gr

from qa.errors import QaError
from qa.pin_questions import pins_as_questions
from qa.web.escaping import escape
from qa.web.events import ASKING, CHANGING, CHOOSING, Updates
from qa.web.gradio_fixes.page_sessions import client_of
from qa.web.gradio_fixes.text_download import download_on_click, file_record
from qa.web.labels import Labels
from qa.web.open_questions_view import passage_choices, pin_choices, question_rows, render_pins
from qa.web.page_part import PagePart
from qa.web.rendering import render_failure, render_message
from qa.web.service_observers import actor_of
from qa.web.texts import ZH, Texts

_PASSAGES = 10
_WIDTHS = ("420px", "70px", "110px", "140px", "200px")


class OpenQuestionsTab(PagePart):
    """The components of the open questions and the pins, and their events."""

    def _make_components(self, labels: Labels) -> None:
        self._hint = gr.HTML(elem_id="open-hint")
        self._list = labels.add(
            gr.Dataframe(
                headers=list(ZH.open_headers),
                datatype=["str", "number", "str", "str", "str"],
                type="array",
                interactive=False,
                max_height=320,
                column_widths=list(_WIDTHS),
                elem_id="open-questions",
                label=ZH.open_tab,
                show_label=False,
                buttons=[],
            ),
            headers="open_headers",
        )
        self._pin_components(labels)
        self._pins = gr.HTML(elem_id="pins")
        self._unpin_components(labels)
        self.shown = [self._hint, self._list, self._pins, self._unpinned]
        self._events()

    def _pin_components(self, labels: Labels) -> None:
        with gr.Row(elem_id="pin-question"):
            self._question = labels.add(
                gr.Textbox(label=ZH.pin_question, max_lines=2, scale=6, elem_id="pinned-question"), label="pin_question"
            )
            self._find = labels.add(gr.Button(ZH.pin_find, size="sm", scale=0, elem_id="find"), value="pin_find")
            self._forget = labels.add(
                gr.Button(ZH.pin_forget, size="sm", scale=0, elem_id="forget"), value="pin_forget"
            )
        self._passages = labels.add(
            gr.Radio([], label=ZH.pin_passages, elem_id="pin-passages", visible=False), label="pin_passages"
        )
        self._text = labels.add(gr.Textbox(label=ZH.pin_text, lines=3, elem_id="pin-text"), label="pin_text")
        self._alike = labels.add(
            gr.CheckboxGroup([], label=ZH.pin_alike, elem_id="pin-alike", visible=False), label="pin_alike"
        )
        self._variants = labels.add(
            gr.Textbox(label=ZH.pin_variants, lines=2, elem_id="pin-variants"), label="pin_variants"
        )
        self._pin = labels.add(gr.Button(ZH.pin, variant="primary", size="sm", scale=0, elem_id="pin"), value="pin")
        self._report = gr.HTML(elem_id="pin-report")

    def _unpin_components(self, labels: Labels) -> None:
        with gr.Row(elem_id="unpin-row"):
            self._unpinned = labels.add(
                gr.Dropdown([], label=ZH.pin_chosen, value=None, scale=6, elem_id="pin-chosen"), label="pin_chosen"
            )
            self._unpin = labels.add(gr.Button(ZH.unpin, size="sm", scale=0, elem_id="unpin"), value="unpin")
            export = labels.add(
                gr.Button(ZH.export_pins, size="sm", scale=0, elem_id="export-pins"), value="export_pins"
            )
        download_on_click(export, self._export_pins, "pins-file")

    def _events(self) -> None:
        found = [self._question, self._passages, self._text, self._alike, self._report]
        self._list.select(self._select_question, None, found, **ASKING)
        gr.on([self._find.click, self._question.submit], self._find_passages, self._question, found, **ASKING)
        self._passages.input(self._choose_passage, self._passages, self._text, **CHOOSING)
        values = [self._question, self._passages, self._text, self._alike, self._variants]
        self._pin.click(self._pin_answer, values, [*self.shown, *values, self._report], **CHANGING)
        self._unpin.click(self._unpin_answer, self._unpinned, [*self.shown, self._report], **CHANGING)
        self._forget.click(self._forget_question, self._question, [*self.shown, self._report], **CHANGING)

    def refreshed(self, request: gr.Request) -> Updates:
        """Return updates of the open questions and the pins, or an update with the error if they cannot be read."""
        desk, texts = self._service.desk, self._sessions.of(request).texts
        try:
            questions, pins = desk.open_questions(), self._service.library.pins()
        except QaError as error:
            return {self._hint: self._failure(error, texts)}
        return {
            self._hint: f"<p>{escape(texts.open_hint if desk.days else texts.open_log_off)}</p>",
            self._list: question_rows(questions, texts),
            self._pins: render_pins(pins, texts),
            self._unpinned: gr.update(choices=pin_choices(pins), value=None),
        }

    def _select_question(self, request: gr.Request, event: gr.SelectData) -> Updates:
        return self._find_passages(str(event.row_value[0]) if event.row_value else "", request)

    def _find_passages(self, question: str, request: gr.Request) -> Updates:
        """Show the passages that may answer a question, and the open questions that may ask the same."""
        texts = self._sessions.of(request).texts
        try:
            hits = self._service.retrieve(question, _PASSAGES, client=client_of(request))
            others = [count.question for count in self._service.desk.open_questions()]
            alike = self._service.desk.alike(question, others)
        except QaError as error:
            return {self._question: question, self._report: self._failure(error, texts)}
        return {
            self._question: question,
            self._passages: gr.update(choices=passage_choices(hits), value=None, visible=bool(hits)),
            self._text: "",
            self._alike: gr.update(choices=alike, value=[], visible=bool(alike)),
            self._report: "" if hits else f"<p>{escape(texts.pin_nothing)}</p>",
        }

    def _choose_passage(self, place: str | None) -> str:
        """Return the text of the chosen passage; empty if none is chosen or the document cannot be read."""
        document, start, end = _numbers(place)
        try:
            return self._service.library.document_text(document)[start:end] if document else ""
        except QaError:
            return ""

    def _pin_answer(self, request: gr.Request, *values: Any) -> Updates:
        """Pin a text to a question.

        ``values`` are the fields of the form: question, passage, text, similar open questions, and further variants.
        """
        question, place, text, alike, variants = values
        texts = self._sessions.of(request).texts
        document, start, _ = _numbers(place)
        if not (question.strip() and document and text.strip()):
            return {self._report: _alert(texts.pin_incomplete)}
        forms = [*alike, *(line.strip() for line in variants.splitlines() if line.strip())]
        try:
            pinned = self._service.desk.pin(
                actor_of(request.request), question, document, text, variants=forms, start=start
            )
        except QaError as error:
            return {self._report: self._failure(error, texts)}
        return {
            **self.refreshed(request),
            self._question: "",
            self._passages: gr.update(choices=[], value=None, visible=False),
            self._text: "",
            self._alike: gr.update(choices=[], value=[], visible=False),
            self._variants: "",
            self._report: _status(texts.pin_done.format(pinned.pin.question)),
        }

    def _unpin_answer(self, number: int | None, request: gr.Request) -> Updates:
        texts = self._sessions.of(request).texts
        if number is None:
            return {self._report: _alert(texts.pin_unchosen)}
        try:
            removed = self._service.desk.unpin(actor_of(request.request), number)
        except QaError as error:
            return {**self.refreshed(request), self._report: self._failure(error, texts)}
        return {**self.refreshed(request), self._report: _status(texts.pin_removed.format(removed.question))}

    def _forget_question(self, question: str, request: gr.Request) -> Updates:
        texts = self._sessions.of(request).texts
        try:
            count = self._service.desk.log.forget(question)
        except QaError as error:
            return {self._report: self._failure(error, texts)}
        return {**self.refreshed(request), self._report: _status(texts.pin_forgotten.format(count))}

    def _export_pins(self, request: gr.Request) -> str:
        texts = self._sessions.of(request).texts
        try:
            rows = list(pins_as_questions(self._service.library.pins()))
        except QaError as error:
            gr.Warning(render_message(error, texts, self._service.folder), title=texts.notice)
            return ""
        if not rows:
            gr.Info(texts.no_pins, title=texts.notice)
            return ""
        return file_record("pins.jsonl", "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))

    def _failure(self, error: QaError, texts: Texts) -> str:
        return render_failure(error, texts, self._service.folder)


def _numbers(place: Any) -> tuple[int, int, int]:
    """Return document, start and end of a choice of :func:`passage_choices`; zeros for anything else."""
    parts = str(place or "").split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return 0, 0, 0
    document, start, end = map(int, parts)
    return document, start, end


def _status(text: str) -> str:
    return f'<p role="status">{escape(text)}</p>'


def _alert(text: str) -> str:
    return f'<div class="error" role="alert">{escape(text)}</div>'
