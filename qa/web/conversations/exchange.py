"""A question of a conversation and the reply to it."""

import pickle
import zlib
from dataclasses import dataclass
from typing import Any, cast

from qa.types import Answer
from qa.web.conversations.question_request import QuestionRequest

Messages = list[dict[str, Any]]
"""messages as ``gr.Chatbot`` takes them"""
_NOTHING = zlib.compress(b"")


# Compared by identity: the same question may be asked twice.
@dataclass(slots=True, eq=False)
class Exchange:
    """A question and the latest reply to it."""

    request: QuestionRequest
    question_html: str
    """the question as HTML; empty if it is not shown, because it is blank or the conversation is full"""
    is_waiting: bool = False
    """whether the reply is a notice, to be replaced by the final reply"""
    is_saved: bool = False
    """whether the question comes from a saved conversation that was opened again"""
    no_passages: str = ""
    """the reason why the answer has no passages, if it has none"""
    _reply: bytes = _NOTHING
    _answer: bytes = b""

    @property
    def is_answered(self) -> bool:
        """Whether the question has an answer."""
        return bool(self._answer)

    @property
    def answer(self) -> Answer | None:
        """The answer, kept compressed like the reply; ``None`` until the question is answered, and after an error."""
        return cast(Answer, pickle.loads(zlib.decompress(self._answer))) if self._answer else None

    @answer.setter
    def answer(self, answer: Answer) -> None:
        self._answer = zlib.compress(pickle.dumps(answer))

    @property
    def reply_html(self) -> str:
        """The reply as HTML; kept compressed, because a server keeps thousands of replies."""
        return zlib.decompress(self._reply).decode()

    @reply_html.setter
    def reply_html(self, html: str) -> None:
        self._reply = zlib.compress(html.encode())

    @property
    def searched(self) -> str:
        """The text that was searched for; the typed question if it has no answer or was searched for unchanged."""
        answer = self.answer
        return (answer.searched if answer else "") or self.request.question

    @property
    def message_count(self) -> int:
        """The number of :attr:`messages`."""
        return 2 if self.question_html else 1

    @property
    def messages(self) -> Messages:
        """The question, unless it is not shown, and the reply."""
        reply = {"role": "assistant", "content": self.reply_html}
        return [{"role": "user", "content": self.question_html}, reply] if self.question_html else [reply]
