"""Web pages that a browser saved into one file."""

from pathlib import Path

import pytest

from qa.errors import ReadingError
from qa.reading import read_document


def test_a_saved_page_is_read_like_the_page() -> None:
    page = "<html><head><title>通知</title></head><body><h1>通知</h1><p>正文。</p></body></html>"
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\nContent-Type: text/html\n\n"
    archive = head + page.encode("gb2312") + b"\n--B--\n"
    document = read_document(Path("/d/a.mht"), archive)
    assert document.metadata.title == "通知"
    assert document.text.endswith("正文。")
    with pytest.raises(ReadingError, match=r"没有网页：/d/a\.mht"):
        read_document(Path("/d/a.mht"), b"Subject: x\n\ntext")


def test_a_saved_page_with_frames_is_read_from_the_longest_frame() -> None:
    frames = ("<html><frameset><frame src='a'></frameset></html>", "<p>菜单</p>", "<p>正文在这里，不在菜单里。</p>")
    parts = "".join(f"--X\nContent-Type: text/html; charset=utf-8\n\n{frame}\n" for frame in frames)
    archive = f'Content-Type: multipart/related; boundary="X"\n\n{parts}--X--\n'
    assert read_document(Path("/d/a.mht"), archive.encode()).text == "正文在这里，不在菜单里。"
