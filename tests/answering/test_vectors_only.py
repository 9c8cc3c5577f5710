"""An answer says when the index of words could not be searched."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from qa import Library
from qa.cli.printing import print_answer
from qa.json_output import answer_record
from qa.web.rendering import render_answer
from qa.web.texts import ZH

if TYPE_CHECKING:
    import pytest

    from tests.conftest import FakeEncoder

QUESTION = "图书馆哪天闭馆?"


def test_an_answer_says_that_only_vectors_were_searched(
    tmp_path: Path, fake_encoder: "FakeEncoder", capsys: "pytest.CaptureFixture[str]"
) -> None:
    (tmp_path / "甲.txt").write_text("图书馆通知\n甲县图书馆每周一闭馆。", encoding="utf-8")
    folder = tmp_path / "library"
    with Library.open(folder, encoder=fake_encoder) as library:
        assert library.ask(QUESTION).vectors_only is False
        library.add(tmp_path / "甲.txt")
        assert library.ask(QUESTION).vectors_only is False
    shutil.rmtree(folder / "lexical")
    # A file in the place of the folder: the index cannot be made.
    (folder / "lexical").touch()
    with Library.open(folder, encoder=fake_encoder) as library:
        answer = library.ask(QUESTION)
    assert answer.passages
    assert answer.vectors_only is True
    assert answer_record(answer, "1")["vectors_only"] is True
    print_answer(answer)
    assert "只按向量查找" in capsys.readouterr().err
    assert ZH.vectors_only in str(render_answer(answer, 1, ZH))
