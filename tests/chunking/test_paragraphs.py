"""The paragraphs of a body."""

from pathlib import Path

from qa.chunking.paragraphs import paragraphs
from qa.reading import read_document


def test_paragraphs_are_the_lines_without_white_space() -> None:
    document = read_document(Path("/documents/a.txt"), "甲\n\n 　乙 丙 \n".encode())
    assert [paragraph.text for paragraph in paragraphs(document)] == ["甲", "乙 丙"]
