"""The metrics for Prometheus."""

from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from qa.answering.step_times import observed, timed
from qa.library import Library
from qa.server.accounts.roles import Identity, Role, set_identity
from qa.server.operations.metrics import ServerMetrics
from qa.types import Answer, AnswerKind


def value(metrics: ServerMetrics, name: str, **labels: str) -> float | None:
    """Return the value of a metric."""
    return metrics.registry.get_sample_value(name, labels)


def test_questions_are_counted_by_the_kind_of_their_answer() -> None:
    metrics = ServerMetrics()
    for answer in (Answer("?", False, 0.0, None, ()), Answer("?", False, 0.0, None, ()), None):
        metrics.answered("laws", answer)
    metrics.answered("laws", Answer("?", False, 0.0, None, (), kind=AnswerKind.GREETING))
    counted = {
        status: value(metrics, "gongwen_qa_questions_total", library="laws", status=status)
        for status in ("not_found", "refused", "small_talk", "found")
    }
    assert counted == {"not_found": 2, "refused": 1, "small_talk": 1, "found": None}


def test_gauges_are_measured_when_they_are_read() -> None:
    metrics, documents = ServerMetrics(), 3
    metrics.watch("laws", documents=lambda: documents)
    assert value(metrics, "gongwen_qa_library_documents", library="laws") == 3
    documents = 4
    assert value(metrics, "gongwen_qa_library_documents", library="laws") == 4
    assert value(metrics, "process_resident_memory_bytes")


def test_the_steps_of_a_question_are_timed(seed_library: Library) -> None:
    steps: dict[str, float] = {}
    with observed(steps.__setitem__):
        seed_library.ask("开办时间？")
    assert steps.keys() >= {"encode", "rank", "judge"}
    assert all(seconds > 0 for seconds in steps.values())
    before = dict(steps)
    seed_library.ask("开办时间？")
    assert steps == before, "outside the context nobody is told"


def test_a_step_that_fails_is_timed_too() -> None:
    steps: list[str] = []
    try:
        with observed(lambda step, _: steps.append(step)), timed("rank"):
            raise ValueError
    except ValueError:
        pass
    assert steps == ["rank"]


def test_only_an_administrator_of_everything_reads_the_metrics() -> None:
    route = ServerMetrics().route()
    roles: dict[str, Role] = {}

    async def signed_in(scope: Scope, receive: Receive, send: Send) -> None:
        set_identity(scope, Identity("li", roles))
        await route.handle(scope, receive, send)

    client = TestClient(signed_in)
    for library, role, status in (
        ("laws", Role.ADMINISTRATOR, 403),
        ("*", Role.EDITOR, 403),
        ("*", Role.ADMINISTRATOR, 200),
    ):
        roles = {library: role}
        assert client.get("/metrics").status_code == status
