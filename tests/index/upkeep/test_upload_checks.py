"""A verification compares the uploaded originals with the documents that were made from them."""

import os
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from filelock import FileLock

from qa import Library
from qa.web.interrupted_upload import note_unsettled
from qa.web.uploads import Uploads
from tests.conftest import FakeEncoder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with an upload, an uploaded archive of two files, an upload whose name is GBK, and a document."""
    sent = tmp_path / "sent"
    sent.mkdir()
    (sent / "甲.txt").write_text("图书馆周一闭馆。")
    (tmp_path / "丁.txt").write_text("游泳馆周三闭馆。")
    gbk = Path(os.fsdecode(os.fsencode(sent) + b"/" + "戊.txt".encode("gbk")))
    gbk.write_text("体育馆周五闭馆。")
    with ZipFile(sent / "包.zip", "w") as archive:
        archive.writestr("乙.txt", "展览馆周二闭馆。")
        archive.writestr("丙.txt", "档案馆周四闭馆。")
    with Library.open(tmp_path / "library", encoder=FakeEncoder()) as opened:
        opened.add(tmp_path / "丁.txt")
        Uploads(opened).receive(sorted(sent.iterdir()), lambda _: None)
        yield opened


def _found(library: Library) -> list[str]:
    problems = library.verify().problems
    assert {problem.part.value for problem in problems} <= {"upload"}
    return [problem.text for problem in problems]


def test_uploads_that_are_cited_are_sound(library: Library) -> None:
    assert len(library.documents()) == 5
    assert _found(library) == []
    Uploads(library).delete(library.documents()[-1].id)
    assert _found(library) == []


def test_a_file_that_no_document_cites_is_reported_and_left(library: Library) -> None:
    orphan = library.folder / "uploads" / "孤儿.txt"
    orphan.write_text("无人引用。")
    (text,) = _found(library)
    assert "孤儿.txt 不属于任何文件" in text
    assert [problem.text for problem in library.repair(library.verify().problems).problems] == [text]
    assert orphan.exists()


@pytest.mark.parametrize(("name", "count"), [("甲.txt", 1), ("包.zip", 2)])
def test_an_original_that_is_missing_is_reported_for_each_of_its_files(library: Library, name: str, count: int) -> None:
    (library.folder / "uploads" / name).unlink()
    assert ["不在了或读不了" in text for text in _found(library)] == [True] * count


def test_an_original_of_another_version_is_reported(library: Library) -> None:
    (library.folder / "uploads" / "甲.txt").write_text("图书馆周日闭馆。")
    (text,) = _found(library)
    assert "甲.txt 和引用的内容不是同一版" in text


def kept(library: Library) -> list[str]:
    """Return the names of the files that were set aside because nothing cites them."""
    return [file.name for file in sorted((library.folder / "未引用的上传").glob("*/*"))]


def test_uploads_that_nothing_cites_are_set_aside_by_a_server_and_come_back_when_they_are_cited_again(
    library: Library,
) -> None:
    # An older database is copied over a newer one, as seen by the uploads.
    contents = library.document(next(each.id for each in library.documents() if each.source.endswith("甲.txt")))
    library.remove(contents.summary.id)
    Uploads(library)
    assert kept(library) == ["甲.txt"]
    (text,) = _found(library)
    assert "“未引用的上传”文件夹里有 1 个上传的原件（如 甲.txt）" in text
    (library.folder / "uploads" / "甲.txt").write_text("别的甲。")
    Uploads(library)
    assert kept(library) == ["甲.txt", "甲.txt"]
    library.restore(contents)
    Uploads(library)
    assert (library.folder / "uploads" / "甲.txt").read_text() == "图书馆周一闭馆。"
    assert kept(library) == ["甲.txt"]


def test_a_new_upload_keeps_the_file_that_it_replaces_if_nothing_cites_its_content(
    library: Library, tmp_path: Path
) -> None:
    (library.folder / "uploads" / "甲.txt").write_text("只此一份。")
    Uploads(library).receive([tmp_path / "sent" / "甲.txt"], lambda _: None)
    assert [file.read_text() for file in library.folder.glob("未引用的上传/*/甲.txt")] == ["只此一份。"]
    (library.folder / "uploads" / "甲.txt").unlink()
    (tmp_path / "sent" / "甲.txt").write_text("图书馆周日闭馆。")
    Uploads(library).receive([tmp_path / "sent" / "甲.txt"], lambda _: None)
    assert kept(library) == ["甲.txt"]


def test_an_interrupted_upload_is_reported_until_it_is_recovered(library: Library) -> None:
    before = library.folder / "uploads" / ".before"
    note_unsettled(before, [library.folder / "uploads" / "新.txt"])
    (library.folder / "uploads" / "甲.txt").rename(before / "甲.txt")
    (library.folder / "uploads" / "新.txt").write_text("还没有读完。")
    assert any("上传中断了" in text for text in _found(library))
    Uploads(library)
    assert _found(library) == []


def test_nothing_is_reported_while_an_upload_runs(library: Library) -> None:
    (library.folder / "uploads" / "新.txt").write_text("还没有读完。")
    with FileLock(library.folder / "uploads.lock"):
        assert _found(library) == []
    assert len(_found(library)) == 1
