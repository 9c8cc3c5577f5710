"""The open pages and what the server knows of each.

Not a ``gr.State``: Gradio deletes that an hour after the connection to a page was lost, even if it is in use again.
"""

import threading
from collections import OrderedDict

import gradio as gr

from qa.web.session import Session

_MOST = 1000


class Sessions:
    """A session for each open page, as Gradio names it. Safe for threads.

    Args:
        most: so many are kept; of more, those that were not used for longest are forgotten.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Session] = OrderedDict()

    def of(self, request: gr.Request) -> Session:
        """The session of the page that a request comes from; a new one where none is kept."""
        name = request.session_hash or ""
        with self._lock:
            session = self._kept.setdefault(name, Session())
            self._kept.move_to_end(name)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return session
