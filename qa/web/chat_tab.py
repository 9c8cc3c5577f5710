"""The chat with its filters, and the source beside it."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from qa.errors import QaError
from qa.feedback import feedback_on
from qa.types import Answer, Span
from qa.web.conversations.conversation_list import ConversationList
from qa.web.conversations.new_messages import ShownMessages, new_messages
from qa.web.conversations.question_request import QuestionRequest
from qa.web.conversations.saved_conversations import SavedConversations, reading_saved_conversations
from qa.web.conversations.session import Session
from qa.web.events import ASKING, CHOOSING, QUIET, Updates
from qa.web.filter_input import filters_from, render_chips
from qa.web.gradio_fixes.empty_updates import no_updates
from qa.web.gradio_fixes.single_reply import last_step
from qa.web.gradio_fixes.upload_limit import PLACEHOLDER
from qa.web.labels import Labels
from qa.web.page_part import PagePart
from qa.web.page_scripts import function_script, page_script
from qa.web.rendering import render_failure, render_message
from qa.web.source_view import render_source
from qa.web.texts import ZH


class ChatTab(PagePart):
    """The components of the chat and their events."""

    def _make_components(self, labels: Labels) -> None:
        self.conversations = ConversationList(self._service, self._sessions, labels)
        with gr.Row(elem_id="reading-room", equal_height=False):
            with gr.Column(scale=3, elem_id="chat-column", min_width=320):
                self._chat_component(labels)
                self._reason_components(labels)
                self.chips = gr.HTML(elem_id="chips")
                self._question_components(labels)
                self._filter_components(labels)
            with gr.Column(scale=2, elem_id="source-column", min_width=320, visible=False) as self.source_column:
                self.source = gr.HTML(elem_id="source")
        # The script of the page sends clicks inside the chat and the source to the server as clicks on this element.
        self._clicks = gr.HTML(elem_id="clicks", js_on_load=page_script(placeholder=PLACEHOLDER))
        self._events()
        self.conversations.connect(self.chat)

    def _chat_component(self, labels: Labels) -> None:
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

    def _reason_components(self, labels: Labels) -> None:
        with gr.Row(elem_id="reason", visible=False) as self._reason_row:
            self._reason = gr.Radio(list(ZH.feedback_reasons), label=ZH.feedback_reason, elem_id="reasons")
            labels.add(self._reason, label="feedback_reason", choices="feedback_reasons")
            self._send_reason = labels.add(
                gr.Button(ZH.feedback_send, size="sm", scale=0, elem_id="send-reason"), value="feedback_send"
            )

    def _question_components(self, labels: Labels) -> None:
        with gr.Row(elem_id="ask"):
            self._question = labels.add(
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

    def _filter_components(self, labels: Labels) -> None:
        with labels.add(gr.Accordion(ZH.filters, open=False, elem_id="filters"), label="filters"), gr.Row():
            self.issuer = labels.add(gr.Dropdown([], label=ZH.issuer, elem_id="issuer", value=None), label="issuer")
            self.document = labels.add(
                gr.Dropdown([], label=ZH.document, elem_id="document", value=None), label="document"
            )
            self.status = labels.add(gr.Dropdown([], label=ZH.status, elem_id="status", value=None), label="status")
            self._since = labels.add(gr.Textbox(label=ZH.since, elem_id="since", max_lines=1), label="since")
            self._until = labels.add(gr.Textbox(label=ZH.until, elem_id="until", max_lines=1), label="until")
        self._filters: dict[str, Any] = {
            "issuer": self.issuer,
            "since": self._since,
            "until": self._until,
            "document_id": self.document,
            "status": self.status,
        }

    def _events(self) -> None:
        saved = self.conversations.saved
        asked = self.conversations.components
        gr.on(
            [self._question.submit, self.send.click],
            self._reply,
            [self._question, saved],
            [self._reason_row, *asked],
            js=reading_saved_conversations(2),
            **ASKING,
        )
        self.chat.example_select(self._reply_to_example, saved, asked, js=reading_saved_conversations(1), **ASKING)
        self.chat.change(None, self._question, self._question, js=function_script("clear_sent_question"))
        self._clicks.click(
            self._act,
            saved,
            [*asked, self.source, self.source_column, self._reason_row, self.chips, *self._filters.values()],
            js=reading_saved_conversations(1),
            **ASKING,
        )
        self._send_reason.click(self._store_reason, self._reason, [self._reason_row, self._reason], **QUIET)
        gr.on(
            [
                *(component.input for component in (self.issuer, self.document, self.status)),
                # Not after every key, because a partly typed date cannot be read.
                *(event for component in (self._since, self._until) for event in (component.submit, component.blur)),
            ],
            self._set_filters,
            list(self._filters.values()),
            self.chips,
            **CHOOSING,
        )

    def choices(self) -> Updates:
        """Return updates of the choices for the filters issuer, document and status."""
        documents = self._service.documents()
        issuers = sorted({summary.metadata.issuer for summary in documents} - {""})
        statuses = sorted({summary.metadata.status for summary in documents} - {""})
        titles = [(summary.metadata.title, summary.id) for summary in reversed(documents)]
        return {
            self.issuer: gr.update(choices=issuers),
            self.document: gr.update(choices=titles),
            self.status: gr.update(choices=statuses),
        }

    def refreshed(self, request: gr.Request) -> Updates:
        """Return :meth:`choices` and the filter chips; drop filters whose values are no longer in the library."""
        session, updates = self._sessions.of(request), self.choices()
        for name in ("issuer", "document_id", "status"):
            update = updates[self._filters[name]]
            values = [choice[1] if isinstance(choice, tuple) else choice for choice in update["choices"]]
            if session.filters.get(name) not in (None, *values):
                del session.filters[name]  # type: ignore[misc]
                update["value"] = None
        return {**updates, self.chips: self._chips(session)}

    def show(self, session: Session, document: str | None, start: str | None, end: str | None) -> Updates:
        """Return updates that show a document at a citation, or the error if the document cannot be read.

        A missing ``start`` or ``end`` counts as 0. There are no updates if ``document`` is missing or an argument is
        not a number.
        """
        try:
            number, cited = int(document or ""), Span(int(start or 0), int(end or 0))
            html = render_source(
                self._service.document(number), cited, session.conversation.hits_in(number), session.texts
            )
        except ValueError:
            return {}
        except QaError as error:
            html = render_failure(error, session.texts, self._service.folder)
        return {self.source: html, self.source_column: gr.update(visible=True)}

    def ask(self, session: Session, request: QuestionRequest, stored: Any) -> Iterator[Updates]:
        """Ask a question in the open conversation; yield updates of the chat and of the saved conversations."""
        conversation, saved = session.conversation, SavedConversations.from_browser(stored)
        shown = ShownMessages.from_browser(stored)
        id_, answered = conversation.id, len(conversation.requests)
        for _ in conversation.ask(self._service, request):
            updates: Updates = {self.conversations.new_messages: new_messages(conversation, shown)}
            # A reply that comes after another conversation was opened does not belong to that conversation.
            if conversation.id == id_ and len(conversation.requests) > answered:
                changed = saved.with_requests(id_, conversation.requests)
                conversation.id = id_ = changed.current or id_
                updates |= self.conversations.updates(changed, saved)
            yield updates

    def _reply(self, question: str, stored: Any, request: gr.Request) -> Updates:
        updates = self._last_reply(self._sessions.of(request), question, stored)
        return {**updates, self._reason_row: gr.update(visible=False)}

    def _reply_to_example(self, stored: Any, request: gr.Request, example: gr.SelectData) -> Updates:
        return self._last_reply(self._sessions.of(request), example.value["text"], stored)

    def _last_reply(self, session: Session, question: str, stored: Any) -> Updates:
        request = QuestionRequest(question, filters=session.filters.copy())
        return last_step(self.ask(session, request, stored))

    def _act(self, stored: Any, request: gr.Request, event: gr.EventData) -> Updates:
        """Handle a click inside the chat or the source."""
        session = self._sessions.of(request)
        data = event._data or {}
        action, turn = str(data.get("action")), str(data.get("turn"))
        updates: Updates = {}
        if action == "open":
            updates = self.show(session, data.get("document"), data.get("start"), data.get("end"))
        elif action == "close":
            updates = {self.source: "", self.source_column: gr.update(visible=False)}
        elif action == "widen" and (answer := self._answer(session, turn)):
            everything = QuestionRequest(answer.searched or answer.question, narrow=False)
            updates = last_step(self.ask(session, everything, stored))
        elif action == "suggest" and (question := self._suggestion(session, turn)):
            asked = QuestionRequest(question, filters=session.filters.copy())
            updates = last_step(self.ask(session, asked, stored))
        elif action in ("good", "bad"):
            updates = {self._reason_row: gr.update(visible=self._judge(session, action, turn))}
        elif action == "unfilter":
            updates = self._remove_filter(session, turn)
        return updates or no_updates(self.source)

    def _remove_filter(self, session: Session, name: str) -> Updates:
        if name not in session.filters:
            return {}
        del session.filters[name]  # type: ignore[misc]
        return {self.chips: self._chips(session), self._filters[name]: "" if name in ("since", "until") else None}

    def _answer(self, session: Session, turn: str) -> Answer | None:
        """Return the answer that a clicked element belongs to; ``None`` if there is none."""
        return session.conversation.answer(int(turn)) if turn.isdecimal() else None

    def _suggestion(self, session: Session, turn: str) -> str:
        """Return the suggested question that was clicked in a reply to small talk; empty if there is none.

        ``turn`` joins the position of the reply and that of the suggestion, as in ``3_1``.
        """
        at, _, number = turn.partition("_")
        answer = self._answer(session, at)
        suggested = answer.suggestions if answer else ()
        return suggested[int(number)] if number.isdecimal() and int(number) < len(suggested) else ""

    def _judge(self, session: Session, action: str, turn: str) -> bool:
        """Store the feedback on an answer; return whether to ask for a reason.

        True after the verdict "bad"; False after "good", or if there is no such answer.
        """
        answer = self._answer(session, turn)
        if answer is None:
            return False
        good = action == "good"
        session.disliked = None if good else answer
        # The reason is stored separately, since the reader may never give one.
        if self._store_feedback(session, answer, good=good, reason=""):
            session.conversation.judge(int(turn), good)
            if good:
                gr.Info(session.texts.feedback_thanks, duration=3, title=session.texts.notice)
        return not good

    def _store_reason(self, reason: str | None, request: gr.Request) -> Updates:
        session = self._sessions.of(request)
        if session.disliked and self._store_feedback(session, session.disliked, good=False, reason=reason or ""):
            gr.Info(session.texts.feedback_thanks, duration=3, title=session.texts.notice)
        session.disliked = None
        return {self._reason_row: gr.update(visible=False), self._reason: None}

    def _store_feedback(self, session: Session, answer: Answer, good: bool, reason: str) -> bool:
        """Store feedback on an answer; return whether it was stored."""
        try:
            self._service.store_feedback(feedback_on(answer, good, reason))
        except QaError as error:
            gr.Warning(render_message(error, session.texts, self._service.folder), title=session.texts.notice)
            return False
        return True

    def _set_filters(self, request: gr.Request, *values: Any) -> str:
        issuer, since, until, document, status = values
        session = self._sessions.of(request)
        try:
            session.filters = filters_from(issuer, since, until, document, status)
        except QaError as error:
            gr.Warning(render_message(error, session.texts), title=session.texts.notice)
        return self._chips(session)

    def _chips(self, session: Session) -> str:
        titles = {summary.id: summary.metadata.title for summary in self._service.documents()}
        return render_chips(session.filters, titles, session.texts)
