"""Run an event of a real Gradio page as the browser does, for the contract tests."""

import json
from typing import Any
from urllib.request import Request, urlopen

import gradio as gr

_SESSION = "page"
_SECONDS = 30


def replies(page: gr.Blocks) -> list[dict[str, Any]]:
    """Launch a page, run its first event, and return the messages that the server sends to the browser."""
    _, address, _ = page.launch(prevent_thread_lock=True, quiet=True, share=False, ssr_mode=False)
    queue = f"{address}gradio_api/queue"
    try:
        body = json.dumps({"data": [], "fn_index": 0, "session_hash": _SESSION}).encode()
        with urlopen(Request(f"{queue}/join", body, {"Content-Type": "application/json"}), timeout=_SECONDS):
            pass
        with urlopen(f"{queue}/data?session_hash={_SESSION}", timeout=_SECONDS) as stream:
            return [json.loads(line.removeprefix(b"data:")) for line in stream if line.startswith(b"data:")]
    finally:
        page.close(verbose=False)


def outputs(page: gr.Blocks) -> list[tuple[str, list[Any]]]:
    """Run the first event of a page and return its outputs: the kind of each message, and its data."""
    return [(message["msg"], message["output"]["data"]) for message in replies(page) if "output" in message]
