"""The messages that a page does not show yet.

The server sends only these messages, because all messages of fifty questions take half a megabyte. The page says with
each event which messages it shows, so messages that never arrived are sent again after the next event.
"""

import json
import time
from dataclasses import dataclass
from itertools import count
from typing import Any, Self

from qa.web.conversations.conversation import Conversation
from qa.web.page_scripts import function_script

APPEND_MESSAGES = function_script("append_messages")
"""script of an event that adds the result of :func:`new_messages` to the messages that the chat shows"""
_REVISIONS = count(int(time.time() * 1000))
"""numbers the results of :func:`new_messages`; they begin with the time, so they also rise if the server restarts"""


@dataclass(frozen=True, slots=True)
class ShownMessages:
    """The messages of a conversation that a page shows."""

    run: str = ""
    """:attr:`Conversation.run` of the conversation; empty if the page shows no conversation"""
    settled: int = 0
    """number of messages from the beginning of the conversation that the page shows and that will not change"""

    @classmethod
    def from_browser(cls, stored: Any) -> Self:
        """Read the field ``shown`` of the JSON text that a page sends; anything invalid counts as nothing shown."""
        try:
            shown = json.loads(stored)["shown"]
            run, settled = shown["run"], shown["settled"]
        except (ValueError, TypeError, KeyError, RecursionError):
            return cls()
        is_valid = isinstance(run, str) and isinstance(settled, int) and settled >= 0
        return cls(run, settled) if is_valid else cls()


def new_messages(conversation: Conversation, shown: ShownMessages) -> str:
    """Return, as JSON for :data:`APPEND_MESSAGES`, the messages after those that a page shows in their final form."""
    # The number is taken first: a reply with a higher number holds all that was answered at a lower one.
    revision, settled = next(_REVISIONS), conversation.settled
    start = shown.settled if shown.run == conversation.run else 0
    messages = [
        {"role": message["role"], "content": [{"type": "text", "text": message["content"]}], "metadata": None}
        for message in conversation.messages[start:]
    ]
    reply = {"run": conversation.run, "revision": revision, "start": start, "settled": settled, "messages": messages}
    return json.dumps(reply, ensure_ascii=False)
