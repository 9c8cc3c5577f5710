"""A changed byte anywhere in a library is found, and what derives is made anew."""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import Library
from qa.errors import QaError
from qa.index import AddProgress, Part
from qa.types import Hit

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder

QUESTION = "图书馆闭馆"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(12):
        text = f"第{number}号通知\n第{number}号图书馆每周{number % 7}闭馆。\n" + "".join(
            f"第{article}条 第{number}号规定{article}。\n" for article in range(1, 4)
        )
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def sound(tmp_path: Path, folder: Path, fake_encoder: "FakeEncoder") -> Path:
    """A library with these documents, closed."""
    with Library.open(tmp_path / "sound", encoder=fake_encoder) as library:
        library.add(*(file for file in sorted(folder.iterdir())[:6]))
        library.add(folder)
    return tmp_path / "sound"


def test_a_verification_says_how_far_it_is(sound: Path, fake_encoder: "FakeEncoder") -> None:
    told: list[tuple[int, int]] = []
    with Library.open(sound, encoder=fake_encoder) as library:
        library.verify(lambda done, total: told.append((done, total)))
        vectors = library.verify().vectors
    assert [done for done, _ in told] == [*range(1, 13), 12 + vectors]
    assert {total for _, total in told} == {12 + vectors}


@contextmanager
def changed(sound: Path, sql: str, *values: object) -> Iterator[None]:
    """Change the database behind the library's back."""
    with sqlite3.connect(sound / "library.sqlite") as connection:
        assert connection.execute(sql, values).rowcount
    yield


def parts(library: Library) -> set[Part]:
    return {problem.part for problem in library.verify().problems}


def hits(folder: Path, encoder: "FakeEncoder") -> tuple[Hit, ...]:
    with Library.open(folder, encoder=encoder) as library:
        return library.retrieve(QUESTION, k=100)


def flip(file: Path, position: int) -> None:
    content = bytearray(file.read_bytes())
    content[position] ^= 0x10
    file.write_bytes(content)


def test_a_sound_library_has_no_problems(sound: Path, fake_encoder: "FakeEncoder") -> None:
    with Library.open(sound, encoder=fake_encoder) as library:
        found = library.verify()
        assert (found.documents, found.sources, found.problems) == (12, 12, ())
        assert found.passages == sum(document.passages for document in library.documents())


def test_an_empty_library_has_no_problems(plain_library: Library) -> None:
    assert plain_library.verify().problems == ()


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_byte_of_the_vector_index_is_found_and_mended(
    sound: Path, fake_encoder: "FakeEncoder", seed: int
) -> None:
    expected = hits(sound, fake_encoder)
    file = sound / "vectors.faiss"
    flip(file, random.Random(seed).randrange(file.stat().st_size))
    with Library.open(sound, encoder=fake_encoder) as library:
        found = library.verify()
        assert {problem.part for problem in found.problems} == {Part.VECTOR_INDEX}
        assert library.repair(found.problems).problems == ()
    assert hits(sound, fake_encoder) == expected


def test_a_flipped_byte_of_any_file_of_the_lexical_index_is_found_and_mended(
    sound: Path, fake_encoder: "FakeEncoder"
) -> None:
    expected = hits(sound, fake_encoder)
    whole = sound.parent / "whole"
    shutil.copytree(sound, whole)
    chance = random.Random(0)
    files = [file for file in sorted((sound / "lexical").iterdir()) if not file.name.startswith(".")]
    assert len(files) > 6
    for number, file in enumerate([*files, *[Path("meta.json")] * 10]):
        sound = whole.parent / str(number)
        shutil.copytree(whole, sound)
        flipped = sound / "lexical" / file.name
        flip(flipped, chance.randrange(flipped.stat().st_size))
        with Library.open(sound, encoder=fake_encoder) as library:
            found = library.verify()
            assert {problem.part for problem in found.problems} == {Part.LEXICAL_INDEX}, file
            assert library.repair(found.problems).problems == ()
        assert hits(sound, fake_encoder) == expected, file


@pytest.mark.parametrize("damaged", ["vectors.faiss", "lexical"])
def test_a_damaged_index_is_made_anew_without_being_asked(
    sound: Path, fake_encoder: "FakeEncoder", damaged: str
) -> None:
    expected = hits(sound, fake_encoder)
    target = sound / damaged
    flip(target if target.is_file() else max(target.glob("*.idx")), -300)
    assert hits(sound, fake_encoder) == expected
    with Library.open(sound, encoder=fake_encoder) as library:
        library.retrieve(QUESTION)
        library.retrieve(QUESTION)
        assert library.verify().problems == ()


@pytest.mark.parametrize("flips", range(40))
def test_whatever_byte_of_the_database_changes_nothing_but_an_error_of_ours_comes(
    sound: Path, fake_encoder: "FakeEncoder", flips: int
) -> None:
    with sqlite3.connect(sound / "library.sqlite") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = hits(sound, fake_encoder)
    file = sound / "library.sqlite"
    flip(file, random.Random(flips).randrange(file.stat().st_size))
    try:
        with Library.open(sound, encoder=fake_encoder) as library:
            problems = library.verify().problems
            after = library.retrieve(QUESTION, k=100)
            for document in library.documents():
                library.document(document.id)
    except QaError:
        return
    # What is not found is in no row: free space, a key of SQLite's own, a value that no answer depends on.
    assert problems or [(hit.text, hit.citation) for hit in after] == [(hit.text, hit.citation) for hit in before]


def test_a_changed_text_is_found_and_read_from_its_file_again(sound: Path, fake_encoder: "FakeEncoder") -> None:
    expected = {hit.text for hit in hits(sound, fake_encoder)}
    with changed(sound, "UPDATE documents SET text = replace(text, '闭馆', '开馆') WHERE id = 3"):
        pass
    with Library.open(sound, encoder=fake_encoder) as library:
        found = library.verify()
        assert [(problem.part, problem.document_id) for problem in found.problems] == [(Part.DOCUMENT, 3)]
        assert library.repair(found.problems).problems == ()
        assert {hit.text for hit in library.retrieve(QUESTION, k=100)} == expected


def test_a_damaged_document_whose_file_has_gone_stays_reported(
    sound: Path, folder: Path, fake_encoder: "FakeEncoder"
) -> None:
    with changed(sound, "UPDATE documents SET title = 'x' WHERE id = 3"):
        (folder / "02.txt").unlink()
    with Library.open(sound, encoder=fake_encoder) as library:
        left = library.repair(library.verify().problems)
        assert [problem.document_id for problem in left.problems] == [3]
        assert left.documents == 12


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE passages SET end = end + 100 WHERE id = 2",
        "UPDATE passages SET heading_path = '[\"x\"]' WHERE id = 2",
        "DELETE FROM passages WHERE id = 2",
        "DELETE FROM sources WHERE document_id = 2",
    ],
)
def test_changed_rows_are_found(sound: Path, fake_encoder: "FakeEncoder", sql: str) -> None:
    with changed(sound, sql), Library.open(sound, encoder=fake_encoder) as library:
        assert Part.DOCUMENT in parts(library)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE vectors SET vector = zeroblob(length(vector)) WHERE rowid = 5",
        "UPDATE vectors SET vector = x'00' WHERE rowid = 5",
        "DELETE FROM vectors WHERE rowid = 5",
    ],
)
def test_a_damaged_or_missing_vector_is_found_and_embedded_again(
    sound: Path, fake_encoder: "FakeEncoder", sql: str
) -> None:
    expected = hits(sound, fake_encoder)
    embedded = len(fake_encoder.encoded)
    told: list[AddProgress] = []
    with changed(sound, sql), Library.open(sound, encoder=fake_encoder) as library:
        assert Part.VECTOR in parts(library)
        assert library.repair(library.verify().problems, told.append).problems == ()
    assert len(fake_encoder.encoded) == embedded + 1
    assert (told[0].mending, told[0].done) == (True, 1.0)
    assert hits(sound, fake_encoder) == expected
