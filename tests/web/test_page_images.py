"""The page of a citation is sent as a picture."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from qa.library import Library
from qa.types import Span
from qa.web.page_images import add_page_images, shown_page
from qa.web.service import Service
from tests.conftest import FakeEncoder
from tests.reading.test_page_image import printed


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with a printed page and a text."""
    opened = Library.open(tmp_path / "library", encoder=FakeEncoder())
    (tmp_path / "办法.pdf").write_bytes(printed())
    (tmp_path / "函.txt").write_text("企业开办四天。", encoding="utf-8")
    opened.add(tmp_path / "办法.pdf", tmp_path / "函.txt")
    return opened


def test_the_page_of_a_citation_is_a_picture_and_other_files_have_none(library: Library, tmp_path: Path) -> None:
    server = FastAPI()
    service = Service(library, tmp_path / "none")
    service.start()
    add_page_images(server, service)
    browser = TestClient(server)
    reply = browser.get("/page/1/3/12")
    assert reply.headers["content-type"] == "image/png"
    assert reply.content.startswith(b"\x89PNG")
    for path in ("/page/2/0/3", "/page/9/0/3"):
        assert browser.get(path).status_code == 404
    (tmp_path / "办法.pdf").unlink()
    gone = browser.get("/page/1/3/12")
    assert gone.status_code == 404
    assert "办法.pdf" in gone.text
    assert str(tmp_path) not in gone.text
    assert shown_page(library.document(1), Span(3, 12)) == 1
    assert shown_page(library.document(2), Span(0, 3)) is None
