"""The short form of ``benchmarks.damage``: damage of the database is harmless, repaired or reported."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.damage import DamagedCopies, run
from qa.index.ingest import file_state


@pytest.fixture(autouse=True)
def _nobody_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_state, "_QUIET_NANOSECONDS", 0)


@pytest.mark.parametrize("bits", [1, 50])
def test_random_damage_is_harmless_repaired_or_reported(bits: int) -> None:
    counts = run(15, bits, first=0, seed=7)
    assert counts["wrong"] == counts["traceback"] == 0
    assert counts["reported"] + counts["repaired"] > 0


@pytest.mark.parametrize(
    ("sql", "outcome"),
    [
        ("UPDATE documents SET text = replace(text, '3日', '4日')", "repaired"),
        ("UPDATE vectors SET vector = zeroblob(length(vector))", "repaired"),
        ("UPDATE sources SET path = path || '.old'", "reported"),
        ("UPDATE meta SET value = 'other' WHERE key = 'model'", "reported"),
        ("CREATE TABLE other (x)", "harmless"),
        # Damage with a right checksum cannot be found: it shows that the script notices wrong contents.
        ("UPDATE documents SET title = '别的办法', checksum = ?", "wrong"),
    ],
)
def test_each_kind_of_outcome_is_recognised(tmp_path: Path, sql: str, outcome: str) -> None:
    copies = DamagedCopies(tmp_path)
    database = tmp_path / "sound" / "library.sqlite"
    with closing(sqlite3.connect(database)) as connection:
        if "?" in sql:
            _forge_title(connection, sql)
        else:
            connection.execute(sql)
        connection.commit()
    copies._database = database.read_bytes()
    assert copies.outcome(0, random.Random(0)).split()[0] == outcome


def _forge_title(connection: sqlite3.Connection, sql: str) -> None:
    from qa.index.store.checksums import document_checksum

    connection.execute(f"{sql} WHERE id = 1", ("",))
    connection.execute("UPDATE documents SET checksum = ? WHERE id = 1", (document_checksum(connection.execute, 1),))
