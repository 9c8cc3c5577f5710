"""The timer of Gradio's status tracker gets no animation frames."""

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from qa.web import page_scripts
from qa.web.gradio_fixes.idle_timer import StopIdleTimer
from tests.web.gradio_fixes.frontend import TEMPLATES, scripts

SCRIPT = (Path(page_scripts.__file__).parent / "scripts" / "stop_idle_timer.js").read_text(encoding="utf-8")


def test_the_script_still_recognises_the_timer_of_the_status_tracker() -> None:
    pattern = re.search(r"const timer = /(.+)/;", SCRIPT)
    assert pattern
    # The callback sets the seconds that have passed and asks for the next frame without an end.
    callbacks = re.findall(r"function (\w+)\(\)\{\w+\(\(\)=>\{([^{}]*)&&\1\(\)\}\)\}", scripts("statustracker-*"))
    assert [name for name, callback in callbacks if re.search(pattern[1], callback)]


def test_the_head_of_gradios_page_is_still_found() -> None:
    assert (TEMPLATES / "index.html").read_text(encoding="utf-8").count("<head>") == 1


@pytest.fixture
def browser() -> TestClient:
    """A client of a server with a page and another route."""

    async def page(_: object) -> HTMLResponse:
        return HTMLResponse("<html><head><title>问</title></head></html>")

    return TestClient(StopIdleTimer(Starlette(routes=[Route("/", page), Route("/other", page)])))


def test_the_script_comes_first_in_the_head_of_the_page(browser: TestClient) -> None:
    reply = browser.get("/")
    assert reply.text.startswith("<html><head><script>")
    assert reply.text.endswith("</script><title>问</title></head></html>")
    assert int(reply.headers["content-length"]) == len(reply.content)


def test_other_routes_stay_as_they_are(browser: TestClient) -> None:
    assert browser.get("/other").text == "<html><head><title>问</title></head></html>"
