"""A running server with the interfaces of other tools over the document in ``seeds/``."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from qa.server.api.api_application import PREFIX, api_application
from qa.server.api.api_mount import api_mount
from qa.server.gate import Gate
from qa.server.plugs.dify_knowledge import dify_application
from qa.server.plugs.openai_chat import openai_application
from qa.server.plugs.web_search import web_search_application
from qa.server.rights import RightsOfAll
from qa.server.served_library import ServedLibrary
from qa.web.page_server import address_of, bound_socket, run_in_thread
from qa.web.service import Service

QUESTION = "深圳企业开办时间缩短到几天？"
ANSWER = "9天缩短至4天"


def mounted(gate: Gate, temporary: Path) -> Starlette:
    """Return the interfaces as the server mounts them."""
    return Starlette(
        routes=[
            api_mount(PREFIX, api_application(gate, temporary)),
            api_mount("/v1", openai_application(gate)),
            api_mount("/dify", dify_application(gate)),
            api_mount("/openwebui", web_search_application(gate)),
        ]
    )


@pytest.fixture(scope="session")
def address(seed_service: Service, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a running server with the library ``seeds``, without a slash at the end."""
    served = ServedLibrary("seeds", seed_service)
    gate = Gate({served.name: served}, RightsOfAll(read_only=True, stores_feedback=False))
    bound = bound_socket("127.0.0.1", [0])
    run_in_thread(mounted(gate, tmp_path_factory.mktemp("temporary")), bound)  # type: ignore[arg-type]
    return address_of(bound).rstrip("/")


@pytest.fixture
def tools(gate: Gate, tmp_path: Path) -> Iterator[TestClient]:
    """A client of the interfaces over a small library."""
    with TestClient(mounted(gate, tmp_path), base_url="http://qa.example.cn", raise_server_exceptions=False) as client:
        yield client
