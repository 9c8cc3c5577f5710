"""What one person has asked and been told, as the messages of a chat."""

import json
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from qa.citation_text import citation_line
from qa.errors import QaError
from qa.json_output import answer_record
from qa.types import Answer, Span
from qa.web.asked import Asked
from qa.web.rendering import render_answer, render_error, render_failure, render_notice, render_question
from qa.web.service import Service
from qa.web.texts import ZH, Texts

Messages = list[dict[str, Any]]

# Marks that are markup anywhere, and those that are at the beginning of a line: of lists and underlined headings.
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~$&]|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]")

_POLL_SECONDS = 0.5
_log = logging.getLogger(__name__)


# Each is itself and no other: the same may be asked twice.
@dataclass(slots=True, eq=False)
class _Exchange:
    """A question and the latest reply to it, both as HTML; a blank question is not shown."""

    asked: Asked
    shown: str
    reply: str
    answer: Answer | None = None
    """once there is one"""
    no_passages: str = ""
    """why the answer has none, where it has none"""


@dataclass(slots=True)
class Conversation:
    """The questions of one person with their replies. One may be asked while another still waits for its reply."""

    texts: Texts = ZH
    id: str = field(default_factory=lambda: uuid4().hex)
    """of this conversation and no other: not the same after :meth:`clear`"""
    _exchanges: list[_Exchange] = field(default_factory=list)

    @property
    def messages(self) -> Messages:
        """All of it, oldest first, in the form that Gradio's chat shows."""
        messages: Messages = []
        for exchange in self._exchanges:
            if exchange.shown:
                messages.append({"role": "user", "content": exchange.shown})
            messages.append({"role": "assistant", "content": exchange.reply})
        return messages

    @property
    def begun(self) -> bool:
        """Whether something was asked, answered or not."""
        return bool(self._exchanges)

    @property
    def questions(self) -> tuple[Asked, ...]:
        """What was asked and answered, oldest first: asking it again gives the same conversation."""
        return tuple(exchange.asked for exchange in self._exchanges if exchange.answer)

    def answer(self, turn: int) -> Answer | None:
        """The answer to the question of that number, if there is one."""
        return self._exchanges[turn].answer if 0 <= turn < len(self._exchanges) else None

    def judge(self, turn: int, good: bool) -> None:
        """Note that an answer was called good, or bad."""
        exchange = self._exchanges[turn]
        if exchange.answer:
            exchange.reply = render_answer(
                exchange.answer, turn, self.texts, judged=good, no_passages=exchange.no_passages
            )

    def hits_in(self, document_id: int) -> tuple[Span, ...]:
        """What the latest answer that cites a document found in it."""
        for exchange in reversed(self._exchanges):
            passages = exchange.answer.passages if exchange.answer else ()
            found = [hit.citation for hit in passages if hit.citation.document_id == document_id]
            if found:
                return tuple(Span(citation.start, citation.end) for citation in found)
        return ()

    def ask(self, service: Service, asked: Asked) -> Iterator[Messages]:
        """Ask a question: the messages while the library gets ready, and with the reply at the end.

        A library that is ready replies before a notice could be read.
        """
        shown = render_question(asked.question, self.texts) if asked.question.strip() else ""
        exchange = _Exchange(asked, shown, render_notice(self.texts.searching))
        self._exchanges.append(exchange)
        for notice in self.waiting(service):
            exchange.reply = notice
            yield self.messages
        self._answer(exchange, service)
        yield self.messages

    def waiting(self, service: Service) -> Iterator[str]:
        """As long as the library gets ready, how far that is, as HTML; nothing when it is ready."""
        seconds = 0.0
        while not service.wait(seconds):
            yield render_notice(self._status(service))
            seconds = _POLL_SECONDS

    def replay(self, service: Service, id_: str, questions: Sequence[Asked]) -> Iterator[Messages]:
        """Ask questions again, in place of what was asked so far: if the documents have changed, so do the answers.

        Args:
            service: answers.
            id_: of the conversation that it was and is again.
            questions: those of :attr:`questions`.
        """
        self.clear()
        self.id = id_
        replayed = self._exchanges
        yield self.messages
        for asked in questions:
            if self._exchanges is not replayed:
                return
            yield from self.ask(service, asked)

    def clear(self) -> Messages:
        """Begin another; a reply that is still awaited will not be shown. The messages: none."""
        self.id = uuid4().hex
        self._exchanges = []
        return self.messages

    def as_markdown(self) -> str:
        """The questions and answers to keep, each with its citation."""
        parts = []
        for answer in self._answers():
            sentence = answer.sentence
            quoted = "\n".join(f"> {_as_markdown(line)}" for line in sentence.text.splitlines()) if sentence else ""
            said = f"{quoted}\n\n{_as_markdown(citation_line(sentence.citation))}" if sentence else self.texts.not_found
            parts.append(f"## {_as_markdown(' '.join(answer.question.split()))}\n\n{said}\n")
        return "\n".join(parts)

    def as_json(self) -> str:
        """The questions and answers as ``qa ask --json`` prints them, in a list."""
        records = [answer_record(answer, str(number)) for number, answer in enumerate(self._answers(), start=1)]
        return json.dumps(records, ensure_ascii=False, indent=2)

    def _answers(self) -> Iterator[Answer]:
        return (exchange.answer for exchange in self._exchanges if exchange.answer)

    def _status(self, service: Service) -> str:
        progress = service.progress
        if progress is None or not progress.passages_total:
            return self.texts.preparing
        return self.texts.preparing_passages.format(progress.passages_done, progress.passages_total)

    def _why_none(self, service: Service) -> str:
        if service.documents():
            return self.texts.nothing_in_filters
        return self.texts.empty_library_read_only if service.read_only else self.texts.empty_library

    def _answer(self, exchange: _Exchange, service: Service) -> None:
        asked = exchange.asked
        earlier = [answer.searched or answer.question for answer in self._answers()]
        turn = self._exchanges.index(exchange) if exchange in self._exchanges else 0
        try:
            answer = service.ask(asked.question, earlier, asked.narrow, asked.filters)
            if not answer.passages:
                exchange.no_passages = self._why_none(service)
            exchange.answer = answer
            exchange.reply = render_answer(answer, turn, self.texts, no_passages=exchange.no_passages)
        except QaError as error:
            exchange.reply = render_failure(error, self.texts, service.folder)
        except Exception:
            # The last place where an error can still be shown beside the question that caused it.
            _log.exception("cannot answer")
            exchange.reply = render_error(self.texts.unexpected)


def _as_markdown(line: str) -> str:
    """A line of text so that Markdown shows it as it is."""
    return _MARKUP.sub(r"\\\g<0>", line.strip())
