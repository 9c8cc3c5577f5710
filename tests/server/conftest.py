"""A server without its page: the HTTP API and the other interfaces over a small library."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from qa.library import Library
from qa.server.accounts import passwords
from qa.server.api.api_application import PREFIX, api_application
from qa.server.gate import Gate
from qa.server.rights import RightsOfAll
from qa.server.served_library import ServedLibrary
from qa.web.service import Service
from tests.conftest import SEEDS, FakeEncoder

LIBRARY = "政策"
TEXTS = {
    f"{title}.txt": f"{title}\n索 引 号：{index}\n发布机构：{issuer}\n成文日期：{day}\n\n{text}\n"
    for title, index, issuer, day, text in (
        ("图书馆管理办法", "A1", "深圳市文化局", "2019年5月1日", "图书馆每周二闭馆。"),
        ("游泳馆管理办法", "A2", "广州市体育局", "2021年3月2日", "游泳馆每周三闭馆。"),
    )
}
MakeGate = Callable[..., Gate]


@pytest.fixture
def make_gate(tmp_path: Path) -> Iterator[MakeGate]:
    """A function that makes the gate of a server with one library of two documents and the fake encoder."""
    with ExitStack() as stack:

        def make(read_only: bool = False, root_path: str = "", folders: tuple[Path, ...] = ()) -> Gate:
            files = tmp_path / "文件"
            files.mkdir()
            for name, text in TEXTS.items():
                (files / name).write_text(text, encoding="utf-8")
            library = stack.enter_context(Library.open(tmp_path / "library", encoder=FakeEncoder()))
            library.add(files)
            service = Service(library, tmp_path / "none", read_only, not read_only)
            service.start()
            assert service.wait(60)
            served = ServedLibrary(LIBRARY, service, "政策文件", folders)
            return Gate({LIBRARY: served}, RightsOfAll(read_only, not read_only), root_path)

        yield make


def api_client(gate: Gate, folder: Path) -> TestClient:
    """Return a client of the HTTP API, as the server mounts it."""
    application = Starlette(routes=[Mount(PREFIX, api_application(gate, folder))])
    return TestClient(application, base_url=f"http://127.0.0.1{PREFIX}", raise_server_exceptions=False)


@pytest.fixture
def gate(make_gate: MakeGate) -> Gate:
    """The gate of a server that may change its library."""
    return make_gate()


@pytest.fixture
def api(gate: Gate, tmp_path: Path) -> TestClient:
    """A client of the HTTP API."""
    return api_client(gate, tmp_path / "temporary")


@pytest.fixture(scope="session")
def seed_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A ready read-only service of a library with the document in ``seeds/`` and the bundled model."""
    with Library.open(tmp_path_factory.mktemp("served") / "library") as library:
        library.add(SEEDS)
        service = Service(library, SEEDS, read_only=True)
        service.start()
        assert service.wait(120)
        yield service


@pytest.fixture
def seed_gate(seed_service: Service) -> Gate:
    """The gate of a read-only server of that library."""
    served = ServedLibrary("seeds", seed_service)
    return Gate({served.name: served}, RightsOfAll(read_only=True, stores_feedback=False))


@pytest.fixture(autouse=True)
def _passwords_are_hashed_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords with little memory: the tests do not depend on the strength."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)
