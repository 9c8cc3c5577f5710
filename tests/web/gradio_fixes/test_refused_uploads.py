"""A read-only page takes no files; Gradio would take them although the page has no component for files."""

import gradio as gr
import pytest
from gradio.routes import App
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from qa.web.gradio_fixes.refused_uploads import RefuseUploads

FILES = {"files": ("a.txt", b"x")}


def _browser(*middleware: Middleware) -> TestClient:
    with gr.Blocks(analytics_enabled=False) as page:
        gr.Textbox()
    page.max_file_size = None
    return TestClient(App.create_app(page, app_kwargs={"middleware": list(middleware)}))


def test_gradio_still_takes_files_for_a_page_without_a_file_component() -> None:
    assert _browser().post("/gradio_api/upload", files=FILES).status_code == 200


@pytest.mark.parametrize("path", ["upload", "upload/", "component_server", "process_recording"])
def test_a_request_with_files_is_refused(path: str) -> None:
    reply = _browser(Middleware(RefuseUploads)).post(f"/gradio_api/{path}", files=FILES)
    assert (reply.status_code, reply.text) == (403, "这里只能提问，不能上传文件")


def test_an_upload_without_a_multipart_body_is_refused() -> None:
    assert _browser(Middleware(RefuseUploads)).post("/gradio_api/upload", content=b"x").status_code == 403


def test_other_requests_are_answered() -> None:
    browser = _browser(Middleware(RefuseUploads))
    assert browser.get("/config").status_code == 200
    assert browser.post("/gradio_api/reset", json={"event_id": "a"}).status_code == 200
