"""A file name of any bytes has one form in valid Unicode, which leads back to the file."""

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa.reading import path_on_disk, read_bytes, shown_path

MARK = "\N{WORD JOINER}"
NAMES = st.binary(min_size=1, max_size=20).filter(
    lambda name: not set(name) & set(b"\0/") and name not in (b".", b"..")
)


@given(st.lists(NAMES | st.text(MARK + "甲\\x4a.", min_size=1, max_size=5).map(str.encode), min_size=1, max_size=3))
@example(["规定.txt".encode("gb18030")])
@example([f"{MARK}规定.txt".encode(), MARK.encode(), f"{MARK}{MARK}\\xff".encode()])
@example([f"{MARK}\N{GREEK SMALL LETTER ALPHA}".encode("gb18030")])
@example([b"\\xff", b"\xff", b"\\\xff"])
def test_every_path_is_shown_in_valid_unicode_and_leads_back(names: list[bytes]) -> None:
    path = Path("/d", *(os.fsdecode(name) for name in names if name not in (b".", b"..")))
    shown = shown_path(path)
    str(shown).encode()
    assert path_on_disk(shown) == path
    assert shown_path(path_on_disk(shown)) == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("通知.txt".encode(), "通知.txt"),
        ("规定.txt".encode("gbk"), f"{MARK}规定.txt"),
        ("〇号㐀.txt".encode("gb18030"), f"{MARK}〇号㐀.txt"),
        (b"\xff\xfe.txt", f"{MARK}{MARK}\\xff\\xfe.txt"),
        (b"a\\b.txt", "a\\b.txt"),
    ],
)
def test_a_name_in_gbk_reads_as_it_was_written(name: bytes, shown: str) -> None:
    assert shown_path(Path(os.fsdecode(b"/d/" + name))) == Path("/d", shown)


def test_a_file_is_read_by_its_shown_path(tmp_path: Path) -> None:
    for name in ("规定.txt".encode("gbk"), b"\xff\xfe.txt", f"{MARK}甲.txt".encode()):
        path = tmp_path / os.fsdecode(name)
        path.write_bytes(name)
        assert read_bytes(shown_path(path)) == name
