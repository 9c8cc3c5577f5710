"""Keep a session for each open page in place of ``gr.State``.

Gradio 6.31 deletes the ``gr.State`` of a page one hour after the connection to the page was lost, even if the page is
in use again by then. The deletion came with https://github.com/gradio-app/gradio/pull/7829; no upstream issue is known
for the pages that come back.
"""

import threading
from collections import OrderedDict

import gradio as gr

from qa.server.accounts.roles import identity_of
from qa.web.conversations.session import Session
from qa.web.guards.fair_turns import Client

_SESSIONS, _QUESTIONS = 1000, 5000


class PageSessions:
    """The sessions of the open pages, by user and Gradio's session hash. Safe for threads.

    Args:
        limit: the number of sessions kept; beyond it, the least recently used session is dropped.
        questions: the number of questions that are kept with their answers, in all sessions together; beyond it, the
            session with questions that was used least recently is dropped, but not the session in use.
    """

    def __init__(self, limit: int = _SESSIONS, questions: int = _QUESTIONS) -> None:
        self._limit = limit
        self._questions = questions
        self._lock = threading.Lock()
        self._sessions: OrderedDict[tuple[str, str], Session] = OrderedDict()

    def of(self, request: gr.Request) -> Session:
        """Return the session of the page that sent a request; make a new one if there is none.

        The client of the session's conversation is set to :func:`client_of` the request.
        """
        name = (user_of(request), request.session_hash or "")
        with self._lock:
            session = self._sessions.setdefault(name, Session())
            self._sessions.move_to_end(name)
            self._drop_least_recently_used()
        session.conversation.client = client_of(request)
        return session

    def _drop_least_recently_used(self) -> None:
        while len(self._sessions) > self._limit:
            self._sessions.popitem(last=False)
        counts = {name: session.conversation.question_count for name, session in self._sessions.items()}
        excess = sum(counts.values()) - self._questions
        # The last session is the one in use.
        for name, count in list(counts.items())[:-1]:
            if excess > 0 and count:
                del self._sessions[name]
                excess -= count


def client_of(request: gr.Request) -> Client:
    """Return the client of a request: the page, and its user or, on a server without sign-in, its computer."""
    address = getattr(request, "client", None)
    return Client(user_of(request) or (address.host if address else ""), request.session_hash or "")


def user_of(request: gr.Request) -> str:
    """Return the name of the user who sent a request; empty on a server without sign-in."""
    return identity_of(request.request.scope).name if request.request else ""
