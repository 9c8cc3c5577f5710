"""What one person has asked and been told, as the messages of a chat."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from qa.errors import QaError
from qa.web.rendering import render_answer, render_error, render_notice, render_question
from qa.web.service import Service

Messages = list[dict[str, Any]]

_POLL_SECONDS = 0.5
_WIDEN = "在全部资料里查"
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Exchange:
    """A question and the latest reply to it, both as HTML; a blank question is not shown."""

    question: str
    reply: str
    searched: str = ""
    """what was searched for, once there is an answer"""
    narrowed: bool = False
    """whether only some of the documents were searched, because the question says so"""


@dataclass(slots=True)
class Conversation:
    """The questions of one person with their replies. One may be asked while another still waits for its reply."""

    _exchanges: list[_Exchange] = field(default_factory=list)

    @property
    def messages(self) -> Messages:
        """All of it, oldest first, in the form that Gradio's chat shows."""
        messages: Messages = []
        for exchange in self._exchanges:
            if exchange.question:
                messages.append({"role": "user", "content": exchange.question})
            reply: dict[str, Any] = {"role": "assistant", "content": exchange.reply}
            if exchange.narrowed:
                reply["options"] = [{"label": _WIDEN, "value": exchange.searched}]
            messages.append(reply)
        return messages

    def widen(self, service: Service, question: str) -> Iterator[Messages]:
        """Ask a question again, of all documents."""
        yield from self.ask(service, question, narrow=False)

    def ask(self, service: Service, question: str, *, narrow: bool = True) -> Iterator[Messages]:
        """Ask a question: the messages at once, again while the library gets ready, and with the reply at the end."""
        exchange = _Exchange(render_question(question) if question.strip() else "", render_notice("正在查找…"))
        self._exchanges.append(exchange)
        yield self.messages
        while not service.wait(_POLL_SECONDS):
            exchange.reply = render_notice(service.status)
            yield self.messages
        self._answer(exchange, service, question, narrow)
        yield self.messages

    def clear(self) -> Messages:
        """Forget everything; a reply that is still awaited will not be shown. The messages: none."""
        self._exchanges.clear()
        return self.messages

    def _answer(self, exchange: _Exchange, service: Service, question: str, narrow: bool) -> None:
        earlier = [other.searched for other in self._exchanges if other.searched]
        try:
            answer = service.ask(question, earlier, narrow)
            exchange.searched = answer.searched or answer.question
            exchange.narrowed = bool(answer.narrowed)
            exchange.reply = render_answer(answer)
        except QaError as error:
            exchange.reply = render_error(str(error))
        except Exception:
            # The last place where an error can still be shown beside the question that caused it.
            _log.exception("cannot answer")
            exchange.reply = render_error("出了意外的错误，没能回答。详情见启动本程序的终端")
