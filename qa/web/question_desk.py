"""The open questions of a served library, and its pins: the answers that people choose."""

from collections.abc import Sequence

from qa.library import Library, Pin, PinnedText
from qa.open_questions import QuestionCount, QuestionLog
from qa.web.question_logger import QuestionLogger
from qa.web.service_observers import Actor, ServiceObservers

_ALIKE = 0.93
"""minimum cosine similarity of questions that are offered to a person as variants"""
_OFFERED = 10
_COMPARED = 200
"""maximum number of open questions that are compared, because each takes the model some milliseconds"""


class QuestionDesk:
    """The open questions and the pins of a library, for the page and the HTTP API.

    Args:
        library: the library.
        observers: are told of each change.
    """

    def __init__(self, library: Library, observers: ServiceObservers) -> None:
        self._library = library
        self._observers = observers
        self.log = QuestionLog(library.folder)
        self.days = 0
        """for how many days open questions are kept; 0 if no open questions are logged"""

    def keep_questions(self, days: int) -> None:
        """Delete expired entries of the log, and log open questions from now on.

        Args:
            days: for how many days each entry is kept; 0 to log no open questions.

        Raises:
            LibraryError: the log cannot be read or written.
        """
        self.log.delete_expired()
        self.days = days
        if days:
            self._observers.add(QuestionLogger(self.log, days))

    def open_questions(self) -> tuple[QuestionCount, ...]:
        """Return the open questions, the most frequent first.

        A question with a pin in use is left out, unless it was logged again after it was pinned.

        Raises:
            LibraryError: the log or the pins cannot be read.
        """
        return self.log.counts([each.pin for each in self._library.pins() if each.state == "used"])

    def alike(self, question: str, others: Sequence[str]) -> list[str]:
        """Return up to ten of ``others`` that may ask the same as ``question``, the most similar first.

        A person decides which of them do. ``question`` itself is left out, and only the first 200 others are compared.

        Raises:
            QaError: the model cannot be loaded.
        """
        compared = [other for other in others if other != question][:_COMPARED]
        if not compared:
            return []
        vectors = self._library.ask_context.encoder.encode_symmetric([question, *compared])
        cosines = (vectors[1:] @ vectors[0]).tolist()
        near = sorted(zip(cosines, compared, strict=True), reverse=True)
        return [other for cosine, other in near[:_OFFERED] if cosine >= _ALIKE]

    def pin(
        self, actor: Actor, question: str, document_id: int, text: str, *, variants: Sequence[str] = (), start: int = 0
    ) -> PinnedText:
        """Pin a text to a question; ``actor`` makes the change, the other arguments are those of :meth:`Library.pin`.

        Raises:
            QaError: as for :meth:`Library.pin`.
        """
        pinned = self._library.pin(question, document_id, text, variants, start)
        self._observers.changed(actor, "pin.add", (pinned.pin.question,))
        return pinned

    def unpin(self, actor: Actor, pin_id: int) -> Pin:
        """Remove a pin and return it; ``actor`` makes the change.

        Raises:
            LibraryError: as for :meth:`Library.unpin`.
        """
        removed = self._library.unpin(pin_id)
        self._observers.changed(actor, "pin.remove", (removed.question,))
        return removed
