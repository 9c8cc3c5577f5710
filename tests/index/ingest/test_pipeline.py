"""The pipeline embeds each text once and loses nothing that was stored, whatever stops it."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.typing import NDArray

from qa import Library
from qa.index.ingest import pipeline
from tests.index.ingest.sample_files import write_files

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder


@pytest.fixture(autouse=True)
def _small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let 128 passages, two batches, make a group: a few hundred documents are several groups."""
    monkeypatch.setattr(pipeline, "_GROUP_PASSAGES", 128)


@pytest.fixture
def stop_after_first_batch(fake_encoder: "FakeEncoder", monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    """A stop signal that returns True once a batch is embedded; later batches wait until the signal was checked."""
    encode, asked = fake_encoder.encode_passages, threading.Event()

    def wait_and_encode(passages: Sequence[str]) -> NDArray[np.float32]:
        assert not fake_encoder.encoded or asked.wait(10)
        return encode(passages)

    def stopped() -> bool:
        if fake_encoder.encoded:
            asked.set()
        return asked.is_set()

    monkeypatch.setattr(fake_encoder, "encode_passages", wait_and_encode)
    return stopped


def write_notices(folder: Path, count: int) -> Path:
    return write_files(
        folder, **{f"f{number:04}": f"第{number}号通知\n第{number}号图书馆闭馆。" for number in range(count)}
    )


@pytest.mark.parametrize("documents", [100, 300])
def test_a_stopped_addition_continues_where_it_stopped(
    plain_library: Library,
    fake_encoder: "FakeEncoder",
    tmp_path: Path,
    stop_after_first_batch: Callable[[], bool],
    documents: int,
) -> None:
    folder = write_notices(tmp_path / "documents", documents)
    stopped = plain_library.add(folder, stopped=stop_after_first_batch)
    stored = len(stopped.added)
    assert 64 <= stored < documents
    assert stopped.files_left == documents - stored
    assert not plain_library.verify().problems
    rest = plain_library.add(folder)
    assert (len(rest.unchanged), len(rest.added), rest.files_left) == (stored, documents - stored, 0)
    assert len(fake_encoder.encoded) == len(set(fake_encoder.encoded)) == documents


def test_a_large_document_that_is_stopped_midway_is_not_embedded_twice(
    plain_library: Library, fake_encoder: "FakeEncoder", tmp_path: Path, stop_after_first_batch: Callable[[], bool]
) -> None:
    write_files(tmp_path / "documents", a="办法\n" + "".join(f"第{n}条 {'规定' * n}。\n" for n in range(1, 230)))
    stopped = plain_library.add(tmp_path / "documents", stopped=stop_after_first_batch)
    assert (stopped.added, stopped.files_left, plain_library.documents()) == ((), 1, ())
    assert fake_encoder.encoded
    plain_library.add(tmp_path / "documents")
    assert len(fake_encoder.encoded) == len(set(fake_encoder.encoded))


def test_a_failure_of_the_encoder_loses_nothing_that_was_stored(
    plain_library: Library, fake_encoder: "FakeEncoder", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encode = fake_encoder.encode_passages

    def encode_until_memory_is_full(passages: Sequence[str]) -> NDArray[np.float32]:
        if len(fake_encoder.encoded) >= 160:
            raise MemoryError
        return encode(passages)

    folder = write_notices(tmp_path / "documents", 300)
    with monkeypatch.context() as patch:
        patch.setattr(fake_encoder, "encode_passages", encode_until_memory_is_full)
        with pytest.raises(MemoryError):
            plain_library.add(folder)
    assert len(plain_library.documents()) == 128
    assert not plain_library.verify().problems
    assert len(plain_library.add(folder).added) == 300 - 128
    assert len(fake_encoder.encoded) == len(set(fake_encoder.encoded)) == 300


def test_a_text_that_occurs_in_two_groups_is_embedded_once(
    plain_library: Library, fake_encoder: "FakeEncoder", tmp_path: Path
) -> None:
    common = "图书馆每周一闭馆。" * 20
    texts = {f"f{number:04}": f"通知\n{common}\n第{number}号{'另行通知。' * 60}" for number in range(150)}
    report = plain_library.add(write_files(tmp_path / "documents", **texts))
    assert len(report.added) == 150
    assert len(fake_encoder.encoded) == len(set(fake_encoder.encoded)) < plain_library.statistics().passages
    assert not plain_library.verify().problems
