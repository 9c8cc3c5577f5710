"""The streams of replies that a browser opens and closes."""

from playwright.sync_api import Browser

from tests.browser.running import App, person

STREAMS = 300
OPEN_AND_CLOSE = """async streams => {
    const numbers = [];
    for (let opened = 0; opened < streams; opened++) {
        const closing = new AbortController();
        const reply = await fetch('/gradio_api/queue/data?session_hash=none', {signal: closing.signal});
        numbers.push(Number(reply.headers.get('X-Stream')));
        await reply.body.getReader().read();
        closing.abort();
    }
    return numbers;
}"""


def test_the_browser_asks_once_for_each_stream(app: App, browser: Browser) -> None:
    with person(browser, app) as someone:
        page = someone.context.new_page()
        page.goto(f"{app.address}/original/0")
        numbers = page.evaluate(OPEN_AND_CLOSE, STREAMS)
    # The server numbers every request, also one that the browser has dropped to send it again.
    assert numbers == list(range(numbers[0], numbers[0] + STREAMS))
