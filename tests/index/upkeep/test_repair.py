"""A repair reads damaged documents again and embeds damaged vectors again."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import Library
from qa.index import AddProgress, Part
from tests.index.upkeep.library_damage import QUESTION, edit_database, retrieve_all

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder


def test_a_changed_text_is_read_from_its_file_again(library_folder: Path, fake_encoder: "FakeEncoder") -> None:
    expected = {hit.text for hit in retrieve_all(library_folder, fake_encoder)}
    edit_database(library_folder, "UPDATE documents SET text = replace(text, '闭馆', '开馆') WHERE id = 3")
    with Library.open(library_folder, encoder=fake_encoder) as library:
        problems = library.verify().problems
        assert [(problem.part, problem.document_id) for problem in problems] == [(Part.DOCUMENT, 3)]
        assert library.repair(problems).problems == ()
        assert {hit.text for hit in library.retrieve(QUESTION, k=100)} == expected


def test_a_damaged_document_without_its_file_remains_a_problem(
    library_folder: Path, documents: Path, fake_encoder: "FakeEncoder"
) -> None:
    edit_database(library_folder, "UPDATE documents SET title = 'x' WHERE id = 3")
    (documents / "02.txt").unlink()
    with Library.open(library_folder, encoder=fake_encoder) as library:
        remaining = library.repair(library.verify().problems)
        assert [problem.document_id for problem in remaining.problems] == [3]
        assert remaining.documents == 12


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE vectors SET vector = zeroblob(length(vector)) WHERE rowid = 5",
        "UPDATE vectors SET vector = x'00' WHERE rowid = 5",
        "DELETE FROM vectors WHERE rowid = 5",
    ],
)
def test_a_changed_or_missing_vector_is_embedded_again(
    library_folder: Path, fake_encoder: "FakeEncoder", sql: str
) -> None:
    expected = retrieve_all(library_folder, fake_encoder)
    embedded = len(fake_encoder.encoded)
    reports: list[AddProgress] = []
    edit_database(library_folder, sql)
    with Library.open(library_folder, encoder=fake_encoder) as library:
        assert library.repair(library.verify().problems, reports.append).problems == ()
    assert len(fake_encoder.encoded) == embedded + 1
    assert (reports[0].rebuilding, reports[0].done) == (True, 1.0)
    assert retrieve_all(library_folder, fake_encoder) == expected
