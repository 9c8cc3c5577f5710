"""The scripts come before Gradio's own."""

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from qa.web.gradio_fixes.head_scripts import AddHeadScripts
from tests.web.gradio_fixes.frontend import TEMPLATES


def test_the_head_of_gradios_page_is_still_found() -> None:
    assert (TEMPLATES / "index.html").read_text(encoding="utf-8").count("<head>") == 1


@pytest.fixture
def browser() -> TestClient:
    """A client of a server with a page and another route."""

    async def page(_: object) -> HTMLResponse:
        return HTMLResponse("<html><head><title>问</title></head></html>")

    return TestClient(
        AddHeadScripts(Starlette(routes=[Route("/", page), Route("/other", page)]), ["<script>1</script>"])
    )


def test_a_script_comes_first_in_the_head_of_the_page(browser: TestClient) -> None:
    reply = browser.get("/")
    assert reply.text.startswith("<html><head><script>1</script><title>")
    assert reply.text.endswith("</script><title>问</title></head></html>")
    assert int(reply.headers["content-length"]) == len(reply.content)


def test_other_routes_stay_as_they_are(browser: TestClient) -> None:
    assert browser.get("/other").text == "<html><head><title>问</title></head></html>"
