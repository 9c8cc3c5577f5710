"""The health check of a server with a real library."""

from pathlib import Path
from typing import cast

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from qa.errors import ModelMismatchError
from qa.library import Library
from qa.server.accounts.server_accounts import Accounts
from qa.server.libraries.configured_libraries import ConfiguredLibrary
from qa.server.libraries.offered_libraries import OfferedLibrary
from qa.server.operations.access_log import LogFormat
from qa.server.operations.observing import Operations
from qa.server.served_library import ServedLibrary
from qa.web.library_pages import LibraryPages
from qa.web.service import Service
from tests.conftest import FakeEncoder

LIBRARY = "laws"


class LaterEncoder(FakeEncoder):
    """A later version of the model."""

    identity = query_identity = "fake@2"


def test_a_server_is_not_ready_after_a_library_was_changed_to_another_model(
    plain_library: Library, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("养犬办法\n\n养犬应当登记。\n", encoding="utf-8")
    plain_library.add(tmp_path / "a.txt")
    service = Service(plain_library, None)
    served = ServedLibrary(LIBRARY, service)
    offered = OfferedLibrary(ConfiguredLibrary(LIBRARY, plain_library.folder), served, cast(LibraryPages, None))
    operations = Operations([offered], Accounts(tmp_path / "accounts"), LogFormat.OFF)
    client = TestClient(Starlette(routes=operations.routes))
    reply = client.get("/readyz")
    assert (reply.status_code, reply.json()["reasons"]) == (503, {LIBRARY: "正在准备资料"})
    service.start()
    assert service.wait(60)
    assert client.get("/readyz").status_code == 200
    Library.reembed(plain_library.folder, encoder=LaterEncoder())
    reply = client.get("/readyz")
    reason = reply.json()["reasons"][LIBRARY]
    assert reply.status_code == 503
    assert "已换成模型 fake@2" in reason
    assert str(plain_library.folder.parent) not in reason
    assert "\n" not in reason
    with pytest.raises(ModelMismatchError):
        service.ask("养犬要登记吗")
