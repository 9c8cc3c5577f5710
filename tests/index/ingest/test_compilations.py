"""The documents of a compilation enter, change and leave a library with their file."""

from pathlib import Path

import pytest

from qa import Library
from qa.errors import LibraryError
from qa.reading import read_bytes
from tests.index.ingest.sample_files import treat_new_files_as_settled, write_files, write_zip
from tests.reading.test_compiled_documents import FIRST, SECOND

THIRD = FIRST.replace("慰问金", "取暖费").replace("3号", "5号")


def _titles(library: Library) -> list[str]:
    return [document.metadata.title for document in library.documents()]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A compilation of two letters."""
    return write_files(tmp_path / "documents", 汇编=FIRST + SECOND) / "汇编.txt"


def test_the_documents_of_a_file_are_replaced_and_removed_with_it(plain_library: Library, file: Path) -> None:
    assert plain_library.add(file.parent).added == (str(file),)
    assert _titles(plain_library) == ["关于发放慰问金的通知", "关于发放高龄津贴的通知"]
    assert plain_library.add(file.parent).unchanged == (str(file),)
    write_files(file.parent, 汇编=THIRD + SECOND)
    assert plain_library.add(file.parent).replaced == (str(file),)
    assert _titles(plain_library) == ["关于发放取暖费的通知", "关于发放高龄津贴的通知"]
    write_files(file.parent, 汇编=SECOND, 另一份="另一份通知。")
    plain_library.add(file.parent)
    assert sorted(_titles(plain_library)) == ["关于发放高龄津贴的通知", "另一份"]
    write_files(file.parent, 汇编=FIRST + SECOND)
    plain_library.add(file.parent)
    assert len(_titles(plain_library)) == 3
    file.unlink()
    plain_library.add(file.parent, sync=True)
    assert _titles(plain_library) == ["另一份"]
    assert not plain_library.verify().problems


def test_a_citation_of_a_part_opens_the_file(plain_library: Library, file: Path) -> None:
    plain_library.add(file)
    hit = plain_library.retrieve("高龄津贴", k=1)[0]
    assert hit.citation.document_number == "松民发〔2019〕8号"
    assert read_bytes(Path(hit.citation.source)) == file.read_bytes()
    text = plain_library.document_text(hit.citation.document_id)
    assert text[hit.citation.start : hit.citation.end] == hit.text


def test_a_copy_of_a_compilation_adds_paths_only(plain_library: Library, file: Path) -> None:
    plain_library.add(file)
    (file.parent / "copy.txt").write_bytes(file.read_bytes())
    plain_library.add(file.parent)
    assert [len(document.sources) for document in plain_library.documents()] == [2, 2]


def test_the_documents_of_a_file_are_removed_and_restored_together(plain_library: Library, file: Path) -> None:
    write_files(file.parent, 另一份="另一份通知。")
    plain_library.add(file.parent)
    before = plain_library.documents()
    parts = [document for document in before if document.source.startswith(str(file))]
    numbers = plain_library.documents_of_file(parts[1].id)
    assert numbers == tuple(document.id for document in parts)
    gone = [plain_library.document(number) for number in numbers]
    plain_library.remove(parts[1].id)
    assert _titles(plain_library) == ["另一份"]
    assert plain_library.documents_of_file(parts[1].id) == ()
    plain_library.restore(*gone)
    assert plain_library.documents() == before
    assert plain_library.add(file.parent).unchanged
    assert not plain_library.verify().problems


def test_the_text_before_the_documents_is_removed_with_them(plain_library: Library, file: Path) -> None:
    write_files(file.parent, 汇编=f"本汇编收录近年来发放补贴的文件，供工作人员查阅。\n{FIRST}{SECOND}")
    plain_library.add(file)
    numbers = tuple(document.id for document in plain_library.documents())
    assert len(numbers) == 3
    assert {plain_library.documents_of_file(number) for number in numbers} == {numbers}
    plain_library.remove(numbers[0])
    assert plain_library.documents() == ()


def test_no_document_of_a_removed_file_is_restored_beside_a_newer_version(plain_library: Library, file: Path) -> None:
    plain_library.add(file)
    gone = [plain_library.document(document.id) for document in plain_library.documents()]
    plain_library.remove(gone[0].summary.id)
    write_files(file.parent, 汇编=THIRD + SECOND)
    plain_library.add(file)
    with pytest.raises(LibraryError, match="已是另一份文件"):
        plain_library.restore(*gone)
    assert _titles(plain_library) == ["关于发放取暖费的通知", "关于发放高龄津贴的通知"]


def test_a_damaged_part_is_read_again_with_its_file(
    plain_library: Library, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    treat_new_files_as_settled(monkeypatch)
    plain_library.add(file)
    with plain_library._store.database.transaction() as change:
        change.execute("UPDATE documents SET text = text || '。' WHERE id = 1", ())
    damage = plain_library.verify().problems
    assert damage
    assert not plain_library.repair(damage).problems
    assert len(plain_library.documents()) == 2
    assert all(document.passages for document in plain_library.documents())


def test_the_parts_of_a_file_in_an_archive_stay_with_it(plain_library: Library, tmp_path: Path) -> None:
    archive = write_zip(tmp_path / "包.zip", 汇编=FIRST + SECOND)
    plain_library.add(archive)
    plain_library.add(archive)
    (first, _) = plain_library.documents()
    assert first.source == str(archive / "汇编.txt" / "关于发放慰问金的通知")
    assert read_bytes(Path(first.source)) == (FIRST + SECOND).encode()


def test_a_correction_follows_the_title_of_a_part(plain_library: Library, file: Path) -> None:
    plain_library.add(file)
    plain_library.correct_metadata(plain_library.documents()[1].id, issuer="松江县老龄办")
    write_files(file.parent, 汇编=FIRST + THIRD + SECOND)
    plain_library.add(file)
    assert [document.metadata.issuer for document in plain_library.documents()][2] == "松江县老龄办"
