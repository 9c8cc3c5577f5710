"""Pictures of pages over HTTP."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from qa.library import Library
from qa.server.gate import Gate
from qa.types import Citation
from tests.server.conftest import LIBRARY


def test_the_page_of_a_citation_is_a_picture(api: TestClient, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Citation] = []

    def page_image(_: Library, citation: Citation) -> bytes:
        shown.append(citation)
        return b"PNG"

    monkeypatch.setattr(Library, "page_image", page_image)
    reply = api.get("/documents/1/page-image", params={"start": 40, "end": 46})
    assert (reply.status_code, reply.content, reply.headers["content-type"]) == (200, b"PNG", "image/png")
    ((citation,), text) = (shown, gate.libraries[LIBRARY].service.library.document_text(1))
    assert text[citation.start : citation.end] == text[40:46]


def test_what_has_no_page_is_refused_without_a_folder(api: TestClient, tmp_path: Path) -> None:
    for number, start, end, status in ((1, 40, 46, 404), (9, 0, 1, 404), (1, 5, 5, 404), (1, -1, 5, 422)):
        reply = api.get(f"/documents/{number}/page-image", params={"start": start, "end": end})
        assert reply.status_code == status
        assert str(tmp_path) not in reply.text
