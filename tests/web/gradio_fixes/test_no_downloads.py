"""An address in place of a file is refused; Gradio would download it."""

import importlib

import gradio as gr
import pytest
from gradio import processing_utils
from gradio.routes import App
from starlette.testclient import TestClient

from qa.web.gradio_fixes.no_downloads import _DOWNLOADS, refuse_downloads

ADDRESS = {"path": "http://93.184.215.14/a", "meta": {"_type": "gradio.FileData"}}


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that Gradio fetches, in place of fetching them."""
    addresses: list[str] = []
    # Another test may have replaced the functions for the whole process.
    importlib.reload(processing_utils)

    async def fetch(url: str, **_: object) -> str:
        addresses.append(url)
        raise ValueError("fetched")

    monkeypatch.setattr(processing_utils, "async_ssrf_protected_get", fetch)
    for name in _DOWNLOADS:
        monkeypatch.setattr(processing_utils, name, getattr(processing_utils, name))
    return addresses


def _send(value: object) -> int:
    """Return the status of an event that gets a value for its text box."""
    with gr.Blocks(analytics_enabled=False) as page:
        box = gr.JSON()
        box.change(lambda value: None, box, api_name="event")
    return TestClient(App.create_app(page)).post("/gradio_api/run/event", json={"data": [value]}).status_code


def test_gradio_still_downloads(fetched: list[str]) -> None:
    _send(ADDRESS)
    assert fetched == [ADDRESS["path"]]


@pytest.mark.parametrize("value", [ADDRESS, [ADDRESS], {"files": [ADDRESS]}, {"a": {"b": [{"c": ADDRESS}]}}])
def test_an_address_is_refused_at_any_place_in_the_input(fetched: list[str], value: object) -> None:
    refuse_downloads()
    assert _send(value) == 500
    assert fetched == []
