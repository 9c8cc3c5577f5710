"""Files that no longer exist leave the library; files that cannot be examined stay."""

import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import Library
from tests.index.ingest.sample_files import names, treat_new_files_as_settled, write_files, write_zip

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder


def test_synchronising_removes_deleted_files(plain_library: Library, folder: Path, tmp_path: Path) -> None:
    write_files(tmp_path / "other", c="丙县通知\n丙县图书馆每周三闭馆。")
    plain_library.add(folder, tmp_path / "other")
    (folder / "a.txt").unlink()
    assert plain_library.add(folder).removed == ()
    assert len(plain_library.documents()) == 3
    assert names(plain_library.add(folder, sync=True).removed) == ["a"]
    assert [Path(document.source).stem for document in plain_library.documents()] == ["b", "c"]
    found = [hit.text for hit in plain_library.retrieve("甲县图书馆哪天闭馆?")]
    assert len(found) == 2
    assert "甲县" not in "".join(found)


def test_a_renamed_file_is_not_embedded_again(
    plain_library: Library, fake_encoder: "FakeEncoder", folder: Path
) -> None:
    plain_library.add(folder)
    embedded = len(fake_encoder.encoded)
    (folder / "a.txt").rename(folder / "z.txt")
    report = plain_library.add(folder, sync=True)
    assert (names(report.added), names(report.removed), len(fake_encoder.encoded)) == (["z"], ["a"], embedded)
    assert [names(document.sources) for document in plain_library.documents()] == [["z"], ["b"]]


@pytest.mark.parametrize("gone", ["folder", "contents"])
def test_synchronising_a_folder_that_is_gone_or_empty_removes_nothing(
    plain_library: Library, folder: Path, gone: str
) -> None:
    plain_library.add(folder)
    shutil.rmtree(folder)
    if gone == "contents":
        folder.mkdir()
    report = plain_library.add(folder, sync=True)
    assert (report.removed, len(plain_library.documents())) == ((), 2)
    assert all(str(folder) in refusal.reason for refusal in report.refused)
    assert report.refused


def test_a_document_leaves_with_its_zip_member(
    plain_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    treat_new_files_as_settled(monkeypatch)
    archive = write_zip(
        tmp_path / "a.zip", 甲="甲县通知\n甲县图书馆每周一闭馆。", 乙="乙县通知\n乙县图书馆每周二闭馆。"
    )
    plain_library.add(archive)
    write_zip(archive, 乙="乙县通知\n乙县图书馆每周三闭馆。")
    report = plain_library.add(archive)
    assert (names(report.replaced), names(report.removed)) == (["乙"], ["甲"])
    assert [document.source for document in plain_library.documents()] == [str(archive / "乙.txt")]


def test_the_documents_of_an_unreadable_zip_stay_until_the_zip_is_deleted(
    plain_library: Library, tmp_path: Path
) -> None:
    folder = write_files(tmp_path / "documents", 乙="乙县通知\n乙县图书馆每周二闭馆。")
    archive = write_zip(folder / "a.zip", 甲="甲县通知\n甲县图书馆每周一闭馆。")
    plain_library.add(folder, sync=True)
    archive.write_bytes(b"PK broken")
    report = plain_library.add(folder, sync=True)
    assert [refusal.source for refusal in report.refused] == [str(archive)]
    assert len(plain_library.documents()) == 2
    archive.unlink()
    assert names(plain_library.add(folder, sync=True).removed) == ["甲"]


def test_the_documents_of_an_emptied_zip_leave(
    plain_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    treat_new_files_as_settled(monkeypatch)
    archive = write_zip(tmp_path / "a.zip", 甲="甲县通知\n甲县图书馆每周一闭馆。")
    plain_library.add(archive)
    write_zip(archive)
    report = plain_library.add(archive)
    assert names(report.removed) == ["甲"]
    assert "压缩包里没有文件" in report.refused[0].reason
    assert plain_library.documents() == ()


def test_the_documents_of_an_unreadable_zip_inside_a_zip_stay(plain_library: Library, tmp_path: Path) -> None:
    inner = write_zip(tmp_path / "内.zip", 甲="甲县通知\n甲县图书馆每周一闭馆。")
    outer = tmp_path / "外.zip"
    for content in (inner.read_bytes(), b"PK broken"):
        with zipfile.ZipFile(outer, "w") as archive:
            archive.writestr("内.zip", content)
            archive.writestr("乙.txt", "乙县通知\n乙县图书馆每周二闭馆。")
        report = plain_library.add(outer)
    assert [refusal.source for refusal in report.refused] == [str(outer / "内.zip")]
    assert report.removed == ()
    assert len(plain_library.documents()) == 2
