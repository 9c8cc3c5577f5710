"""What several tests share."""

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings import Encoder
from embeddings import encoder as encoder_module
from qa.library import Library

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="session")
def seed_file() -> Path:
    """The founding document."""
    return next(SEEDS.glob("*.txt"))


@pytest.fixture(scope="session", autouse=True)
def _models_are_loaded_once() -> Iterator[None]:
    """Encoders of one process share a loaded model: loading takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoder_module, "_load", functools.cache(encoder_module._load))
        yield


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees or touches the user's own library and model."""
    monkeypatch.delenv("QA_MODEL", raising=False)
    monkeypatch.setenv("QA_LIBRARY", str(tmp_path / "default-library"))


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The bundled model."""
    return Encoder()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    with Library.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture(scope="session")
def seed_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library with the founding document; tests leave it as it is."""
    with Library.open(tmp_path_factory.mktemp("seeds") / "library") as opened:
        opened.add(SEEDS)
        yield opened
