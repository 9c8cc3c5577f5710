"""Files into a library: what is read, what is embedded, what stays, what goes."""

import os
import shutil
import threading
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.typing import NDArray

from qa import Library
from qa.index import AddProgress
from qa.index.ingest import file_state as files
from qa.reading import read_bytes

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder

LONG_AGO = time.time() - 3600


def write(folder: Path, **contents: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in contents.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        os.utime(folder / f"{name}.txt", (LONG_AGO, LONG_AGO))


def settle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files that were written just now count as old."""
    monkeypatch.setattr(files, "_SETTLED_NANOSECONDS", 0)


def record_reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that are read from now on."""
    read: list[Path] = []

    def reading(file: Path, limit: int) -> bytes:
        read.append(file)
        return read_bytes(file, limit)

    monkeypatch.setattr(files, "read_bytes", reading)
    return read


def names(paths: tuple[str, ...]) -> list[str]:
    return [Path(path).stem for path in paths]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents."""
    write(tmp_path / "documents", a="甲县通知\n甲县图书馆每周一闭馆。", b="乙县通知\n乙县图书馆每周二闭馆。")
    return tmp_path / "documents"


def test_what_has_not_changed_is_neither_read_nor_embedded(
    plain_library: Library, fake_encoder: "FakeEncoder", folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch)
    plain_library.add(folder)
    embedded, generation = len(fake_encoder.encoded), plain_library.generation
    read = record_reads(monkeypatch)
    assert names(plain_library.add(folder).unchanged) == ["a", "b"]
    assert (read, len(fake_encoder.encoded), plain_library.generation) == ([], embedded, generation)


def test_a_young_file_is_compared_by_its_content(
    plain_library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain_library.add(folder)
    read = record_reads(monkeypatch)
    assert names(plain_library.add(folder).unchanged) == ["a", "b"]
    assert [file.stem for file in read] == ["a", "b"]


def test_a_file_that_was_only_touched_is_unchanged(
    plain_library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch)
    plain_library.add(folder)
    generation = plain_library.generation
    os.utime(folder / "a.txt")
    assert sorted(names(plain_library.add(folder).unchanged)) == ["a", "b"]
    assert plain_library.generation == generation


def test_a_change_with_the_same_size_and_the_time_set_back_is_found(
    plain_library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch)
    plain_library.add(folder)
    before = (folder / "a.txt").stat()
    write(folder, a="甲县通知\n甲县图书馆每周五闭馆。")
    after = (folder / "a.txt").stat()
    assert (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    assert names(plain_library.add(folder).replaced) == ["a"]


def test_the_same_content_under_two_paths_is_one_text_with_two_sources(
    plain_library: Library, fake_encoder: "FakeEncoder", folder: Path, tmp_path: Path
) -> None:
    plain_library.add(folder)
    embedded = len(fake_encoder.encoded)
    shutil.copytree(folder, tmp_path / "copies")
    assert names(plain_library.add(tmp_path / "copies").added) == ["a", "b"]
    assert len(fake_encoder.encoded) == embedded
    first, _ = plain_library.documents()
    assert first.sources == (str(folder / "a.txt"), str(tmp_path / "copies" / "a.txt"))
    assert len({hit.text for hit in plain_library.retrieve("闭馆", k=10)}) == len(plain_library.retrieve("闭馆", k=10))
    assert not plain_library.verify().problems


def test_two_files_with_one_content_added_at_once_are_one_text(plain_library: Library, tmp_path: Path) -> None:
    write(tmp_path / "documents", a="甲县图书馆每周一闭馆。", b="甲县图书馆每周一闭馆。")
    assert names(plain_library.add(tmp_path / "documents").added) == ["a", "b"]
    (document,) = plain_library.documents()
    assert names(document.sources) == ["a", "b"]


def test_of_two_sources_one_may_change_and_the_other_keeps_the_text(plain_library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    write(folder, a="甲县图书馆每周一闭馆。", b="甲县图书馆每周一闭馆。")
    plain_library.add(folder)
    write(folder, a="甲县图书馆每周五闭馆。")
    assert names(plain_library.add(folder).replaced) == ["a"]
    found = {hit.text: Path(hit.citation.source).stem for hit in plain_library.retrieve("图书馆")}
    assert found == {"甲县图书馆每周一闭馆。": "b", "甲县图书馆每周五闭馆。": "a"}


def test_removing_a_document_removes_it_with_all_its_sources(plain_library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    write(folder, a="甲县图书馆每周一闭馆。", b="甲县图书馆每周一闭馆。")
    plain_library.add(folder)
    plain_library.remove(plain_library.documents()[0].id)
    assert plain_library.documents() == plain_library.retrieve("图书馆") == ()
    assert names(plain_library.add(folder).added) == ["a", "b"]


def test_another_text_of_the_same_number_or_title_is_reported(plain_library: Library, tmp_path: Path) -> None:
    header = "索引号：1\n发布机构：甲县\n名称：{}\n文号：甲府〔2020〕1号\n\n{}\n正文{}。\n"
    folder = tmp_path / "documents"
    write(folder, a=header.format("关于甲的通知", "关于甲的通知", "一"))
    assert plain_library.add(folder).namesakes == ()
    write(folder, b=header.format("关于乙的通知", "关于乙的通知", "二"), c="关于乙的通知\n正文三。")
    found = plain_library.add(folder).namesakes
    namesakes = {(Path(n.source).stem, n.field, n.name, Path(n.other).stem) for n in found}
    assert namesakes == {("b", "文号", "甲府〔2020〕1号", "a"), ("c", "标题", "关于乙的通知", "b")}
    assert plain_library.add(folder).namesakes == ()


def test_a_new_version_of_a_file_is_no_namesake_of_the_old_one(plain_library: Library, folder: Path) -> None:
    plain_library.add(folder)
    write(folder, a="甲县通知\n甲县图书馆每周五闭馆。")
    report = plain_library.add(folder)
    assert (names(report.replaced), report.namesakes) == (["a"], ())


def test_synchronising_removes_what_has_gone_from_the_folder(
    plain_library: Library, folder: Path, tmp_path: Path
) -> None:
    write(tmp_path / "other", c="丙县通知\n丙县图书馆每周三闭馆。")
    plain_library.add(folder, tmp_path / "other")
    (folder / "a.txt").unlink()
    assert plain_library.add(folder).removed == ()
    assert len(plain_library.documents()) == 3
    assert names(plain_library.add(folder, sync=True).removed) == ["a"]
    assert [Path(d.source).stem for d in plain_library.documents()] == ["b", "c"]
    assert all("甲县" not in hit.text for hit in plain_library.retrieve("甲县图书馆哪天闭馆?"))


def test_a_file_that_moved_is_not_embedded_again(
    plain_library: Library, fake_encoder: "FakeEncoder", folder: Path
) -> None:
    plain_library.add(folder)
    embedded = len(fake_encoder.encoded)
    (folder / "a.txt").rename(folder / "z.txt")
    report = plain_library.add(folder, sync=True)
    assert (names(report.added), names(report.removed), len(fake_encoder.encoded)) == (["z"], ["a"], embedded)
    assert [names(document.sources) for document in plain_library.documents()] == [["z"], ["b"]]


@pytest.mark.parametrize("gone", ["folder", "contents"])
def test_synchronising_with_a_folder_that_is_not_there_removes_nothing(
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


@pytest.fixture
def stopped_while_embedding(fake_encoder: "FakeEncoder", monkeypatch: pytest.MonkeyPatch) -> Callable[[], bool]:
    """What to ask whether to stop: says so once something is embedded, and before that nothing more is."""
    encode, asked = fake_encoder.encode_passages, threading.Event()

    def waiting(passages: Sequence[str]) -> NDArray[np.float32]:
        assert not fake_encoder.encoded or asked.wait(10)
        return encode(passages)

    def stopped() -> bool:
        if fake_encoder.encoded:
            asked.set()
        return asked.is_set()

    monkeypatch.setattr(fake_encoder, "encode_passages", waiting)
    return stopped


@pytest.mark.parametrize("documents", [200, 1200])
def test_an_addition_that_was_stopped_goes_on_where_it_stopped(
    plain_library: Library,
    fake_encoder: "FakeEncoder",
    tmp_path: Path,
    stopped_while_embedding: Callable[[], bool],
    documents: int,
) -> None:
    folder = tmp_path / "documents"
    write(folder, **{f"f{number:04}": f"第{number}号通知\n第{number}号图书馆闭馆。" for number in range(documents)})
    stopped = plain_library.add(folder, stopped=stopped_while_embedding)
    stored = len(stopped.added)
    assert 64 <= stored < documents
    assert stopped.files_left == documents - stored
    assert not plain_library.verify().problems
    rest = plain_library.add(folder)
    assert (len(rest.unchanged), len(rest.added), rest.files_left) == (stored, documents - stored, 0)
    assert len(fake_encoder.encoded) == len(set(fake_encoder.encoded)) == documents


def test_nothing_of_a_large_document_is_embedded_twice_when_stopped_within_it(
    plain_library: Library, fake_encoder: "FakeEncoder", tmp_path: Path, stopped_while_embedding: Callable[[], bool]
) -> None:
    write(tmp_path / "documents", a="办法\n" + "".join(f"第{n}条 {'规定' * n}。\n" for n in range(1, 230)))
    stopped = plain_library.add(tmp_path / "documents", stopped=stopped_while_embedding)
    assert (stopped.added, stopped.files_left, plain_library.documents()) == ((), 1, ())
    assert fake_encoder.encoded
    plain_library.add(tmp_path / "documents")
    assert len(fake_encoder.encoded) == len(set(fake_encoder.encoded))


def test_what_fails_while_a_batch_is_embedded_loses_nothing_that_was_stored(
    plain_library: Library, fake_encoder: "FakeEncoder", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encode = fake_encoder.encode_passages

    def failing(passages: Sequence[str]) -> NDArray[np.float32]:
        if len(fake_encoder.encoded) >= 640:
            raise MemoryError
        return encode(passages)

    write(tmp_path / "documents", **{f"f{n:04}": f"第{n}号通知\n第{n}号图书馆闭馆。" for n in range(1200)})
    with monkeypatch.context() as patch:
        patch.setattr(fake_encoder, "encode_passages", failing)
        with pytest.raises(MemoryError):
            plain_library.add(tmp_path / "documents")
    assert len(plain_library.documents()) == 512
    assert not plain_library.verify().problems
    assert len(plain_library.add(tmp_path / "documents").added) == 1200 - 512
    assert len(fake_encoder.encoded) == len(set(fake_encoder.encoded)) == 1200


def test_a_text_of_two_batches_is_embedded_once(
    plain_library: Library, fake_encoder: "FakeEncoder", tmp_path: Path
) -> None:
    same = "图书馆每周一闭馆。" * 20
    write(tmp_path / "documents", **{f"f{n:04}": f"通知\n{same}\n第{n}号{'另行通知。' * 60}" for n in range(600)})
    report = plain_library.add(tmp_path / "documents")
    assert len(report.added) == 600
    assert len(fake_encoder.encoded) == len(set(fake_encoder.encoded)) < plain_library.statistics().passages
    assert not plain_library.verify().problems


def test_progress_tells_files_passages_rate_and_time_left(plain_library: Library, folder: Path) -> None:
    seen: list[AddProgress] = []
    plain_library.add(folder, on_progress=seen.append)
    assert (seen[-1].files_done, seen[-1].files_total) == (2, 2)
    assert seen[-1].passages_done == seen[-1].passages_total > 0
    assert (seen[-1].done, seen[-1].seconds_left) == (1.0, 0.0)
    assert seen[-1].passages_per_second
    assert {Path(step.file).parent for step in seen} == {folder}


def test_what_became_of_each_file_is_told_once_as_soon_as_it_is_known(plain_library: Library, folder: Path) -> None:
    plain_library.add(folder)
    write(folder, b="乙县通知\n乙县图书馆每周三闭馆。", c="丙县通知\n丙县图书馆每周四闭馆。", d="")
    zipped(folder / "e.zip").write_bytes(b"PK broken")
    seen: list[AddProgress] = []
    report = plain_library.add(folder, on_progress=seen.append)
    told = [outcome for step in seen for outcome in step.outcomes]
    assert seen[0].outcomes
    assert {outcome.became for step in seen[:-1] for outcome in step.outcomes} > {"unchanged", "refused"}
    assert sorted((Path(one.source).name, one.became) for one in told) == [
        ("a.txt", "unchanged"),
        ("b.txt", "replaced"),
        ("c.txt", "added"),
        ("d.txt", "refused"),
        ("e.zip", "refused"),
    ]
    assert {(one.source, one.reason) for one in told if one.reason} == {
        (refusal.source, refusal.reason) for refusal in report.refused
    }


def test_an_index_that_is_made_anew_says_how_far_it_is(plain_library: Library, folder: Path) -> None:
    plain_library.add(folder)
    passages = plain_library.statistics().passages
    shutil.rmtree(plain_library.folder / "lexical")
    seen: list[AddProgress] = []
    plain_library.add(folder, on_progress=seen.append)
    assert [(step.passages_done, step.passages_total, step.done) for step in seen if step.mending] == [
        (passages, passages, 1.0)
    ]
    assert not seen[-1].mending
    shutil.rmtree(plain_library.folder / "lexical")
    asked: list[AddProgress] = []
    plain_library.refresh(asked.append)
    plain_library.refresh(asked.append)
    assert [(step.passages_done, step.passages_total, step.mending) for step in asked] == [(passages, passages, True)]
    assert plain_library.retrieve("图书馆")


def test_time_left_follows_the_share_of_the_bytes_that_is_embedded() -> None:
    progress = AddProgress(1, 4, 30, 60, bytes_read=500, bytes_total=1000, seconds=10.0)
    assert progress.done == 0.25
    assert progress.seconds_left == pytest.approx(30.0)
    assert progress.passages_per_second == pytest.approx(3.0)
    assert AddProgress(0, 4, 0, 60, bytes_read=500, bytes_total=1000, seconds=10.0).seconds_left is None


def zipped(path: Path, **texts: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in texts.items():
            archive.writestr(f"{name}.txt", text)
    return path


def test_the_files_of_a_zip_are_documents_and_leave_when_they_leave_the_zip(
    plain_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch)
    archive = zipped(tmp_path / "a.zip", 甲="甲县通知\n甲县图书馆每周一闭馆。", 乙="乙县通知\n乙县图书馆每周二闭馆。")
    assert names(plain_library.add(archive).added) == ["甲", "乙"]
    assert len(plain_library.add(archive).unchanged) == 2
    zipped(archive, 乙="乙县通知\n乙县图书馆每周三闭馆。")
    report = plain_library.add(archive)
    assert (names(report.replaced), names(report.removed)) == (["乙"], ["甲"])
    assert [document.source for document in plain_library.documents()] == [str(archive / "乙.txt")]


def test_a_zip_that_cannot_be_read_any_more_keeps_what_came_from_it(plain_library: Library, tmp_path: Path) -> None:
    archive = zipped(tmp_path / "folder.zip", 甲="甲县通知\n甲县图书馆每周一闭馆。")
    (tmp_path / "documents").mkdir()
    kept = archive.rename(tmp_path / "documents" / "a.zip")
    write(tmp_path / "documents", 乙="乙县通知\n乙县图书馆每周二闭馆。")
    plain_library.add(tmp_path / "documents", sync=True)
    kept.write_bytes(b"PK broken")
    report = plain_library.add(tmp_path / "documents", sync=True)
    assert [refusal.source for refusal in report.refused] == [str(kept)]
    assert len(plain_library.documents()) == 2
    kept.unlink()
    assert names(plain_library.add(tmp_path / "documents", sync=True).removed) == ["甲"]


def test_a_zip_that_lost_all_its_files_loses_their_documents(
    plain_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch)
    archive = zipped(tmp_path / "a.zip", 甲="甲县通知\n甲县图书馆每周一闭馆。")
    plain_library.add(archive)
    zipped(archive)
    report = plain_library.add(archive)
    assert names(report.removed) == ["甲"]
    assert "压缩包里没有文件" in report.refused[0].reason
    assert plain_library.documents() == ()


def test_a_zip_in_a_zip_that_cannot_be_read_keeps_what_came_from_it(plain_library: Library, tmp_path: Path) -> None:
    inner = zipped(tmp_path / "内.zip", 甲="甲县通知\n甲县图书馆每周一闭馆。")
    outer = tmp_path / "外.zip"
    for content in (inner.read_bytes(), b"PK broken"):
        with zipfile.ZipFile(outer, "w") as archive:
            archive.writestr("内.zip", content)
            archive.writestr("乙.txt", "乙县通知\n乙县图书馆每周二闭馆。")
        report = plain_library.add(outer)
    assert [refusal.source for refusal in report.refused] == [str(outer / "内.zip")]
    assert report.removed == ()
    assert len(plain_library.documents()) == 2


def test_a_file_is_one_however_its_path_is_written(
    plain_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "documents", 甲="甲县通知\n甲县图书馆每周一闭馆。")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "documents")
    plain_library.add(tmp_path / "documents")
    monkeypatch.chdir(tmp_path / "elsewhere")
    for path in ("../documents", "../link", "../documents/甲.txt", "../link/甲.txt"):
        assert names(plain_library.add(path).unchanged) == ["甲"]
    assert [document.source for document in plain_library.documents()] == [str(tmp_path / "documents" / "甲.txt")]


def test_of_a_refused_file_it_is_said_that_its_old_content_stays(plain_library: Library, tmp_path: Path) -> None:
    write(tmp_path / "documents", 甲="甲县通知\n甲县图书馆每周一闭馆。")
    plain_library.add(tmp_path / "documents")
    (tmp_path / "documents" / "甲.txt").write_bytes(b"")
    (refusal,) = plain_library.add(tmp_path / "documents").refused
    assert refusal.reason.endswith("资料库里仍是它以前的内容")
