"""The conversations that the browser keeps: their list, and what can be done with one."""

from collections.abc import Callable, Iterator
from typing import Any

import gradio as gr

from qa.web.events import QUIET, REPLAYING
from qa.web.labels import Labels
from qa.web.saving import SAVE, file_to_save
from qa.web.service import Service
from qa.web.session import Session
from qa.web.sessions import Sessions
from qa.web.shelf import KEEP, Shelf, reading_shelf
from qa.web.texts import ZH

_SMALL: dict[str, Any] = {"size": "sm", "min_width": 100}


class ConversationList:
    """The components of the list, and what happens with them.

    Args:
        service: behind the page.
        sessions: what is known of each open page.
        labels: where the components' words are noted.
    """

    def __init__(self, service: Service, sessions: Sessions, labels: Labels) -> None:
        self._service = service
        self._sessions = sessions
        # To the server all that the browser keeps, from the server what is to change of it.
        self.shelf = gr.Textbox(visible="hidden", elem_id="kept-shelf")
        with gr.Sidebar(open=False, elem_id="shelf", width=280):
            self.kept = labels.add(
                gr.Radio([], label=ZH.conversations, elem_id="kept", interactive=True), label="conversations"
            )
            self._new = labels.add(gr.Button(ZH.new_conversation, elem_id="new"), value="new_conversation")
            self.name = labels.add(gr.Textbox(label=ZH.rename_to, elem_id="name", max_length=40), label="rename_to")
            with gr.Row():
                self._rename = labels.add(gr.Button(ZH.rename, **_SMALL, elem_id="rename"), value="rename")
                self._forget = labels.add(gr.Button(ZH.delete, **_SMALL, elem_id="forget"), value="delete")
            with gr.Row():
                self._markdown = labels.add(
                    gr.Button(ZH.export_markdown, **_SMALL, elem_id="markdown"), value="export_markdown"
                )
                self._json = labels.add(gr.Button(ZH.export_json, **_SMALL, elem_id="json"), value="export_json")
        self._saved = gr.Textbox(visible="hidden", elem_id="saved")

    @property
    def parts(self) -> list[Any]:
        """What changes with a conversation: see :meth:`updates`."""
        return [self.shelf, self.kept]

    def connect(self, chat: gr.Chatbot) -> None:
        """Say what happens when something of the list is used.

        Args:
            chat: that shows the conversation which is open.
        """
        opened = [chat, *self.parts, self.name]
        self.shelf.change(None, self.shelf, js=KEEP)
        self.kept.input(self._open, [self.kept, self.shelf], opened, js=reading_shelf(2), **REPLAYING)
        self._new.click(self._begin, self.shelf, opened, js=reading_shelf(1), **QUIET)
        self._forget.click(self._forgotten, self.shelf, opened, js=reading_shelf(1), **QUIET)
        gr.on(
            [self._rename.click, self.name.submit],
            self._renamed,
            [self.name, self.shelf],
            self.parts,
            js=reading_shelf(2),
            **QUIET,
        )
        for button, form in ((self._markdown, "md"), (self._json, "json")):
            button.click(self._export(form), None, self._saved, **QUIET).then(None, self._saved, js=SAVE)

    def reopened(self, session: Session, id_: str, shelf: Shelf) -> Iterator[list[Any]]:
        """Open a conversation that is kept: updates of chat, shelf, list of conversations and name."""
        kept = shelf.open(id_)
        # Also where nothing is opened: of an event that gives nothing at all Gradio empties what it could have given.
        yield [gr.skip()] * 4
        if kept is None:
            return
        conversation = session.conversation
        named = [*self.updates(Shelf(shelf.kept, kept.id), shelf), kept.name]
        for messages in conversation.replay(self._service, kept.id, kept.questions):
            yield [messages, *named]
            named = [gr.skip()] * 3

    def updates(self, shelf: Shelf, before: Shelf) -> list[Any]:
        """Updates of the shelf, which was as ``before``, and of the list of its conversations."""
        choices = [(one.name, one.id) for one in shelf.kept]
        return [shelf.changed_from(before), gr.update(choices=choices, value=shelf.current or None)]

    def _open(self, id_: str | None, stored: Any, request: gr.Request) -> Iterator[list[Any]]:
        yield from self.reopened(self._sessions.of(request), id_ or "", Shelf.read(stored))

    def _begin(self, stored: Any, request: gr.Request) -> list[Any]:
        shelf = Shelf.read(stored)
        return [self._sessions.of(request).conversation.clear(), *self.updates(Shelf(shelf.kept), shelf), ""]

    def _forgotten(self, stored: Any, request: gr.Request) -> list[Any]:
        conversation, shelf = self._sessions.of(request).conversation, Shelf.read(stored)
        left = shelf.without(conversation.id)
        return [conversation.clear(), *self.updates(left, shelf), ""]

    def _renamed(self, name: str, stored: Any, request: gr.Request) -> list[Any]:
        shelf = Shelf.read(stored)
        return self.updates(shelf.renamed(self._sessions.of(request).conversation.id, name), shelf)

    def _export(self, form: str) -> Callable[[gr.Request], str]:
        def exported(request: gr.Request) -> str:
            session = self._sessions.of(request)
            conversation = session.conversation
            text = conversation.as_markdown() if form == "md" else conversation.as_json()
            return file_to_save(f"{session.texts.title}.{form}", text)

        return exported
