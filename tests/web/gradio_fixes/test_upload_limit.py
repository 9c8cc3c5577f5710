"""A file above the size limit is refused alone; Gradio would refuse all files that come with it."""

from pathlib import Path

from qa.web.gradio_fixes.upload_limit import PLACEHOLDER, is_placeholder
from tests.web.gradio_fixes.frontend import scripts


def test_only_the_placeholder_is_recognised(tmp_path: Path) -> None:
    placeholder, other = tmp_path / "大.txt", tmp_path / "小.txt"
    placeholder.write_text(PLACEHOLDER)
    other.write_text(PLACEHOLDER[::-1])
    assert is_placeholder(placeholder)
    assert not is_placeholder(other)
    assert not is_placeholder(tmp_path / "没有.txt")


def test_gradio_still_rejects_all_files_in_english_if_one_is_too_large() -> None:
    assert "exceed the maximum allowed size of" in scripts("index-*")


def test_gradio_still_tells_the_page_the_limit() -> None:
    assert "max_file_size" in scripts("Index-*")
