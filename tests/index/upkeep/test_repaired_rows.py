"""Damage of the library's own values and of sources is found; only what can be proved is repaired."""

import os
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import Library
from qa.errors import QaError
from qa.index import Part, Problem
from tests.index.upkeep.library_damage import QUESTION, edit_database, retrieve_all

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE meta SET value = '2x' WHERE key = 'generation'",
        "UPDATE meta SET value = '1' WHERE key = 'generation'",
        "UPDATE meta SET value = CAST(x'ff32' AS TEXT) WHERE key = 'generation'",
        "UPDATE meta SET value = CAST(x'eda080' AS TEXT) WHERE key = 'generation'",
        "UPDATE meta SET value = replace(value, '1', '2') || '0' WHERE key = 'identity'",
        "UPDATE meta SET checksum = checksum + 1 WHERE key = 'generation'",
        "UPDATE meta SET key = 'generatioo' WHERE key = 'generation'",
        "DELETE FROM meta WHERE key = 'generation'",
    ],
)
def test_a_damaged_value_of_the_library_is_one_problem_and_is_repaired(
    library_folder: Path, fake_encoder: "FakeEncoder", sql: str
) -> None:
    expected = retrieve_all(library_folder, fake_encoder)
    edit_database(library_folder, sql)
    with Library.open(library_folder, encoder=fake_encoder) as library:
        if "identity" not in sql:
            with pytest.raises(QaError, match="verify --repair"):
                library.ask(QUESTION)
        problems = library.verify().problems
        assert {problem.part for problem in problems} == {Part.DATABASE}
    # A program that is started anew, as by the command line.
    with Library.open(library_folder, encoder=fake_encoder) as library:
        remaining = library.repair(problems).problems
        assert [problem for problem in remaining if "不认识" not in problem.text] == []
        assert library.retrieve(QUESTION, k=100) == expected


def test_a_damaged_name_of_the_model_is_never_taken_for_sound(
    library_folder: Path, fake_encoder: "FakeEncoder"
) -> None:
    edit_database(library_folder, "UPDATE meta SET value = 'fbke@1' WHERE key = 'model'")
    with pytest.raises(QaError, match="model 缺失或损坏"):
        Library.open(library_folder, encoder=fake_encoder)


def test_a_damaged_path_of_a_source_stays_a_problem_although_such_a_file_exists(
    library_folder: Path, documents: Path, fake_encoder: "FakeEncoder"
) -> None:
    shutil.copy(documents / "03.txt", documents / "9.txt")
    edit_database(library_folder, "UPDATE sources SET path = replace(path, '02.txt', '9.txt')")
    # The document itself is damaged too: the file of another name must not take its place.
    edit_database(library_folder, "UPDATE documents SET text = text || '?' WHERE id = 3")
    with Library.open(library_folder, encoder=fake_encoder) as library:
        for _ in range(2):
            problems = library.verify().problems
            assert {problem.part for problem in problems} == {Part.SOURCE, Part.DOCUMENT}
            assert {problem.part for problem in library.repair(problems).problems} == {Part.SOURCE, Part.DOCUMENT}
        (sources,) = (summary.sources for summary in library.documents() if summary.id == 3)
        assert str(documents / "9.txt") in sources


@pytest.mark.parametrize("damage", ["checksum = checksum + 1", "size = 7", "modified = 'x'", "changed = NULL"])
def test_a_source_whose_file_still_has_the_content_is_repaired(
    library_folder: Path, documents: Path, fake_encoder: "FakeEncoder", damage: str
) -> None:
    for file in documents.iterdir():
        os.utime(file, (1e9, 1e9))
    with Library.open(library_folder, encoder=fake_encoder) as library:
        library.add(documents)
    edit_database(library_folder, f"UPDATE sources SET {damage} WHERE document_id = 3")
    with Library.open(library_folder, encoder=fake_encoder) as library:
        problems = library.verify().problems
        if damage != "changed = NULL":
            assert [problem.part for problem in problems] == [Part.SOURCE]
        assert library.repair(problems).problems == ()


def test_a_document_that_damage_marked_as_removed_comes_back(
    library_folder: Path, documents: Path, fake_encoder: "FakeEncoder"
) -> None:
    expected = retrieve_all(library_folder, fake_encoder)
    (documents / "02.txt").unlink()
    edit_database(library_folder, "UPDATE documents SET removed = 1000000 WHERE id = 3")
    with Library.open(library_folder, encoder=fake_encoder) as library:
        problems = library.verify().problems
        assert problems
        assert library.repair(problems).problems == ()
        assert library.retrieve(QUESTION, k=100) == expected


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE documents SET title = CAST(x'ff' AS TEXT)",
        "UPDATE documents SET pages = '[\"x\"]'",
        "UPDATE documents SET date_written = '2020-99-99'",
        "UPDATE documents SET removed = x'ff'",
        "UPDATE passages SET heading_path = '[\"\\ud800\"]'",
        "UPDATE passages SET heading_path = '{'",
        "UPDATE passages SET heading_path = '[1, \"x\"]'",
        "UPDATE passages SET start = 'x'",
        "UPDATE passages SET vector_key = CAST(x'ff' AS TEXT)",
        "UPDATE sources SET path = CAST(x'eda080' AS TEXT)",
        "UPDATE sources SET path = x'00'",
        "UPDATE vectors SET vector = 'text'",
        "UPDATE vectors SET key = CAST(x'ff' AS TEXT) WHERE rowid = 1",
        "UPDATE vectors SET checksum = 'x'",
    ],
)
def test_an_invalid_value_is_an_error_of_one_line_everywhere(
    library_folder: Path, fake_encoder: "FakeEncoder", sql: str
) -> None:
    with sqlite3.connect(library_folder / "library.sqlite") as connection:
        connection.execute("PRAGMA ignore_check_constraints = 1")
        connection.execute(sql)
    (library_folder / "vectors.faiss").unlink()
    problems: list[Problem] = []
    with Library.open(library_folder, encoder=fake_encoder) as library:
        for use in (
            lambda: library.ask(QUESTION),
            library.documents,
            lambda: library.document(3),
            lambda: problems.extend(library.verify().problems),
            lambda: library.repair(problems),
        ):
            with suppress(QaError):
                repr(use()).encode()
    assert problems
