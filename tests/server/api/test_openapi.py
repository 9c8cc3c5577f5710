"""The OpenAPI document is true: generated requests to every route get documented replies and no error of the server."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance
from starlette.applications import Starlette
from starlette.testclient import TestClient

from qa.library import Library
from qa.server.api.api_application import PREFIX, api_application
from qa.server.api.api_mount import api_mount
from qa.server.gate import Gate
from qa.server.rights import RightsOfAll
from qa.server.served_library import ServedLibrary
from qa.web.service import Service
from tests.conftest import FakeEncoder
from tests.server.conftest import TEXTS

ROUTES = {
    *("/ask", "/retrieve", "/feedback", "/documents", "/documents/{document_id}", "/documents/{document_id}/text"),
    *("/documents/{document_id}/original", "/documents/{document_id}/restore", "/libraries"),
    *("/jobs", "/jobs/upload", "/jobs/folder", "/jobs/{job_id}", "/jobs/{job_id}/cancel", "/jobs/{job_id}/events"),
    *(
        "/evaluations",
        "/ask-all",
        "/documents/{document_id}/page-image",
        "/open-questions",
        "/pins",
        "/pins/{pin_id}",
        "/pins/question-set",
    ),
}


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starlette]:
    """The HTTP API over two documents."""
    folder = tmp_path_factory.mktemp("openapi")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Library.open(folder / "library", encoder=FakeEncoder()) as library:
        library.add(*(folder / name for name in TEXTS))
        service = Service(library, Path("none"))
        service.start()
        gate = Gate({"政策": ServedLibrary("政策", service)}, RightsOfAll(read_only=False, stores_feedback=True))
        yield Starlette(routes=[api_mount(PREFIX, api_application(gate, folder / "temporary"))])


def test_no_request_is_an_error_of_the_server(application: Starlette) -> None:
    checks = [not_a_server_error, content_type_conformance, response_schema_conformance]
    schema = schemathesis.openapi.from_asgi(f"{PREFIX}/openapi.json", application)
    tried = 0
    # The pytest plugin of schemathesis 4.32 does not work with pytest 9.2.
    for described in schema.get_all_operations():
        assert isinstance(described, Ok)

        @hypothesis.settings(
            max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(hypothesis.HealthCheck)
        )
        @hypothesis.given(case=described.ok().as_strategy())
        def answers(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(checks=checks)

        answers()
        tried += 1
    assert tried >= len(ROUTES)


def test_every_route_is_described_with_an_example(application: Starlette) -> None:
    document = TestClient(application).get(f"{PREFIX}/openapi.json").json()
    assert document["paths"].keys() == ROUTES
    assert document["servers"] == [{"url": PREFIX}]
    schemas = document["components"]["schemas"]
    with_examples = ("Question", "Retrieval", "Folder", "Feedback", "NewPin", "Correction")
    assert all("examples" in schemas[f"{name}Model"] for name in with_examples)
    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert operation["description"], path
            assert "application/problem+json" in operation["responses"]["4XX"]["content"], path
