"""Files whose names are no UTF-8 are added, cited, synchronised and read again like any others."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

from qa import Library
from qa.cli import main
from qa.json_output import answer_record
from qa.reading import read_bytes

if TYPE_CHECKING:
    import pytest

    from tests.conftest import FakeEncoder

NAMES = ("规定.txt".encode("gbk"), "县里/办法.txt".encode("gbk"), b"\xff\xfe.txt", "正常.txt".encode())


def write(folder: Path) -> None:
    for number, name in enumerate(NAMES):
        path = folder / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"第{number}号通知\n第{number}号图书馆每周一闭馆。", encoding="utf-8")


def test_a_file_with_any_name_is_added_found_and_shown(tmp_path: Path, fake_encoder: "FakeEncoder") -> None:
    write(tmp_path / "documents")
    with Library.open(tmp_path / "library", encoder=fake_encoder) as library:
        report = library.add(tmp_path / "documents")
        assert (len(report.added), report.refused) == (4, ())
        json.dumps(answer_record(library.ask("图书馆闭馆"), "1"), ensure_ascii=False).encode()
        sources = [document.source for document in library.documents()]
        assert any(source.endswith("规定.txt") for source in sources)
        assert all("通知" in read_bytes(Path(source)).decode() for source in sources)
        assert len(library.add(tmp_path / "documents").unchanged) == 4
        # A path from the report can be given back.
        assert len(library.add(*report.added).unchanged) == 4
        changed = tmp_path / "documents" / os.fsdecode(NAMES[0])
        changed.write_text("第9号通知\n第9号图书馆每周日闭馆。", encoding="utf-8")
        assert len(library.add(tmp_path / "documents").replaced) == 1
        changed.unlink()
        assert len(library.add(tmp_path / "documents", sync=True).removed) == 1
        assert len(library.documents()) == 3
        assert not library.verify().problems


def test_the_command_line_prints_any_name(
    tmp_path: Path, fake_encoder: "FakeEncoder", monkeypatch: "pytest.MonkeyPatch"
) -> None:
    monkeypatch.setattr("qa.library.Encoder", lambda _: fake_encoder)
    write(tmp_path / "documents")
    (tmp_path / "documents" / os.fsdecode(b"\xb9\xe6.doc")).write_bytes(b"")
    arguments = ["--library", str(tmp_path / "library")]
    added = CliRunner().invoke(main, ["add", str(tmp_path / "documents"), "--create", *arguments])
    assert (added.exit_code, added.exception) == (0, None)
    assert "规.doc" in added.stderr
    for command in (["list"], ["list", "--json"], ["export"], ["ask", "图书馆闭馆", "--json"]):
        shown = CliRunner().invoke(main, [*command, *arguments])
        assert (shown.exit_code, shown.exception) == (0, None)
        assert "规定.txt" in shown.output
