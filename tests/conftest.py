"""Fixtures that several tests share."""

import functools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from xdist.scheduler import LoadFileScheduling

from embeddings import Encoder
from embeddings import encoder as encoder_module
from qa.index.ingest import file_state as files
from qa.library import Library

SEEDS = Path(__file__).parent.parent / "seeds"
_FAKE_DIMENSION = 32


class FakeEncoder(Encoder):
    """An encoder that counts characters, for tests that do not depend on the model."""

    identity = query_identity = "fake@1"
    max_tokens = 512

    def __init__(self) -> None:
        super().__init__()
        self.encoded: list[str] = []
        """the passages that were embedded"""

    def longest(self, passages: Sequence[str]) -> int:
        """Return the length of the longest passage: a token for each character."""
        return max(map(len, passages), default=0)

    def encode_queries(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of queries."""
        vectors = np.ones((len(queries), _FAKE_DIMENSION), dtype=np.float32)
        for row, query in enumerate(queries):
            np.add.at(vectors[row], [ord(character) % _FAKE_DIMENSION for character in query], 1)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def encode_symmetric(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of queries."""
        return self.encode_queries(queries)

    def encode_passages(
        self, passages: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return the vectors of passages, and remember the passages."""
        self.encoded += passages
        return self.encode_queries(passages)

    def encode_sentences(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of sentences."""
        return self.encode_queries(sentences)


_BROWSER = "tests/browser/"


class _BrowserApart(LoadFileScheduling):
    """Send the tests of a file to one process, and all browser tests to the same: browsers would interfere."""

    def _split_scope(self, nodeid: str) -> str:
        return _BROWSER if nodeid.startswith(_BROWSER) else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _BrowserApart:
    """Return the scheduler that distributes the tests over the processes."""
    return _BrowserApart(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser tests first: they take longest, and the other processes run everything else meanwhile."""
    items.sort(key=lambda item: not item.nodeid.startswith(_BROWSER))


@pytest.fixture(scope="session")
def seed_file() -> Path:
    """The document in ``seeds/``."""
    return next(SEEDS.glob("*.txt"))


@pytest.fixture(scope="session", autouse=True)
def _models_are_loaded_once() -> Iterator[None]:
    """Encoders of one process share a loaded model: loading takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoder_module, "load_model", functools.cache(encoder_module.load_model))
        yield


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Hide the user's own library and model from the tests."""
    monkeypatch.delenv("QA_MODEL", raising=False)
    monkeypatch.setenv("QA_LIBRARY", str(tmp_path / "default-library"))
    monkeypatch.setenv("QA_ACCOUNTS", str(tmp_path / "accounts"))


@pytest.fixture(autouse=True)
def _files_are_quiet_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Treat every file as settled: only the test writes files."""
    monkeypatch.setattr(files, "_QUIET_NANOSECONDS", 0)


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The bundled model."""
    return Encoder()


@pytest.fixture
def fake_encoder() -> FakeEncoder:
    """An encoder that takes no time and remembers what it embedded."""
    return FakeEncoder()


@pytest.fixture
def plain_library(tmp_path: Path, fake_encoder: FakeEncoder) -> Iterator[Library]:
    """An empty library with the fake encoder."""
    with Library.open(tmp_path / "library", encoder=fake_encoder) as opened:
        yield opened


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with Library.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture(scope="session")
def seed_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library with the document in ``seeds/``; tests must not change it."""
    with Library.open(tmp_path_factory.mktemp("seeds") / "library") as opened:
        opened.add(SEEDS)
        yield opened
