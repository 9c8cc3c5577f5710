"""Health and readiness."""

from starlette.applications import Starlette
from starlette.testclient import TestClient

from qa.server.operations.health import Health


def test_a_server_is_ready_when_every_library_is_and_until_it_ends() -> None:
    reasons = {"laws": "", "plans": "正在\n准备"}
    health = Health({name: lambda name=name: reasons[name] for name in reasons})  # type: ignore[misc]
    client = TestClient(Starlette(routes=health.routes()))
    reply = client.get("/readyz")
    assert (reply.status_code, reply.json()["libraries"]) == (503, {"laws": True, "plans": False})
    assert reply.json()["reasons"] == {"plans": "正在 准备"}
    reasons["plans"] = ""
    reply = client.get("/readyz")
    assert (reply.status_code, reply.json()["reasons"]) == (200, {})
    health.end()
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").text == "ok"
