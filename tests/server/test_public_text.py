"""No reply of the server names one of its folders."""

from pathlib import Path

import pytest

from qa.errors import LibraryError
from qa.messages import Message
from qa.server.public_text import public_record, public_text


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (Message("文件是空的：{file}", file=Path("/srv/公文 库/a.txt")), "文件是空的：a.txt"),
        (Message("{why}。请检查", why=Message("读不了：{path}", path="/srv/x y/a.zip")), "读不了：a.zip。请检查"),
        (
            Message("写不了（{error}）", error="[Errno 28] No space: '/srv/lib/x.sqlite'"),
            "写不了（[Errno 28] No space: 'x.sqlite'）",
        ),
        ("文件太大：/srv/公文/a.txt，请拆开", "文件太大：a.txt，请拆开"),
        ("见 https://example.cn/a/b，或 2019/5/1", "见 https://example.cn/a/b，或 2019/5/1"),
        ("审核/批准/备案 三项", "审核/批准/备案 三项"),
    ],
)
def test_an_error_names_files_without_folders(message: str, told: str) -> None:
    assert public_text(LibraryError(message)) == told


def test_a_record_names_files_without_folders() -> None:
    record = {
        "source": "/a/b/c.zip/内/d.txt",
        "sources": ["/a/x.txt"],
        "text": "/a/b",
        "also": [{"source": "/q/z.txt"}],
    }
    assert public_record(record) == {
        "source": "d.txt",
        "sources": ["x.txt"],
        "text": "/a/b",
        "also": [{"source": "z.txt"}],
    }
    assert public_record({"added": ["/a/b/c.txt", "/e/f.txt"]}, Path("/a/b")) == {"added": ["b/c.txt", "f.txt"]}
