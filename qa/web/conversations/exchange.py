"""A question of a conversation and the reply to it."""

import zlib
from dataclasses import dataclass
from typing import Any

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
    """empty for a blank question, which is not shown"""
    answer: Answer | None = None
    """``None`` until the question is answered"""
    is_waiting: bool = False
    """whether the reply is a notice, to be replaced by the final reply"""
    is_saved: bool = False
    """whether it belongs to a saved conversation that is asked again"""
    no_passages: str = ""
    """the reason why the answer has no passages, if it has none"""
    _reply: bytes = _NOTHING

    @property
    def reply_html(self) -> str:
        """The reply as HTML; kept compressed, because a server keeps thousands of replies."""
        return zlib.decompress(self._reply).decode()

    @reply_html.setter
    def reply_html(self, html: str) -> None:
        self._reply = zlib.compress(html.encode())

    @property
    def searched(self) -> str:
        """The question as it was searched for, or as typed if it has no answer yet."""
        return (self.answer.searched if self.answer else "") or self.request.question

    @property
    def message_count(self) -> int:
        """The number of :attr:`messages`."""
        return 2 if self.question_html else 1

    @property
    def messages(self) -> Messages:
        """The question, unless it is blank, and the reply."""
        reply = {"role": "assistant", "content": self.reply_html}
        return [{"role": "user", "content": self.question_html}, reply] if self.question_html else [reply]
