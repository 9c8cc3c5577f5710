"""Damage a library and look at the results."""

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from qa import Library
from qa.types import Hit

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder

QUESTION = "图书馆闭馆"


def edit_database(folder: Path, sql: str, *values: object) -> None:
    """Change rows of a library's database without its program."""
    with sqlite3.connect(folder / "library.sqlite") as connection:
        assert connection.execute(sql, values).rowcount


def flip_bit(file: Path, position: int) -> None:
    """Flip one bit of a file in place.

    The file is not truncated: an index that is mapped into memory would end the process with SIGBUS.
    """
    with file.open("r+b") as opened:
        opened.seek(position, os.SEEK_SET if position >= 0 else os.SEEK_END)
        (byte,) = opened.read(1)
        opened.seek(-1, os.SEEK_CUR)
        opened.write(bytes([byte ^ 0x10]))


def retrieve_all(folder: Path, encoder: "FakeEncoder") -> tuple[Hit, ...]:
    """Open a library and return every passage, ranked for one question."""
    with Library.open(folder, encoder=encoder) as library:
        return library.retrieve(QUESTION, k=100)
