"""Fixtures for the tests of verification and repair."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import Library

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder with twelve documents."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(12):
        text = f"第{number}号通知\n第{number}号图书馆每周{number % 7}闭馆。\n" + "".join(
            f"第{article}条 第{number}号规定{article}。\n" for article in range(1, 4)
        )
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def library_folder(tmp_path: Path, documents: Path, fake_encoder: "FakeEncoder") -> Path:
    """The folder of a library with these documents, which were added in two steps; the library is closed."""
    folder = tmp_path / "undamaged"
    with Library.open(folder, encoder=fake_encoder) as library:
        library.add(*sorted(documents.iterdir())[:6])
        library.add(documents)
    return folder
