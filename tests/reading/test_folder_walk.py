"""Everything in a folder is read or named, whatever is in it."""

import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.reading.folder_walk import FolderWalk
from tests.test_faults import as_nobody, public  # noqa: F401


def walk(folder: Path, follow_links: bool = False) -> tuple[list[str], dict[str, str]]:
    """Return the files found and the reasons for what is left out, by path relative to the folder."""
    left: dict[str, str] = {}
    found = FolderWalk(
        folder, lambda path, why: left.update({str(path.relative_to(folder)): why}), follow_links
    ).files()
    return [str(path.relative_to(folder)) for path in found], left


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the one that is walked."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "secret.txt").write_text("密")
    return folder


@pytest.fixture
def folder(tmp_path: Path, outside: Path) -> Path:
    """A folder with a file and links of all kinds."""
    folder = tmp_path / "folder"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_text("正文")
    (folder / "sub" / "b.txt").write_text("正文")
    (folder / "inside.txt").symlink_to("a.txt")
    (folder / "leak.txt").symlink_to(outside / "secret.txt")
    (folder / "hop.txt").symlink_to("leak.txt")
    (folder / "away").symlink_to(outside)
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "broken.txt").symlink_to("gone.txt")
    (folder / "circle.txt").symlink_to("circle.txt")
    return folder


def test_links_that_lead_elsewhere_are_named_and_not_followed(folder: Path) -> None:
    found, left = walk(folder)
    assert found == ["a.txt", "inside.txt", "sub/b.txt"]
    assert sorted(left) == ["away", "broken.txt", "circle.txt", "hop.txt", "leak.txt", "sub/up"]
    assert all("--follow-links" in left[name] for name in ("away", "hop.txt", "leak.txt", "sub/up"))


def test_links_are_followed_on_demand_and_each_folder_once(folder: Path) -> None:
    found, left = walk(folder, follow_links=True)
    assert found == ["a.txt", "away/secret.txt", "hop.txt", "inside.txt", "leak.txt", "sub/b.txt"]
    assert sorted(left) == ["broken.txt", "circle.txt"]


def test_a_folder_that_may_not_be_read_is_named(public: Path) -> None:  # noqa: F811
    for name in ("closed", "open"):
        (public / name).mkdir()
        (public / name / "a.txt").write_text("正文")
    (public / "closed").chmod(0)
    with as_nobody():
        found, left = walk(public)
    assert found == ["open/a.txt"]
    assert list(left) == ["closed"]


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """A folder of 2,500 levels with a file in each, which Python itself cannot delete."""
    folder = tmp_path / "deep"
    folder.mkdir()
    top = os.open(folder, os.O_RDONLY)
    for _ in range(2500):
        os.mkdir("d", dir_fd=top)
        below = os.open("d", os.O_RDONLY, dir_fd=top)
        os.close(os.open("a.txt", os.O_CREAT | os.O_WRONLY, dir_fd=below))
        os.close(top)
        top = below
    os.close(top)
    yield folder
    subprocess.run(["rm", "-rf", folder], check=True)


def test_a_folder_of_many_levels_is_read_or_named(deep: Path) -> None:
    found, left = walk(deep)
    assert len(found) > 1900
    assert left
    assert all("读不了" in why for why in left.values())


def test_an_entry_that_is_not_a_file_is_reported(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        found, left = walk(tmp_path)
    assert (found, sorted(left)) == ([], ["pipe.txt", "s"])


def test_hidden_files_are_left_out_without_a_report(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "a.txt").write_text("正文")
    (tmp_path / ".b.txt").symlink_to("gone")
    assert walk(tmp_path) == ([], {})
