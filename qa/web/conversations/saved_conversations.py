"""The conversations that a browser saves: names and questions, from which the server makes the answers again.

A browser may send anything, so its data is validated and cut to size. All pages of a browser share its storage: the
server sends only what changes, and the browser applies the change to the conversations stored at that moment.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self
from uuid import uuid4

from qa.web.conversations.question_request import QuestionRequest
from qa.web.page_scripts import function_script

_CONVERSATION_LIMIT, _QUESTION_LIMIT = 50, 100
NAME_LIMIT = 40
"""maximum length of a conversation's name, in characters"""
_STORAGE_KEY = "gongwen-qa-conversations"
SAVE_CONVERSATIONS = function_script(
    "save_conversations", storageKey=_STORAGE_KEY, limit=_CONVERSATION_LIMIT, questions=_QUESTION_LIMIT
)
"""script of an event that applies :meth:`SavedConversations.changes_since` in the browser"""


def reading_saved_conversations(inputs: int) -> str:
    """Return a script that replaces the last input of an event by JSON: the saved conversations and shown messages.

    Args:
        inputs: the number of inputs of the event.
    """
    return function_script("read_saved_conversations", storageKey=_STORAGE_KEY, inputs=inputs)


@dataclass(frozen=True, slots=True)
class SavedConversation:
    """The name and the questions of a conversation."""

    id: str
    name: str
    requests: tuple[QuestionRequest, ...]

    def record(self) -> dict[str, Any]:
        """Return the conversation as JSON values."""
        return {"id": self.id, "name": self.name, "questions": [request.record() for request in self.requests]}


@dataclass(frozen=True, slots=True)
class SavedConversations:
    """All saved conversations of a browser, newest first, and the id of the open one."""

    conversations: tuple[SavedConversation, ...] = ()
    current: str = ""
    """id of the open conversation; empty if it is not saved yet"""

    @classmethod
    def from_browser(cls, stored: Any) -> Self:
        """Read the data that a browser sent, as JSON text or values; invalid parts are left out."""
        if isinstance(stored, str):
            try:
                stored = json.loads(stored)
            except (ValueError, RecursionError):
                stored = None
        rows = stored.get("conversations") if isinstance(stored, dict) else None
        rows = rows[:_CONVERSATION_LIMIT] if isinstance(rows, list) else []
        conversations = tuple(conversation for row in rows if (conversation := _from_record(row)))
        current = stored.get("current") if isinstance(stored, dict) else ""
        ids = [conversation.id for conversation in conversations]
        return cls(conversations, current if isinstance(current, str) and current in ids else "")

    def changes_since(self, before: "SavedConversations") -> str:
        """Return, as JSON, the changes for a browser that has saved ``before``.

        ``put`` holds the new and the changed conversations, ``drop`` the ids of the removed ones, and ``current`` the
        id of the open one. A conversation in ``put`` that continues a saved one holds only the new questions, and
        ``keep``, the number of saved questions that come before them.
        """
        ids = {conversation.id for conversation in self.conversations}
        return json.dumps(
            {
                "put": [
                    _change(conversation, before.get(conversation.id))
                    for conversation in self.conversations
                    if before.get(conversation.id) != conversation
                ],
                "drop": [conversation.id for conversation in before.conversations if conversation.id not in ids],
                "current": self.current,
            },
            ensure_ascii=False,
        )

    def get(self, id_: str) -> SavedConversation | None:
        """Return the conversation with an id, or ``None``."""
        return next((conversation for conversation in self.conversations if conversation.id == id_), None)

    def with_requests(self, id_: str, requests: Sequence[QuestionRequest]) -> Self:
        """Return the conversations with one added or continued, moved to the front and opened.

        A new conversation is named after its first question; without questions, nothing changes. Only the last 100
        questions and the newest 50 conversations are saved.

        A saved conversation is replaced only if ``requests`` continue it. Otherwise another page has continued it
        differently, and ``requests`` are saved under a new id, which is ``current`` of the result.
        """
        if not requests:
            return self
        old = self.get(id_)
        if old and not _continues(requests, old.requests):
            old, id_ = None, uuid4().hex
        name = old.name if old else requests[0].question[:NAME_LIMIT]
        return self._with(SavedConversation(id_, name, tuple(requests[-_QUESTION_LIMIT:])))

    def renamed(self, id_: str, name: str) -> Self:
        """Return the conversations with one renamed, moved to the front and opened.

        A blank name or an unknown id changes nothing.
        """
        name = " ".join(name.split())[:NAME_LIMIT]
        old = self.get(id_)
        return self._with(replace(old, name=name)) if old and name else self

    def without(self, id_: str) -> Self:
        """Return the conversations without one of them, and with none open."""
        left = tuple(conversation for conversation in self.conversations if conversation.id != id_)
        return replace(self, conversations=left, current="")

    def _with(self, newest: SavedConversation) -> Self:
        others = tuple(conversation for conversation in self.conversations if conversation.id != newest.id)
        return replace(self, conversations=(newest, *others)[:_CONVERSATION_LIMIT], current=newest.id)


def _change(conversation: SavedConversation, old: SavedConversation | None) -> dict[str, Any]:
    """Return the record of a conversation for a browser that has saved ``old``.

    If the conversation continues ``old``, the record holds ``keep`` and only the new questions.
    """
    record = conversation.record()
    if old and old.requests and (overlap := _overlap(conversation.requests, old.requests)):
        record |= {"keep": len(old.requests), "questions": record["questions"][overlap:]}
    return record


def _overlap(requests: Sequence[QuestionRequest], old: Sequence[QuestionRequest]) -> int:
    """Return how many requests at the end of ``old`` stand at the beginning of ``requests``.

    Below the maximum length, ``requests`` must begin with all of ``old``. At the maximum length, the oldest requests
    may have been dropped. The result is 0 if ``requests`` do not continue ``old``.
    """
    longest = len(old) if len(requests) < _QUESTION_LIMIT else 1
    overlaps = range(len(old), longest - 1, -1)
    return next((length for length in overlaps if tuple(requests[:length]) == tuple(old[-length:])), 0)


def _continues(requests: Sequence[QuestionRequest], old: Sequence[QuestionRequest]) -> bool:
    """Return whether ``requests`` begin with all of ``old``.

    If ``old`` has the maximum length, requests before it may have been dropped. ``old`` may then occur at any position
    of ``requests``.
    """
    starts = range(len(requests) - len(old) + 1) if len(old) == _QUESTION_LIMIT else range(1)
    return any(tuple(requests[start : start + len(old)]) == tuple(old) for start in starts)


def _from_record(row: Any) -> SavedConversation | None:
    if not isinstance(row, dict):
        return None
    id_, name, questions = row.get("id"), row.get("name"), row.get("questions")
    if not (isinstance(id_, str) and isinstance(name, str) and isinstance(questions, list | tuple)):
        return None
    requests = tuple(QuestionRequest.from_record(question) for question in questions[-_QUESTION_LIMIT:])
    valid = tuple(request for request in requests if request)
    return SavedConversation(id_, name[:NAME_LIMIT], valid) if len(valid) == len(requests) else None
