"""The questions of one user and the replies to them, as the messages of a chat."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from uuid import uuid4

from qa.errors import QaError, QuestionError
from qa.messages import Message
from qa.types import Answer, Span
from qa.web.conversations.exchange import Exchange, Messages
from qa.web.conversations.question_request import QuestionRequest
from qa.web.guards.fair_turns import ANYONE, Client
from qa.web.rendering import render_answer, render_error, render_failure, render_notice, render_question
from qa.web.service import Service
from qa.web.texts import ZH, Texts

_POLL_SECONDS = 0.5
_QUESTION_LIMIT = 200
"""maximum number of questions in a conversation"""
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Conversation:
    """The questions of one user with their replies. A question may be asked while another waits for its reply."""

    texts: Texts = ZH
    client: Client = ANYONE
    """the sender of the questions"""
    id: str = field(default_factory=lambda: uuid4().hex)
    """unique; changed by :meth:`clear` and :meth:`replay`, and by the chat if it saves the conversation as a new one"""
    run: str = field(default_factory=lambda: uuid4().hex)
    """random; changes whenever all messages are replaced, even if :attr:`id` stays the same"""
    _exchanges: list[Exchange] = field(default_factory=list)

    @property
    def messages(self) -> Messages:
        """All messages, oldest first."""
        return [message for exchange in self._exchanges for message in exchange.messages]

    @property
    def settled(self) -> int:
        """How many messages come before the first question that waits for its reply."""
        settled = takewhile(lambda exchange: not exchange.is_waiting, self._exchanges)
        return sum(exchange.message_count for exchange in settled)

    @property
    def question_count(self) -> int:
        """The number of questions."""
        return len(self._exchanges)

    @property
    def is_begun(self) -> bool:
        """Whether the conversation has a question, even one without a reply yet."""
        return bool(self._exchanges)

    @property
    def requests(self) -> tuple[QuestionRequest, ...]:
        """The questions with an answer and those of a saved conversation, oldest first; :meth:`replay` takes them."""
        return tuple(exchange.request for exchange in self._exchanges if exchange.is_answered or exchange.is_saved)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers, oldest first."""
        return tuple(answer for exchange in self._exchanges if (answer := exchange.answer))

    def answer(self, turn: int) -> Answer | None:
        """Return the answer to the question at a position, counted from 0; ``None`` if there is none."""
        return self._exchanges[turn].answer if 0 <= turn < len(self._exchanges) else None

    def judge(self, turn: int, good: bool) -> None:
        """Render the reply to the question at a position (from 0) again, with the user's verdict on the answer.

        Nothing happens if the question has no answer.
        """
        exchange = self._exchanges[turn]
        if answer := exchange.answer:
            exchange.reply_html = render_answer(answer, turn, self.texts, judged=good, no_passages=exchange.no_passages)

    def hits_in(self, document_id: int) -> tuple[Span, ...]:
        """Return the spans of a document's passages in the latest answer that cites it; empty if no answer does."""
        for exchange in reversed(self._exchanges):
            passages = answer.passages if (answer := exchange.answer) else ()
            cited = [hit.citation for hit in passages if hit.citation.document_id == document_id]
            if cited:
                return tuple(Span(citation.start, citation.end) for citation in cited)
        return ()

    def ask(self, service: Service, request: QuestionRequest) -> Iterator[Messages]:
        """Ask a question; yield all messages repeatedly while the library gets ready, and once more with the reply.

        If the library is ready, the messages are yielded only with the reply. If the question cannot be answered, the
        reply states the error. A full conversation refuses the question.
        """
        if len(self._exchanges) >= _QUESTION_LIMIT:
            self._refuse(request)
            yield self.messages
            return
        yield from self._replies(self._appended(request), service)

    def waiting(self, service: Service) -> Iterator[str]:
        """Yield the progress of the library's preparation as HTML until the preparation has ended."""
        seconds = 0.0
        while not service.wait(seconds):
            yield render_notice(self._progress(service))
            seconds = _POLL_SECONDS

    def replay(self, service: Service, id_: str, requests: Sequence[QuestionRequest]) -> Iterator[Messages]:
        """Replace the conversation by a saved one and ask its questions again; yield all messages after each step.

        A question that the user asks meanwhile comes after the saved questions. The replay ends early if the user
        replaces the conversation.

        Args:
            service: the service that answers.
            id_: id of the saved conversation.
            requests: the :attr:`requests` of the saved conversation.
        """
        self.clear()
        self.id = id_
        saved = [self._appended(request, is_saved=True) for request in requests]
        replayed = self._exchanges
        yield self.messages
        for exchange in saved:
            if self._exchanges is not replayed:
                return
            yield from self._replies(exchange, service)

    def clear(self) -> Messages:
        """Begin a new conversation and return its messages, an empty list; pending replies will not be shown."""
        self.id, self.run = uuid4().hex, uuid4().hex
        self._exchanges = []
        return self.messages

    def _appended(self, request: QuestionRequest, *, is_saved: bool = False) -> Exchange:
        """Append a question that waits for its reply, and return its exchange."""
        question = render_question(request.question, self.texts) if request.question.strip() else ""
        exchange = Exchange(request, question, is_waiting=True, is_saved=is_saved)
        exchange.reply_html = render_notice(self.texts.searching)
        self._exchanges.append(exchange)
        return exchange

    def _replies(self, exchange: Exchange, service: Service) -> Iterator[Messages]:
        """Answer a question; yield the messages as :meth:`ask` does."""
        for notice in self.waiting(service):
            exchange.reply_html = notice
            yield self.messages
        self._answer(exchange, service)
        exchange.is_waiting = False
        yield self.messages

    def _refuse(self, request: QuestionRequest) -> None:
        """Append a message that the conversation takes no further question, unless it has this message already."""
        if len(self._exchanges) == _QUESTION_LIMIT:
            full = Message("这个对话已有 {count} 个问题。请新建一个对话再问", count=_QUESTION_LIMIT)
            refusal = Exchange(request, "")
            refusal.reply_html = render_failure(QuestionError(full), self.texts)
            self._exchanges.append(refusal)

    def _progress(self, service: Service) -> str:
        progress = service.progress
        if progress is None or not progress.passages_total:
            return self.texts.preparing
        return self.texts.preparing_passages.format(progress.passages_done, progress.passages_total)

    def _reason_for_no_passages(self, service: Service) -> str:
        if service.documents():
            return self.texts.nothing_in_filters
        return self.texts.empty_library_read_only if service.read_only else self.texts.empty_library

    def _answer(self, exchange: Exchange, service: Service) -> None:
        request = exchange.request
        turn = self._exchanges.index(exchange) if exchange in self._exchanges else 0
        earlier = [each.searched for each in self._exchanges[:turn] if each.is_answered or each.is_saved]
        try:
            answer = service.ask(request.question, earlier, request.narrow, request.filters, client=self.client)
            if not answer.passages:
                exchange.no_passages = self._reason_for_no_passages(service)
            exchange.answer = answer
            exchange.reply_html = render_answer(answer, turn, self.texts, no_passages=exchange.no_passages)
        except QaError as error:
            exchange.reply_html = render_failure(error, self.texts, service.folder)
        except Exception:
            # The last place where an error can be shown beside the question that caused it.
            _log.exception("cannot answer")
            exchange.reply_html = render_error(self.texts.unexpected)
