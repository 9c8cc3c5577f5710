"""What a page shows when it is opened: its language, what its address asks for, the conversation that was open last."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from qa.web.asked import Asked
from qa.web.chat_tab import ChatTab
from qa.web.labels import Labels
from qa.web.service import Service
from qa.web.session import Session
from qa.web.sessions import Sessions
from qa.web.shelf import Shelf
from qa.web.texts import ZH, Texts, texts_for


def render_introduction(texts: Texts) -> str:
    """The title, what the page is for, the way to the conversations, and the switch to the other language."""
    return (
        f'<header lang="{texts.language}" data-conversation="{texts.conversation}" '
        f'data-close="{texts.close_conversations}" data-sort="{texts.sort}" '
        f'data-drop="{texts.drop}"><h1>{texts.title}</h1>'
        f'<button class="tool do-shelf" type="button">{texts.conversations}</button>'
        f'<a class="language" href="{texts.other_address}" target="_self">'
        f"{texts.other_language}</a></header><p>{texts.introduction}</p>"
    )


class Opening:
    """What happens when a page is opened: all at once, so nothing here may rely on another part having come first.

    Args:
        service: behind the page.
        sessions: what is known of each open page.
        chat: the components of the chat.
        labels: where the components' words are noted.
    """

    def __init__(self, service: Service, sessions: Sessions, chat: ChatTab, labels: Labels) -> None:
        self._service = service
        self._sessions = sessions
        self._chat = chat
        self._labels = labels
        self.shown = [chat.source, chat.source_column, chat.issuer, chat.document, chat.status, *labels.components]
        """what :meth:`show` gives updates of, behind the introduction"""

    def show(self, request: gr.Request) -> list[Any]:
        """The language, and the source that the address names."""
        session, query = self._session(request), request.query_params
        # Nothing that was asked is marked: whether the last conversation is open again by now is chance.
        place = (query.get("document"), query.get("start"), query.get("end"))
        source = self._chat.show(Session(session.texts), *place)
        words = [gr.skip()] * len(self._labels.components)
        if session.texts is not ZH:
            words = self._labels.updates(session.texts)
        return [render_introduction(session.texts), *source, *self._chat.choices(), *words]

    def begin(self, stored: Any, request: gr.Request) -> Iterator[list[Any]]:
        """Ask what the address asks, or offer examples where no conversation was open.

        Until the library is ready, how far it is stands where the examples will be.
        """
        session, shelf = self._session(request), Shelf.read(stored)
        question = request.query_params.get("question")
        # Of an event that gives nothing at all Gradio empties what it could have given.
        yield [gr.skip()] * 4
        if question:
            for step in self._chat.ask(session, Asked(question), stored):
                yield [*step, gr.skip()]
        elif not shelf.current:
            texts = session.texts
            for notice in session.conversation.waiting(self._service):
                yield [gr.update(placeholder=f"{texts.placeholder}\n\n{notice}"), *[gr.skip()] * 3]
            examples = [{"text": example} for example in self._service.examples()]
            # Who asks before that is seen has opened a conversation, and the browser is not to be told otherwise.
            asked = session.conversation.begun
            kept = [gr.skip()] * 3 if asked else [*self._chat.conversations.updates(shelf, shelf), ""]
            yield [gr.update(examples=examples, placeholder=texts.placeholder), *kept]

    def reopen(self, stored: Any, request: gr.Request) -> Iterator[list[Any]]:
        """Show the conversation that was open last, unless the address asks something else."""
        shelf = Shelf.read(stored)
        opened = "" if request.query_params.get("question") else shelf.current
        yield from self._chat.conversations.reopened(self._session(request), opened, shelf)

    def _session(self, request: gr.Request) -> Session:
        """What is known of the page, in its language."""
        session = self._sessions.of(request)
        wanted, accepted = request.query_params.get("lang"), request.headers.get("accept-language", "")
        session.texts = session.conversation.texts = texts_for(wanted, accepted)
        return session
