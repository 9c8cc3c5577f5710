"""The chat with its filters, and the source beside it."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from qa.errors import QaError
from qa.feedback import feedback_on
from qa.types import Answer, Span
from qa.web.asked import Asked
from qa.web.conversation_list import ConversationList
from qa.web.events import ASKING, QUIET
from qa.web.labels import Labels
from qa.web.rendering import render_failure, render_message
from qa.web.service import Service
from qa.web.session import Session, filters_from
from qa.web.sessions import Sessions
from qa.web.shelf import Shelf, reading_shelf
from qa.web.source_view import render_source
from qa.web.texts import ZH

# The line is emptied once its question is in the conversation, unless the next one has been begun by then.
_ON_NEW_MESSAGES = """written => {
    const sent = window.sentQuestion;
    delete window.sentQuestion;
    return written === sent ? '' : written;
}"""
_SENT = "(...values) => { window.sentQuestion = values[0]; return (%s)(...values); }"
_FILTERS = ("issuer", "since", "until", "document_id", "status")


class ChatTab:
    """The components of the chat and what happens with them.

    Args:
        service: behind the page.
        sessions: what is known of each open page.
        labels: where the components' words are noted.
        script: what a click on a part of an answer does.
    """

    def __init__(self, service: Service, sessions: Sessions, labels: Labels, script: str) -> None:
        self._service = service
        self._sessions = sessions
        self.conversations = ConversationList(service, sessions, labels)
        with gr.Row(elem_id="reading-room", equal_height=False):
            with gr.Column(scale=3, elem_id="chat-column", min_width=320):
                self._chat_components(labels)
            with gr.Column(scale=2, elem_id="source-column", min_width=320, visible=False) as self.source_column:
                self.source = gr.HTML(elem_id="source")
        self.bus = gr.HTML(elem_id="bus", js_on_load=script)
        self._events()
        self.conversations.connect(self.chat)

    def _chat_components(self, labels: Labels) -> None:
        self.chat = labels.add(
            gr.Chatbot(
                elem_id="chat",
                label=ZH.conversation,
                show_label=False,
                container=False,
                layout="panel",
                height=None,
                autoscroll=False,
                latex_delimiters=[],
                buttons=[],
                feedback_options=None,
                placeholder=ZH.placeholder,
            ),
            label="conversation",
            placeholder="placeholder",
        )
        with gr.Row(elem_id="reason", visible=False) as self.reason_row:
            self.reason = gr.Radio(list(ZH.feedback_reasons), label=ZH.feedback_reason, elem_id="reasons")
            labels.add(self.reason, label="feedback_reason", choices="feedback_reasons")
            self.send_reason = labels.add(
                gr.Button(ZH.feedback_send, size="sm", scale=0, elem_id="send-reason"), value="feedback_send"
            )
        self.chips = gr.HTML(elem_id="chips")
        with gr.Row(elem_id="ask"):
            self.question = labels.add(
                gr.Textbox(
                    elem_id="question",
                    label=ZH.question,
                    show_label=False,
                    container=False,
                    placeholder=ZH.question_placeholder,
                    scale=8,
                    max_lines=4,
                    autofocus=True,
                ),
                label="question",
                placeholder="question_placeholder",
            )
            send = gr.Button(ZH.send, variant="primary", scale=0, min_width=88, elem_id="send")
            self.send = labels.add(send, value="send")
        with labels.add(gr.Accordion(ZH.filters, open=False, elem_id="filters"), label="filters"), gr.Row():
            self.issuer = labels.add(gr.Dropdown([], label=ZH.issuer, elem_id="issuer", value=None), label="issuer")
            self.document = labels.add(
                gr.Dropdown([], label=ZH.document, elem_id="document", value=None), label="document"
            )
            self.status = labels.add(gr.Dropdown([], label=ZH.status, elem_id="status", value=None), label="status")
            self.since = labels.add(gr.Textbox(label=ZH.since, elem_id="since", max_lines=1), label="since")
            self.until = labels.add(gr.Textbox(label=ZH.until, elem_id="until", max_lines=1), label="until")

    def _events(self) -> None:
        shelf = self.conversations.shelf
        asked = [self.chat, *self.conversations.parts]
        gr.on(
            [self.question.submit, self.send.click],
            self._reply,
            [self.question, shelf],
            [self.reason_row, *asked],
            js=_SENT % reading_shelf(2),
            **ASKING,
        )
        self.chat.example_select(self._reply_to_example, shelf, asked, js=reading_shelf(1), **ASKING)
        self.chat.change(None, self.question, self.question, js=_ON_NEW_MESSAGES)
        acted = [self.chat, self.source, self.source_column, self.reason_row, self.chips, *self._filter_components]
        acted += self.conversations.parts
        self.bus.click(self._act, shelf, acted, js=reading_shelf(1), **ASKING)
        self.send_reason.click(self._keep_reason, self.reason, [self.reason_row, self.reason], **QUIET)
        gr.on(
            [
                *(component.input for component in (self.issuer, self.document, self.status)),
                # Not at every key: half a date is none.
                *(event for component in (self.since, self.until) for event in (component.submit, component.blur)),
            ],
            self._filter,
            self._filter_components,
            self.chips,
            **QUIET,
        )

    @property
    def _filter_components(self) -> list[Any]:
        return [self.issuer, self.since, self.until, self.document, self.status]

    def choices(self) -> list[Any]:
        """What the filters offer now: updates of issuer, document and status."""
        documents = self._service.documents()
        issuers = sorted({summary.metadata.issuer for summary in documents} - {""})
        statuses = sorted({summary.metadata.status for summary in documents} - {""})
        titles = [(summary.metadata.title, summary.id) for summary in reversed(documents)]
        return [gr.update(choices=issuers), gr.update(choices=titles), gr.update(choices=statuses)]

    def refreshed(self, request: gr.Request) -> list[Any]:
        """What the filters offer now, without what was chosen and is gone: as :meth:`choices`, then of the chips."""
        session, updates = self._sessions.of(request), self.choices()
        for name, update in zip(("issuer", "document_id", "status"), updates, strict=True):
            offered = [choice[1] if isinstance(choice, tuple) else choice for choice in update["choices"]]
            if session.filters.get(name) not in (None, *offered):
                del session.filters[name]  # type: ignore[misc]
                update["value"] = None
        return [*updates, self._chips(session)]

    def show(self, session: Session, document: str | None, start: str | None, end: str | None) -> list[Any]:
        """A document at a citation: updates of the source and its column."""
        try:
            number, cited = int(document or ""), Span(int(start or 0), int(end or 0))
            shown = render_source(
                self._service.document(number), cited, session.conversation.hits_in(number), session.texts
            )
        except ValueError:
            return [gr.skip(), gr.skip()]
        except QaError as error:
            shown = render_failure(error, session.texts, self._service.folder)
        return [shown, gr.update(visible=True)]

    def ask(self, session: Session, asked: Asked, stored: Any) -> Iterator[list[Any]]:
        """Ask in the open conversation: updates of chat, shelf and list of conversations."""
        conversation, shelf = session.conversation, Shelf.read(stored)
        id_, answered = conversation.id, len(conversation.questions)
        for messages in conversation.ask(self._service, asked):
            kept = [gr.skip(), gr.skip()]
            # Unless another was opened meanwhile, to which the reply does not belong.
            if conversation.id == id_ and len(conversation.questions) > answered:
                changed = shelf.with_questions(id_, conversation.questions)
                conversation.id = id_ = changed.current or id_
                kept = self.conversations.updates(changed, shelf)
            yield [messages, *kept]

    def _reply(self, question: str, stored: Any, request: gr.Request) -> list[Any]:
        session = self._sessions.of(request)
        return [gr.update(visible=False), *self._replied(session, question, stored)]

    def _reply_to_example(self, stored: Any, request: gr.Request, example: gr.SelectData) -> list[Any]:
        return self._replied(self._sessions.of(request), example.value["text"], stored)

    def _replied(self, session: Session, question: str, stored: Any) -> list[Any]:
        """The last step of :meth:`ask`: of several Gradio sends the last twice, and the browser draws it twice."""
        *_, step = self.ask(session, Asked(question, filters=session.filters.copy()), stored)
        return step

    def _act(self, stored: Any, request: gr.Request, event: gr.EventData) -> list[Any]:
        """What a click on a part of the page asks the server to do."""
        session = self._sessions.of(request)
        data = event._data or {}
        action, turn = str(data.get("action")), str(data.get("turn"))
        skips = [gr.skip()] * (7 + len(_FILTERS))
        if action == "open":
            shown = self.show(session, data.get("document"), data.get("start"), data.get("end"))
            return [gr.skip(), *shown, *skips[3:]]
        if action == "close":
            return [gr.skip(), "", gr.update(visible=False), *skips[3:]]
        if action == "widen" and (answer := self._answer(session, turn)):
            *_, (messages, *kept) = self.ask(session, Asked(answer.searched or answer.question, narrow=False), stored)
            return [messages, *skips[3:], *kept]
        if action in ("good", "bad"):
            return [*skips[:3], gr.update(visible=self._judge(session, action, turn)), *skips[4:]]
        if action == "unfilter" and turn in session.filters:
            del session.filters[turn]  # type: ignore[misc]
            emptied = [("" if name in ("since", "until") else None) if name == turn else gr.skip() for name in _FILTERS]
            return [*skips[:4], self._chips(session), *emptied, *skips[-2:]]
        return skips

    def _answer(self, session: Session, turn: str) -> Answer | None:
        """The answer that a part of the page belongs to."""
        return session.conversation.answer(int(turn)) if turn.isdecimal() else None

    def _judge(self, session: Session, action: str, turn: str) -> bool:
        """Keep whether an answer is good; whether it is to be asked what is bad of it."""
        answer = self._answer(session, turn)
        if answer is None:
            return False
        good = action == "good"
        session.disliked = None if good else answer
        # What is bad of it may never be said.
        if self._keep(session, answer, good=good, reason=""):
            session.conversation.judge(int(turn), good)
            if good:
                gr.Info(session.texts.feedback_thanks, duration=3, title=session.texts.notice)
        return not good

    def _keep_reason(self, reason: str | None, request: gr.Request) -> list[Any]:
        session = self._sessions.of(request)
        if session.disliked and self._keep(session, session.disliked, good=False, reason=reason or ""):
            gr.Info(session.texts.feedback_thanks, duration=3, title=session.texts.notice)
        session.disliked = None
        return [gr.update(visible=False), None]

    def _keep(self, session: Session, answer: Answer, good: bool, reason: str) -> bool:
        """Store what is said of an answer; whether that worked."""
        try:
            self._service.keep_feedback(feedback_on(answer, good, reason))
        except QaError as error:
            gr.Warning(render_message(error, session.texts, self._service.folder), title=session.texts.notice)
            return False
        return True

    def _filter(self, request: gr.Request, *chosen: Any) -> str:
        issuer, since, until, document, status = chosen
        session = self._sessions.of(request)
        try:
            session.filters = filters_from(issuer, since, until, document, status)
        except QaError as error:
            gr.Warning(render_message(error, session.texts), title=session.texts.notice)
        return self._chips(session)

    def _chips(self, session: Session) -> str:
        return session.chips({summary.id: summary.metadata.title for summary in self._service.documents()})
