"""What a page shows when it is opened: its language, what its address asks for, the conversation that was open last."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from qa.web.chat_tab import ChatTab
from qa.web.labels import Labels
from qa.web.service import Service
from qa.web.session import Session
from qa.web.shelf import Shelf
from qa.web.texts import ZH, Texts, texts_for


def render_introduction(texts: Texts) -> str:
    """The title, what the page is for, and the switch to the other language."""
    return (
        f'<header lang="{texts.language}" data-conversation="{texts.conversation}" '
        f'data-conversations="{texts.conversations}" data-sort="{texts.sort}"><h1>{texts.title}</h1>'
        f'<a class="language" href="{texts.other_address}" target="_self">'
        f"{texts.other_language}</a></header><p>{texts.introduction}</p>"
    )


class Opening:
    """What happens when a page is opened.

    Args:
        service: behind the page.
        chat: the components of the chat.
        labels: where the components' words are noted.
    """

    def __init__(self, service: Service, chat: ChatTab, labels: Labels) -> None:
        self._service = service
        self._chat = chat
        self._labels = labels
        self.shown = [chat.source, chat.source_column, chat.issuer, chat.document, chat.status, *labels.components]
        """what :meth:`show` gives updates of, behind the session and the introduction"""

    def show(self, session: Session, request: gr.Request) -> list[Any]:
        """The language, and the source that the address names."""
        query = request.query_params
        texts = texts_for(query.get("lang"), request.headers.get("accept-language", ""))
        session.texts = session.conversation.texts = texts
        source = self._chat.show(session, query.get("document"), query.get("start"), query.get("end"))
        words = [gr.skip()] * len(self._labels.components) if texts is ZH else self._labels.updates(texts)
        return [session, render_introduction(texts), *source, *self._chat.choices(), *words]

    def begin(self, session: Session, stored: Any, request: gr.Request) -> Iterator[list[Any]]:
        """Ask what the address asks, or show the conversation that was open last, or offer examples."""
        shelf = Shelf.read(stored)
        question, kept = request.query_params.get("question"), shelf.open(shelf.current)
        if question:
            for step in self._chat.ask(session, question, Shelf(shelf.kept).stored()):
                yield [*step, gr.skip()]
        elif kept:
            for messages in session.conversation.replay(self._service, kept.questions):
                yield [messages, *self._chat.shelf_updates(shelf), kept.name]
        else:
            examples = [{"text": example} for example in self._service.examples()]
            yield [gr.update(examples=examples), *self._chat.shelf_updates(shelf), ""]
