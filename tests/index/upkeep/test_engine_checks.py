"""Damaged index files are found and rebuilt from the store."""

import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import Library
from qa.index import Part
from tests.index.upkeep.library_damage import QUESTION, flip_bit, retrieve_all

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_bit_of_the_vector_index_is_found_and_repaired(
    library_folder: Path, fake_encoder: "FakeEncoder", seed: int
) -> None:
    expected = retrieve_all(library_folder, fake_encoder)
    file = library_folder / "vectors.faiss"
    flip_bit(file, random.Random(seed).randrange(file.stat().st_size))
    with Library.open(library_folder, encoder=fake_encoder) as library:
        problems = library.verify().problems
        assert {problem.part for problem in problems} == {Part.VECTOR_INDEX}
        assert library.repair(problems).problems == ()
    assert retrieve_all(library_folder, fake_encoder) == expected


def test_a_flipped_bit_of_any_lexical_index_file_is_found_and_repaired(
    library_folder: Path, fake_encoder: "FakeEncoder"
) -> None:
    expected = retrieve_all(library_folder, fake_encoder)
    random_position = random.Random(0)
    files = [file for file in sorted((library_folder / "lexical").iterdir()) if not file.name.startswith(".")]
    assert len(files) > 6
    for number, file in enumerate([*files, *[Path("meta.json")] * 10]):
        folder = library_folder.parent / str(number)
        shutil.copytree(library_folder, folder)
        damaged = folder / "lexical" / file.name
        flip_bit(damaged, random_position.randrange(damaged.stat().st_size))
        with Library.open(folder, encoder=fake_encoder) as library:
            problems = library.verify().problems
            assert {problem.part for problem in problems} == {Part.LEXICAL_INDEX}, file
            assert library.repair(problems).problems == ()
        assert retrieve_all(folder, fake_encoder) == expected, file


@pytest.mark.parametrize("damaged", ["vectors.faiss", "lexical"])
def test_a_question_rebuilds_a_damaged_index(library_folder: Path, fake_encoder: "FakeEncoder", damaged: str) -> None:
    expected = retrieve_all(library_folder, fake_encoder)
    target = library_folder / damaged
    flip_bit(target if target.is_file() else max(target.glob("*.idx")), -300)
    assert retrieve_all(library_folder, fake_encoder) == expected
    with Library.open(library_folder, encoder=fake_encoder) as library:
        library.retrieve(QUESTION)
        library.retrieve(QUESTION)
        assert library.verify().problems == ()
