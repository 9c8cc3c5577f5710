"""The original files of documents can be downloaded."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from qa.library import Library
from qa.web.originals import add_original_files
from tests.conftest import FakeEncoder


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with one document."""
    opened = Library.open(tmp_path / "library", encoder=FakeEncoder())
    file = tmp_path / "函.txt"
    file.write_text("企业开办四天。")
    opened.add(file)
    return opened


@pytest.fixture
def browser(library: Library) -> TestClient:
    """A client of the server."""
    server = FastAPI()
    add_original_files(server, library)
    return TestClient(server)


def test_the_download_is_the_original_file(library: Library, browser: TestClient) -> None:
    (summary,) = library.documents()
    assert browser.get(f"/original/{summary.id}").content == "企业开办四天。".encode()


@pytest.mark.parametrize("number", [7, 99999999999999999999])
def test_an_unknown_document_is_not_found(browser: TestClient, number: int) -> None:
    reply = browser.get(f"/original/{number}")
    assert reply.status_code == 404
    assert f"没有编号为 {number} 的文件" in reply.text


def test_a_missing_file_is_named_without_its_folder(library: Library, browser: TestClient, tmp_path: Path) -> None:
    (summary,) = library.documents()
    Path(summary.source).unlink()
    reply = browser.get(f"/original/{summary.id}")
    assert reply.status_code == 404
    assert "函.txt" in reply.text
    assert str(tmp_path) not in reply.text
