"""Connect the libraries with the server's health checks, metrics and logs."""

from collections.abc import Sequence
from functools import partial

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from qa.server.accounts.server_accounts import Accounts
from qa.server.libraries.offered_libraries import OfferedLibrary
from qa.server.operations.access_log import LogFormat, LogRequests
from qa.server.operations.health import Health
from qa.server.operations.metrics import ServerMetrics
from qa.server.public_text import public_text
from qa.types import Answer
from qa.web.service import Service
from qa.web.service_observers import Actor, ServiceObserver


class LibraryObserver(ServiceObserver):
    """Reports questions and changes of a library to the metrics and the audit log.

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
        """Record the duration of a step."""
        self._metrics.step(self._library, name, seconds)

    def answered(self, question: str, answer: Answer | None) -> None:
        """Count a question."""
        self._metrics.answered(self._library, answer)

    def changed(self, actor: Actor, action: str, titles: tuple[str, ...]) -> None:
        """Write a change to the audit log."""
        self._accounts.audit.write(actor.user, action, self._library, actor.address, {"titles": titles})


class Operations:
    """The health checks, the metrics and the access log of a server.

    Args:
        offered: the libraries of the server; an observer is attached to each.
        accounts: the accounts with the audit log.
        form: the format of the access log.
    """

    def __init__(self, offered: Sequence[OfferedLibrary], accounts: Accounts, form: LogFormat) -> None:
        self.health = Health({each.configured.name: partial(_unready, each.service) for each in offered})
        self.routes: list[BaseRoute] = []
        """the routes of the health checks and the metrics"""
        self.middleware = [] if form is LogFormat.OFF else [Middleware(LogRequests, form=form)]
        """middleware that sees a request before the guards do"""
        metrics = ServerMetrics()
        self.routes += [*self.health.routes(), metrics.route()]
        _observe(offered, metrics, accounts)


def _observe(offered: Sequence[OfferedLibrary], metrics: ServerMetrics, accounts: Accounts) -> None:
    for each in offered:
        name, service = each.configured.name, each.service
        service.observers.add(LibraryObserver(name, metrics, accounts))
        metrics.watch(
            name,
            waiting=partial(_waiting, service),
            generation=partial(_generation, service),
            documents=partial(_documents, service),
        )


def _unready(service: Service) -> str:
    """Return why a library does not answer at once, without folders; an empty text if it does."""
    if problem := service.problem:
        return public_text(problem)
    return "" if service.wait(0) else "正在准备资料"


def _waiting(service: Service) -> int:
    return service.waiting


def _generation(service: Service) -> int:
    return service.library.generation


def _documents(service: Service) -> int:
    return len(service.documents())
