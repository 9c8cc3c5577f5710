"""Health and readiness."""

from starlette.applications import Starlette
from starlette.testclient import TestClient

from qa.server.operations.health import Health


def test_a_server_is_ready_when_every_library_is_and_until_it_ends() -> None:
    ready = {"laws": True, "plans": False}
    health = Health({name: lambda name=name: ready[name] for name in ready})  # type: ignore[misc]
    client = TestClient(Starlette(routes=health.routes()))
    reply = client.get("/readyz")
    assert (reply.status_code, reply.json()["libraries"]) == (503, ready)
    ready["plans"] = True
    assert client.get("/readyz").status_code == 200
    health.end()
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").text == "ok"
