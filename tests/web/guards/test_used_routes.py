"""Routes of Gradio that the page does not use are closed."""

import pytest

from qa.web.guards.used_routes import RefuseUnusedRoutes
from tests.web.guards.replies import guarded

OPEN = [
    *("/", "/config", "/theme.css", "/assets/index.js", "/static/img/logo.svg", "/gradio_api/info"),
    *("/gradio_api/queue/join", "/gradio_api/queue/data", "/gradio_api/upload", "/gradio_api/upload_progress"),
    *("/gradio_api/heartbeat/a1", "/gradio_api/run/ask", "/gradio_api/call/ask", "/gradio_api/call/ask/e1"),
    *("/gradio_api/call/v2/ask", "/gradio_api/cancel", "/gradio_api/reset"),
]
CLOSED = [
    *("/gradio_api/file=http://example.com/a", "/gradio_api/file=/etc/passwd", "/gradio_api/file/etc/passwd"),
    *("/gradio_api/proxy=https://a.hf.space/", "/gradio_api/vibe-edit/", "/gradio_api/vibe-code"),
    *("/gradio_api/process_recording", "/gradio_api/component_server", "/gradio_api/deep_link", "/gradio_api/runs"),
    *("/monitoring", "/monitoring/summary", "/login", "/logout", "/gradio_api/dev/reload", "/gradio_api/stream/a"),
    *("/docs", "/openapi.json", "/gradio_api/custom_component/1/client/component/a.js", "/gradio_api//file=a"),
]


@pytest.mark.parametrize("path", OPEN)
def test_a_route_of_the_page_is_open(path: str) -> None:
    assert guarded(RefuseUnusedRoutes).get(path).status_code == 200


@pytest.mark.parametrize("path", CLOSED)
def test_another_route_is_closed(path: str) -> None:
    assert guarded(RefuseUnusedRoutes).get(path).status_code == 404
