"""Corrections of metadata over HTTP."""

from typing import Any

from starlette.testclient import TestClient

from qa.server.api.metadata_models import CorrectionModel, MetadataModel


def test_only_the_fields_that_are_sent_are_corrected(api: TestClient) -> None:
    before = api.get("/documents/1").json()
    corrected = api.patch("/documents/1", json={"issuer": " 深圳市文体局 ", "date_written": None, "status": "失效"})
    assert corrected.status_code == 200
    changed = {"issuer": "深圳市文体局", "date_written": None, "status": "失效"}
    after = api.get("/documents/1").json()
    assert after == before | changed
    assert {name: corrected.json()[name] for name in changed} == changed
    assert api.get("/documents", params={"issuer": "文体局"}).json()["total"] == 1


WRONG: tuple[tuple[int, dict[str, Any], int], ...] = (
    (9, {"title": "x"}, 404),
    (1, {"title": "  "}, 422),
    (1, {"title": None}, 422),
    (1, {"date_written": "2019年"}, 422),
    (1, {"text": "x"}, 422),
    (1, {}, 200),
)


def test_a_wrong_correction_changes_nothing(api: TestClient) -> None:
    before = api.get("/documents").headers["etag"]
    for number, body, status in WRONG:
        assert api.patch(f"/documents/{number}", json=body).status_code == status, body
    assert api.get("/documents").headers["etag"] == before


def test_every_field_can_be_corrected() -> None:
    assert set(CorrectionModel.model_fields) == set(MetadataModel.model_fields)
