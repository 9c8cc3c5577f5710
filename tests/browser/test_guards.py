"""The guards leave the page as it is, and keep other sites out of it."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.page_actions import answered, opened, ready, turn_to
from tests.browser.running import App

OTHER = """
<iframe src="{address}/"></iframe>
<script>
window.done = (async () => {{
    const question = {{method: 'POST', body: '{{"data": ["?"]}}'}};
    const sent = await fetch('{address}/gradio_api/run/ask', question).then(() => 'answered', () => 'refused');
    const read = await fetch('{address}/config').then(() => 'answered', () => 'refused');
    return [sent, read];
}})();
</script>
"""


@pytest.fixture
def other_site(app: App, tmp_path: Path) -> Iterator[str]:
    """The address of another site, whose page uses the app."""
    (tmp_path / "index.html").write_text(OTHER.format(address=app.address))

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Log nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_the_page_works_under_its_policy(page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.reload()
    ready(page)
    opened(page)
    turn_to(page, "资料库")
    page.locator("#statistics .chart").first.wait_for()
    assert not [text for text in said if "Content Security Policy" in text]


def test_another_site_cannot_use_or_frame_the_page(app: App, page: Page, browser: Browser, other_site: str) -> None:
    ready(page)
    context = browser.new_context()
    foreign = context.new_page()
    foreign.goto(other_site)
    assert foreign.evaluate("window.done") == ["refused", "refused"]
    assert foreign.frame_locator("iframe").locator("#question").count() == 0
    context.close()


def test_a_link_of_another_site_opens_the_page(app: App, browser: Browser, other_site: str) -> None:
    context = browser.new_context(locale="zh-CN")
    foreign = context.new_page()
    foreign.goto(other_site)
    foreign.evaluate(f"location.href = '{app.address}/'")
    expect(foreign.locator("#question textarea")).to_be_visible()
    answered(foreign)
    context.close()
