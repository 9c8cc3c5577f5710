"""A verification finds every damage that could change an answer, and reports its progress."""

import random
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import Library
from qa.errors import QaError
from qa.index import Part
from tests.index.upkeep.library_damage import QUESTION, flip_bit, retrieve_all

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder


def test_an_undamaged_library_has_no_problems(library_folder: Path, fake_encoder: "FakeEncoder") -> None:
    with Library.open(library_folder, encoder=fake_encoder) as library:
        verification = library.verify()
        assert (verification.documents, verification.sources, verification.problems) == (12, 12, ())
        assert verification.passages == sum(document.passages for document in library.documents())


def test_an_empty_library_has_no_problems(plain_library: Library) -> None:
    assert plain_library.verify().problems == ()


def test_progress_counts_documents_and_vectors(library_folder: Path, fake_encoder: "FakeEncoder") -> None:
    reports: list[tuple[int, int]] = []
    with Library.open(library_folder, encoder=fake_encoder) as library:
        library.verify(lambda done, total: reports.append((done, total)))
        vectors = library.verify().vectors
    assert [done for done, _ in reports] == [*range(1, 13), 12 + vectors]
    assert {total for _, total in reports} == {12 + vectors}


def test_progress_counts_removed_documents_that_are_still_stored(
    library_folder: Path, fake_encoder: "FakeEncoder"
) -> None:
    with sqlite3.connect(library_folder / "library.sqlite") as connection:
        connection.execute("UPDATE documents SET removed = 1 WHERE id = 1")
    reports: list[tuple[int, int]] = []
    with Library.open(library_folder, encoder=fake_encoder) as library:
        library.verify(lambda done, total: reports.append((done, total)))
    assert reports == sorted(reports)
    assert all(done <= total for done, total in reports)


@pytest.mark.parametrize("seed", range(40))
def test_a_flipped_bit_of_the_database_is_found_or_harmless(
    library_folder: Path, fake_encoder: "FakeEncoder", seed: int
) -> None:
    with sqlite3.connect(library_folder / "library.sqlite") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = retrieve_all(library_folder, fake_encoder)
    file = library_folder / "library.sqlite"
    flip_bit(file, random.Random(seed).randrange(file.stat().st_size))
    try:
        with Library.open(library_folder, encoder=fake_encoder) as library:
            problems = library.verify().problems
            after = library.retrieve(QUESTION, k=100)
            for document in library.documents():
                library.document(document.id)
    except QaError:
        return
    # A harmless bit lies in free space, in a key of SQLite's own, or in a value that no answer depends on.
    assert problems or [(hit.text, hit.citation) for hit in after] == [(hit.text, hit.citation) for hit in before]


def test_damage_on_disk_is_found_while_the_library_is_in_use(library_folder: Path, fake_encoder: "FakeEncoder") -> None:
    file = library_folder / "library.sqlite"
    with Library.open(library_folder, encoder=fake_encoder) as library:
        with sqlite3.connect(file) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        library.verify()
        library.retrieve(QUESTION)
        flip_bit(file, file.read_bytes().index("第7号图书馆".encode()) + 3)
        assert {problem.part for problem in library.verify().problems} == {Part.DOCUMENT}
