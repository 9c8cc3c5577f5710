"""The sidebar with the saved conversations."""

from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from qa.web.conversations.conversation import Conversation
from qa.web.conversations.exporting import conversation_json, conversation_markdown
from qa.web.conversations.new_messages import APPEND_MESSAGES, ShownMessages, new_messages
from qa.web.conversations.saved_conversations import (
    NAME_LIMIT,
    SAVE_CONVERSATIONS,
    SavedConversations,
    reading_saved_conversations,
)
from qa.web.conversations.session import Session
from qa.web.events import QUIET, REPLAYING, Updates
from qa.web.gradio_fixes.empty_updates import no_updates
from qa.web.gradio_fixes.text_download import download_on_click, file_record
from qa.web.labels import Labels
from qa.web.page_part import PagePart
from qa.web.texts import ZH

_SMALL: dict[str, Any] = {"size": "sm", "min_width": 100}


class ConversationList(PagePart):
    """The components of the list of conversations, and their events."""

    def _make_components(self, labels: Labels) -> None:
        self._chat: gr.Chatbot
        # To the server: all saved conversations. From the server: the changes to make to them.
        self.saved = gr.Textbox(visible="hidden", elem_id="saved-conversations")
        self.new_messages = gr.Textbox(visible="hidden", elem_id="new-messages")
        with gr.Sidebar(open=False, elem_id="conversations", width=280):
            self.list = labels.add(
                gr.Radio([], label=ZH.conversations, elem_id="conversation-list", interactive=True),
                label="conversations",
            )
            self._new = labels.add(gr.Button(ZH.new_conversation, elem_id="new"), value="new_conversation")
            self.name = labels.add(
                gr.Textbox(label=ZH.rename_to, elem_id="name", max_length=NAME_LIMIT), label="rename_to"
            )
            with gr.Row():
                self._rename = labels.add(gr.Button(ZH.rename, **_SMALL, elem_id="rename"), value="rename")
                self._delete = labels.add(gr.Button(ZH.delete, **_SMALL, elem_id="delete-conversation"), value="delete")
            with gr.Row():
                self._markdown = labels.add(
                    gr.Button(ZH.export_markdown, **_SMALL, elem_id="markdown"), value="export_markdown"
                )
                self._json = labels.add(gr.Button(ZH.export_json, **_SMALL, elem_id="json"), value="export_json")

    @property
    def components(self) -> list[Any]:
        """The components that change with a reply to a question."""
        return [self.new_messages, self.saved, self.list]

    def connect(self, chat: gr.Chatbot) -> None:
        """Connect the events of the list.

        Args:
            chat: shows the open conversation.
        """
        self._chat = chat
        opened = [chat, *self.components, self.name]
        self.new_messages.change(None, [self.new_messages, chat], chat, js=APPEND_MESSAGES)
        self.saved.change(None, self.saved, js=SAVE_CONVERSATIONS)
        self.list.input(self._open, [self.list, self.saved], opened, js=reading_saved_conversations(2), **REPLAYING)
        for button, function in ((self._new, self._begin), (self._delete, self._delete_conversation)):
            button.click(function, self.saved, opened, js=reading_saved_conversations(1), **QUIET)
        gr.on(
            [self._rename.click, self.name.submit],
            self._rename_conversation,
            [self.name, self.saved],
            self.components,
            js=reading_saved_conversations(2),
            **QUIET,
        )
        download_on_click(self._markdown, self._export("md", conversation_markdown), "markdown-file")
        download_on_click(self._json, self._export("json", conversation_json), "json-file")

    def reopened(self, session: Session, id_: str, saved: SavedConversations) -> Iterator[Updates]:
        """Open a saved conversation; yield updates while its questions are asked again.

        If ``saved`` has no conversation with this id, nothing is yielded. The caller therefore yields
        :func:`no_updates` first, because an event must yield something.
        """
        conversation = saved.get(id_)
        if conversation is None:
            return
        opened = SavedConversations(saved.conversations, conversation.id)
        updates = {**self.updates(opened, saved), self.name: conversation.name}
        choices = updates[self.list]
        for messages in session.conversation.replay(self._service, conversation.id, conversation.requests):
            shown = ShownMessages(session.conversation.run, session.conversation.settled)
            yield {self._chat: messages, **updates}
            updates = {}
        # The choices come once more: a page that is being opened may lose the update of a component that it is making.
        yield {self.new_messages: new_messages(session.conversation, shown), self.list: choices}

    def updates(self, saved: SavedConversations, before: SavedConversations) -> Updates:
        """Return updates that change the browser's storage from ``before`` to ``saved`` and list ``saved``."""
        choices = [(conversation.name, conversation.id) for conversation in saved.conversations]
        return {
            self.saved: saved.changes_since(before),
            self.list: gr.update(choices=choices, value=saved.current or None),
        }

    def _open(self, id_: str | None, stored: Any, request: gr.Request) -> Iterator[Updates]:
        yield no_updates(self._chat)
        yield from self.reopened(self._sessions.of(request), id_ or "", SavedConversations.from_browser(stored))

    def _begin(self, stored: Any, request: gr.Request) -> Updates:
        before = SavedConversations.from_browser(stored)
        return self._cleared(self._sessions.of(request), SavedConversations(before.conversations), before)

    def _delete_conversation(self, stored: Any, request: gr.Request) -> Updates:
        session, before = self._sessions.of(request), SavedConversations.from_browser(stored)
        return self._cleared(session, before.without(session.conversation.id), before)

    def _cleared(self, session: Session, saved: SavedConversations, before: SavedConversations) -> Updates:
        return {self._chat: session.conversation.clear(), **self.updates(saved, before), self.name: ""}

    def _rename_conversation(self, name: str, stored: Any, request: gr.Request) -> Updates:
        before = SavedConversations.from_browser(stored)
        return self.updates(before.renamed(self._sessions.of(request).conversation.id, name), before)

    def _export(self, ending: str, export: Callable[[Conversation], str]) -> Callable[[gr.Request], str]:
        def exported(request: gr.Request) -> str:
            session = self._sessions.of(request)
            return file_record(f"{session.texts.title}.{ending}", export(session.conversation))

        return exported
