"""The files of the question sets are listed with their checksums."""

import hashlib
from pathlib import Path

import pytest

from training import data_files


def _run(monkeypatch: pytest.MonkeyPatch, folder: Path, *options: str) -> None:
    monkeypatch.setattr(data_files, "LIST", folder / "list.tsv")
    monkeypatch.setattr("sys.argv", ["data_files", str(folder), "--work", str(folder / "work"), *options])
    data_files.main()


def test_a_changed_or_missing_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "stard_train").mkdir()
    queries, corpus = (tmp_path / "stard_train" / name for name in ("queries.jsonl", "corpus.jsonl"))
    queries.write_text("{}\n{}\n")
    corpus.write_text("{}\n")
    _run(monkeypatch, tmp_path)
    digest = hashlib.sha256(b"{}\n{}\n").hexdigest()
    assert f"stard_train\tqueries.jsonl\t2\t{digest}\n" in (tmp_path / "list.tsv").read_text()
    with pytest.raises(SystemExit) as unchanged:
        _run(monkeypatch, tmp_path, "--check")
    assert not unchanged.value.code
    queries.write_text("{}\n")
    corpus.unlink()
    with pytest.raises(SystemExit) as changed:
        _run(monkeypatch, tmp_path, "--check")
    assert changed.value.code
    assert {line.split("\t")[1] for line in capsys.readouterr().out.splitlines()} == {"queries.jsonl", "corpus.jsonl"}


def test_every_set_of_the_manifest_is_in_the_list() -> None:
    listed = {line.split("\t")[0] for line in data_files.LIST.read_text(encoding="utf-8").splitlines()}
    assert {each.name for each in data_files.SETS} <= listed
    assert {*data_files.READER_SETS, *data_files.QUERY_SETS, *data_files.PASSAGE_SETS} <= listed
