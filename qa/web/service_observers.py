"""The observers of a service: the metrics, the audit log, the log of open questions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.feedback import Feedback
from qa.server.accounts.roles import identity_of
from qa.types import Answer
from qa.web.guards.client_address import address_of_client

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection


@dataclass(frozen=True, slots=True)
class Actor:
    """The person or program that changes a library."""

    user: str = ""
    """name of the user; empty on a server without sign-in"""
    address: str = ""
    """address of the computer from which the change is made"""


def actor_of(request: "HTTPConnection | None") -> Actor:
    """Return the user and the computer that sent a request."""
    return Actor(identity_of(request.scope).name, address_of_client(request.scope)) if request else Actor()


class ServiceObserver:
    """Base class of observers of a service; its methods do nothing."""

    def step(self, name: str, seconds: float) -> None:
        """Called with the name of a step of answering a question, and the duration of the step."""

    def answered(self, question: str, answer: Answer | None) -> None:
        """Called with a question and its answer; the answer is ``None`` after an error."""

    def judged(self, feedback: Feedback) -> None:
        """Called with a user's verdict on an answer."""

    def changed(self, actor: Actor, action: str, titles: tuple[str, ...]) -> None:
        """Called after a change of the library.

        Args:
            actor: who made it.
            action: ``document.add``, ``document.correct``, ``document.remove``, ``document.restore``, ``pin.add`` or
                ``pin.remove``.
            titles: names of the files, titles of the documents, or the pinned questions.
        """


class ServiceObservers(ServiceObserver):
    """Passes events of a service on to all its observers."""

    def __init__(self) -> None:
        self._observers: list[ServiceObserver] = []

    def add(self, observer: ServiceObserver) -> None:
        """Add an observer."""
        self._observers.append(observer)

    def step(self, name: str, seconds: float) -> None:
        """Report the duration of a step."""
        for observer in self._observers:
            observer.step(name, seconds)

    def answered(self, question: str, answer: Answer | None) -> None:
        """Report a question and its answer."""
        for observer in self._observers:
            observer.answered(question, answer)

    def judged(self, feedback: Feedback) -> None:
        """Report a verdict."""
        for observer in self._observers:
            observer.judged(feedback)

    def changed(self, actor: Actor, action: str, titles: tuple[str, ...]) -> None:
        """Report a change, unless ``titles`` is empty."""
        for observer in self._observers if titles else ():
            observer.changed(actor, action, titles)
