"""The files in folders."""

from pathlib import Path

from qa.reading import canonical, find_files


def test_a_folder_gives_each_visible_file_once_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "x/c.md", ".hidden/d.txt", ".e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("正文")
    problems: list[str] = []
    found = find_files([tmp_path, tmp_path / "a.txt"], lambda path, why: problems.append(why))
    assert [file.relative_to(tmp_path).as_posix() for file in found] == ["a.txt", "b.txt", "x/c.md"]
    assert problems == []


def test_a_missing_path_and_a_folder_without_readable_files_are_reported(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    problems: list[str] = []
    assert list(find_files([tmp_path / "gone", tmp_path / "empty"], lambda path, why: problems.append(why))) == []
    assert "不存在" in problems[0]
    assert "gone" in problems[0]
    assert "没有可以读的文件" in problems[1]


def test_a_path_has_one_canonical_form(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    assert canonical(tmp_path / "x" / ".." / "folder") == canonical(tmp_path / "link") == canonical(tmp_path / "folder")


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("正文")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert canonical(tmp_path / "b.txt").name == "b.txt"
