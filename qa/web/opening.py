"""The events of an opened page: its language, the source and question in its address, or the last conversation."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from qa.server.accounts.roles import Identity, identity_of
from qa.web.chat_tab import ChatTab
from qa.web.conversations.question_request import QuestionRequest
from qa.web.conversations.saved_conversations import SavedConversations
from qa.web.conversations.session import Session
from qa.web.events import Updates
from qa.web.gradio_fixes.empty_updates import no_updates
from qa.web.gradio_fixes.page_sessions import PageSessions
from qa.web.labels import Labels
from qa.web.library_links import render_account_bar
from qa.web.service import Service
from qa.web.texts import ZH, Texts, texts_for


def render_introduction(texts: Texts, account_bar: str = "") -> str:
    """Return the header of the page as HTML.

    It holds the title, the purpose of the page, the button of the conversations and the link to the other language. The
    ``data-`` attributes hold the words for the labels that ``gradio_labels.js`` replaces. ``account_bar`` is HTML that
    precedes the header.
    """
    return (
        f'{account_bar}<header lang="{texts.language}" data-conversation="{texts.conversation}" '
        f'data-close="{texts.close_conversations}" data-sort="{texts.sort}" '
        f'data-drop="{texts.drop}"><h1>{texts.title}</h1>'
        f'<button class="tool do-conversations" type="button">{texts.conversations}</button>'
        f'<a class="language" href="{texts.other_address}" target="_self">'
        f"{texts.other_language}</a></header><p>{texts.introduction}</p>"
    )


class Opening:
    """The events of a page that is opened. They run concurrently, so no event may rely on another.

    Args:
        service: the service behind the page.
        sessions: the sessions of the open pages.
        introduction: the header of the page.
        chat: the chat of the page.
        labels: the components with words on them.
    """

    def __init__(
        self, service: Service, sessions: PageSessions, introduction: gr.HTML, chat: ChatTab, labels: Labels
    ) -> None:
        self._service = service
        self._sessions = sessions
        self._introduction = introduction
        self._chat = chat
        self._labels = labels

    @property
    def page_components(self) -> list[Any]:
        """The components that :meth:`show` changes."""
        chat = self._chat
        filters = (chat.issuer, chat.document, chat.status)
        components = (self._introduction, chat.source, chat.source_column, *filters, *self._labels.components)
        return list(dict.fromkeys(components))

    @property
    def chat_components(self) -> list[Any]:
        """The components that :meth:`begin` and :meth:`reopen` change."""
        return [self._chat.chat, *self._chat.conversations.components, self._chat.conversations.name]

    def show(self, request: gr.Request) -> Updates:
        """Show the page in its language, the choices of the filters, and the source that the address names."""
        session, query = self._session(request), request.query_params
        # A new session, without hits to mark: the last conversation may or may not be open again by now.
        place = (query.get("document"), query.get("start"), query.get("end"))
        updates = {
            self._introduction: render_introduction(session.texts, self._account_bar(request, session.texts)),
            **self._chat.show(Session(session.texts), *place),
        }
        words = {} if session.texts is ZH else self._labels.updates(session.texts)
        for component, choices in self._chat.choices().items():
            updates[component] = {**words.pop(component, {}), **choices}
        return {**updates, **words}

    def begin(self, stored: Any, request: gr.Request) -> Iterator[Updates]:
        """Ask the question that the address holds; without one, offer examples if the browser had no open conversation.

        Until the library is ready, its progress is shown instead of the examples.
        """
        session, saved = self._session(request), SavedConversations.from_browser(stored)
        question = request.query_params.get("question")
        yield no_updates(self._chat.chat)
        if question:
            yield from self._chat.ask(session, QuestionRequest(question), stored)
        elif not saved.current:
            yield from self._offer_examples(session, saved)

    def reopen(self, stored: Any, request: gr.Request) -> Iterator[Updates]:
        """Show the conversation that was open last, unless the address holds a question or the user has asked one.

        A user may ask before this event runs, because only two pages open their conversations at the same time.
        """
        session, saved = self._session(request), SavedConversations.from_browser(stored)
        yield no_updates(self._chat.chat)
        # Looked up after the yield: the reader may ask during it, and opening a conversation drops what was asked.
        has_question = session.conversation.is_begun or request.query_params.get("question")
        yield from self._chat.conversations.reopened(session, "" if has_question else saved.current, saved)

    def _account_bar(self, request: gr.Request, texts: Texts) -> str:
        """Return the bar with the libraries and the user, who may differ from page to page."""
        identity = identity_of(request.request.scope) if request.request else Identity("")
        service = self._service
        return render_account_bar(identity, service.links, service.name, service.root_path, texts)

    def _offer_examples(self, session: Session, saved: SavedConversations) -> Iterator[Updates]:
        chat, conversations, texts = self._chat.chat, self._chat.conversations, session.texts
        for notice in session.conversation.waiting(self._service):
            yield {chat: gr.update(placeholder=f"{texts.placeholder}\n\n{notice}")}
        examples = [{"text": example} for example in self._service.examples()]
        updates: Updates = {chat: gr.update(examples=examples, placeholder=texts.placeholder)}
        # A reader who has asked in the meantime has opened a conversation, which must stay open.
        if not session.conversation.is_begun:
            updates |= {**conversations.updates(saved, saved), conversations.name: ""}
        yield updates

    def _session(self, request: gr.Request) -> Session:
        """Return the session of a page, in the page's language."""
        session = self._sessions.of(request)
        wanted, accepted = request.query_params.get("lang"), request.headers.get("accept-language", "")
        session.texts = session.conversation.texts = texts_for(wanted, accepted)
        return session
