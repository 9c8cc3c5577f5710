"""The messages that a page does not show yet.

A reply holds only these: a conversation of fifty questions is half a megabyte. The page says with each event which
messages it shows, so a reply that never arrived is sent again with the next one.
"""

import json
import time
from dataclasses import dataclass
from itertools import count
from typing import Any, Self

from qa.web.conversations.conversation import Conversation
from qa.web.page_scripts import function_script

APPEND_MESSAGES = function_script("append_messages")
"""script of an event that puts :func:`new_messages` after the messages that the chat shows"""
_REVISIONS = count(int(time.time() * 1000))
"""numbers of the replies; those of a server that is started again are higher"""


@dataclass(frozen=True, slots=True)
class ShownMessages:
    """The messages of a conversation that a page shows."""

    run: str = ""
    """:attr:`Conversation.run` of the conversation; empty if the page shows no conversation"""
    settled: int = 0
    """how many of the conversation's first messages will not change"""

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
    """Return, as JSON, the messages of a conversation that a page does not show, for :data:`APPEND_MESSAGES`."""
    # The number is taken first: a reply with a higher number holds all that was answered at a lower one.
    revision, settled = next(_REVISIONS), conversation.settled
    start = shown.settled if shown.run == conversation.run else 0
    messages = [
        {"role": message["role"], "content": [{"type": "text", "text": message["content"]}], "metadata": None}
        for message in conversation.messages[start:]
    ]
    reply = {"run": conversation.run, "revision": revision, "start": start, "settled": settled, "messages": messages}
    return json.dumps(reply, ensure_ascii=False)
