"""The Prometheus metrics at ``/metrics``: questions, the times of their steps, the queue, memory and the libraries."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from qa.server.accounts.roles import ALL_LIBRARIES, Operation, identity_of
from qa.types import Answer

if TYPE_CHECKING:
    from starlette.requests import Request

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
"""upper bounds of the histogram's buckets"""
_NO_ANSWER = "refused"


class ServerMetrics:
    """The metrics of a server: those of the process, and those of the libraries.

    The names of the metrics of libraries begin with ``gongwen_qa_``; their label ``library`` names the library.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._questions = Counter(
            "gongwen_qa_questions",
            "Questions by what they got: found, possible, not_found, small_talk, or refused with an error",
            ("library", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "gongwen_qa_question_step_seconds",
            "Seconds of the steps of a question: wait (for a turn), encode, rank, judge, and total",
            ("library", "step"),
            buckets=_SECONDS,
            registry=self.registry,
        )
        gauges = {
            "waiting": "Questions that wait for a turn",
            "generation": "Generation of the library: grows with every change",
            "documents": "Documents of the library",
        }
        self._gauges = {
            name: Gauge(f"gongwen_qa_library_{name}", text, ("library",), registry=self.registry)
            for name, text in gauges.items()
        }

    def watch(self, library: str, **measured: Callable[[], float]) -> None:
        """Register gauges of a library, which are read whenever the metrics are requested.

        Args:
            library: the name of the library.
            **measured: functions that return the present values of ``waiting``, ``generation`` and ``documents``.
        """
        for name, measure in measured.items():
            self._gauges[name].labels(library).set_function(measure)

    def step(self, library: str, step: str, seconds: float) -> None:
        """Record the duration of a step of a question."""
        self._seconds.labels(library, step).observe(seconds)

    def answered(self, library: str, answer: Answer | None) -> None:
        """Count a question by the status of its answer, or as small talk; ``None`` counts as refused with an error."""
        status = _NO_ANSWER if answer is None else "small_talk" if answer.kind.is_small_talk else answer.status.value
        self._questions.labels(library, status).inc()

    def route(self) -> Route:
        """Return the route for Prometheus."""
        return Route("/metrics", self._show, methods=["GET"])

    def _show(self, request: "Request") -> Response:
        if not identity_of(request.scope).may(Operation.MONITOR, ALL_LIBRARIES):
            return PlainTextResponse("只有管理员能看运行数据", status_code=403)
        return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)
