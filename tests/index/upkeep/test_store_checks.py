"""Changed, missing and contradictory rows of the store are found."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import Library
from qa.index import Part
from tests.index.upkeep.library_damage import edit_database

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE documents SET text = replace(text, '闭馆', '开馆') WHERE id = 2",
        "UPDATE passages SET end = end + 100 WHERE id = 5",
        "UPDATE passages SET heading_path = '[\"x\"]' WHERE id = 5",
        "DELETE FROM passages WHERE id = 5",
        "DELETE FROM sources WHERE document_id = 2",
        "UPDATE sources SET path = (SELECT path FROM sources WHERE document_id = 3) WHERE document_id = 2",
    ],
)
def test_changed_rows_of_a_document_are_found(library_folder: Path, fake_encoder: "FakeEncoder", sql: str) -> None:
    edit_database(library_folder, sql)
    with Library.open(library_folder, encoder=fake_encoder) as library:
        problems = [problem for problem in library.verify().problems if problem.part is Part.DOCUMENT]
        assert {problem.document_id for problem in problems} == {2}


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE vectors SET vector = zeroblob(length(vector)) WHERE rowid = 5",
        "UPDATE vectors SET vector = x'00' WHERE rowid = 5",
        "DELETE FROM vectors WHERE rowid = 5",
    ],
)
def test_a_changed_or_missing_vector_is_found(library_folder: Path, fake_encoder: "FakeEncoder", sql: str) -> None:
    edit_database(library_folder, sql)
    with Library.open(library_folder, encoder=fake_encoder) as library:
        problems = [problem for problem in library.verify().problems if problem.part is Part.VECTOR]
        assert len(problems) == 1
        assert problems[0].vector_key
