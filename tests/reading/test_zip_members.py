"""The files in zip archives, and the limits that archives are held to."""

import io
import zipfile
from pathlib import Path

import pytest

from qa.errors import ReadingError
from qa.reading import find_files, read_bytes, read_document
from qa.reading.formats import zip_file

LIMIT = 10_000_000


def packed(members: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return content.getvalue()


def found(path: Path, limit: int = LIMIT) -> tuple[list[str], list[str]]:
    """Return the names of the files in a zip, and the reasons of refusals."""
    refused: list[str] = []
    files = [
        file.relative_to(path).as_posix() for file in find_files([path], lambda _, why: refused.append(why), limit)
    ]
    return files, refused


def test_the_members_of_a_zip_are_files_with_their_own_paths(tmp_path: Path) -> None:
    inner = packed({"乙.txt": "乙".encode()})
    file = tmp_path / "a.zip"
    file.write_bytes(packed({"夹/甲.txt": "甲".encode(), "内.zip": inner, "__MACOSX/x": b"", ".DS_Store": b""}))
    assert found(file) == (["夹/甲.txt", "内.zip/乙.txt"], [])
    assert read_bytes(file / "夹/甲.txt", LIMIT).decode() == "甲"
    assert read_bytes(file / "内.zip/乙.txt", LIMIT).decode() == "乙"


def test_a_zip_of_many_files_is_opened_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = packed({f"{n}.txt": f"内{n}".encode() for n in range(50)})
    (tmp_path / "a.zip").write_bytes(packed({"内.zip": inner} | {f"{n}.txt": f"外{n}".encode() for n in range(50)}))
    opened: list[Path] = []

    def counted(path: Path, content: bytes) -> zipfile.ZipFile:
        opened.append(path)
        return parse(path, content)

    parse = zip_file._parse
    monkeypatch.setattr(zip_file, "_parse", counted)
    files = list(find_files([tmp_path], lambda _, why: None, LIMIT))
    assert [read_bytes(file, LIMIT).decode() for file in files] == [
        *(f"外{n}" for n in range(50)),
        *(f"内{n}" for n in range(50)),
    ]
    assert opened == [tmp_path / "a.zip", tmp_path / "a.zip" / "内.zip"]
    (tmp_path / "a.zip").write_bytes(packed({"1.txt": "新".encode()}))
    assert read_bytes(tmp_path / "a.zip" / "1.txt", LIMIT).decode() == "新"


def test_a_refused_member_does_not_keep_out_the_others(tmp_path: Path) -> None:
    nested = packed({"a.txt": b"text"})
    for _ in range(3):
        nested = packed({"in.zip": nested})
    file = tmp_path / "a.zip"
    members = {"坏.zip": b"PK\x03\x04 broken", "深.zip": nested, "../外.txt": b"text", "好.txt": b"text"}
    file.write_bytes(packed(members))
    files, refused = found(file)
    assert files == ["好.txt"]
    assert [why.split("：")[0] for why in refused] == ["压缩包里有路径不安全的文件", "压缩格式损坏", "压缩包套得太深"]


def test_a_duplicate_name_in_a_zip_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(packed({"甲.txt": b"1", "乙.txt": b"2"}).replace("乙.txt".encode(), "甲.txt".encode()))
    assert found(file) == (["甲.txt"], [f"压缩包里有 2 个同名的文件：{file}/甲.txt。只读了最后一个，请改名"])


def test_the_sizes_of_zips_in_a_zip_are_added_up(tmp_path: Path) -> None:
    inner = packed({"a.txt": bytes(range(256)) * 16_000})
    (tmp_path / "a.zip").write_bytes(packed({f"{n}.zip": inner for n in range(5)}))
    files, refused = found(tmp_path / "a.zip")
    assert files == []
    assert "太大" in refused[0]


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    # zipfile writes UTF-8 with its flag; a name in GBK without the flag is put in by hand, of the same length.
    content = packed({"xxxx.txt": b"text"}).replace(b"xxxx.txt", "通知".encode("gbk") + b".txt")
    (tmp_path / "a.zip").write_bytes(content)
    assert found(tmp_path / "a.zip") == (["通知.txt"], [])


def test_a_bomb_a_large_zip_deep_nesting_and_damage_are_refused(tmp_path: Path) -> None:
    nested = packed({"a.txt": b"text"})
    for _ in range(3):
        nested = packed({"in.zip": nested})
    for name, content, why in (
        ("bomb.zip", packed({"a.txt": b"0" * 5_000_000}), "太大"),
        ("large.zip", packed({f"{n}.txt": bytes(range(256)) * 4000 for n in range(20)}), "太大"),
        ("nest.zip", nested, "套得太深"),
        ("broken.zip", b"PK\x03\x04 broken", "损坏"),
    ):
        (tmp_path / name).write_bytes(content)
        files, refused = found(tmp_path / name)
        assert files == []
        assert name in refused[0]
        assert why in refused[0]


def test_a_zip_with_undecodable_names_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    name = "甲甲甲.txt".encode()
    file.write_bytes(packed({"甲甲甲.txt": b"1"}).replace(name, b"\xff" * len(name)))
    files, refused = found(file)
    assert files == []
    assert refused == [f"压缩格式损坏：{file}（文件名读不了）。请重新打包或换一个文件"]


def test_a_word_file_that_unpacks_to_too_much_is_refused_before_it_is_read() -> None:
    with pytest.raises(ReadingError, match=r"a\.docx.*压缩比"):
        read_document(Path("/d/a.docx"), packed({"word/document.xml": b" " * 5_000_000}))
