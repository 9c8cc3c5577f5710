"""Log the unanswered and disliked questions of a served library."""

import logging

from qa.errors import LibraryError
from qa.feedback import Feedback
from qa.open_questions import OpenQuestion, QuestionLog, disliked, unanswered
from qa.types import Answer
from qa.web.service_observers import ServiceObserver

_log = logging.getLogger(__name__)


class QuestionLogger(ServiceObserver):
    """Writes the open questions of a library to its log of open questions. A failure only goes to the server's own log.

    Args:
        log: the log of the library.
        days: for how many days an entry is kept; 0 writes nothing.
    """

    def __init__(self, log: QuestionLog, days: int) -> None:
        self._questions = log
        self._days = days

    def answered(self, question: str, answer: Answer | None) -> None:
        """Log a question whose answer was not found, as :func:`qa.open_questions.unanswered` decides."""
        self._note(unanswered(answer) if answer else None)

    def judged(self, feedback: Feedback) -> None:
        """Log a question whose answer was disliked."""
        self._note(disliked(feedback))

    def _note(self, question: OpenQuestion | None) -> None:
        if question is None or not self._days:
            return
        try:
            self._questions.add(question, self._days)
        except LibraryError:
            _log.exception("cannot log an open question")
