"""Connect the services of the libraries with the metrics and the audit log."""

from collections.abc import Sequence
from functools import partial

from qa.server.accounts.server_accounts import Accounts
from qa.server.libraries.offered_libraries import OfferedLibrary
from qa.server.operations.metrics import ServerMetrics
from qa.types import Answer
from qa.web.service import Service
from qa.web.service_observers import Actor, ServiceObserver


class LibraryObserver(ServiceObserver):
    """Tells the metrics and the audit log what happens in a library.

    Args:
        library: the name of the library.
        metrics: the metrics of the server.
        accounts: the accounts with the audit log.
    """

    def __init__(self, library: str, metrics: ServerMetrics, accounts: Accounts) -> None:
        self._library = library
        self._metrics = metrics
        self._accounts = accounts

    def step(self, name: str, seconds: float) -> None:
        """Note the time of a step."""
        self._metrics.step(self._library, name, seconds)

    def answered(self, question: str, answer: Answer | None) -> None:
        """Count the question."""
        self._metrics.answered(self._library, answer)

    def changed(self, actor: Actor, action: str, titles: tuple[str, ...]) -> None:
        """Write a line of the audit log."""
        self._accounts.audit.write(actor.user, action, self._library, actor.address, {"titles": titles})


def observe_libraries(offered: Sequence[OfferedLibrary], metrics: ServerMetrics, accounts: Accounts) -> None:
    """Observe libraries from now on."""
    for each in offered:
        name, service = each.configured.name, each.service
        service.observers.add(LibraryObserver(name, metrics, accounts))
        metrics.watch(
            name,
            waiting=partial(_waiting, service),
            generation=partial(_generation, service),
            documents=partial(_documents, service),
        )


def _waiting(service: Service) -> int:
    return service.waiting


def _generation(service: Service) -> int:
    return service.library.generation


def _documents(service: Service) -> int:
    return len(service.documents())
