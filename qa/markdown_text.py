"""Write a line of a document as Markdown that shows it as it is."""

import re

_MARKUP = re.compile(r"[\\`*_\[\]<>#|~$&!@]|:(?=//)|(?<=www)\.|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]", re.IGNORECASE)
"""Matches the characters that are markup anywhere, also those that make a link of a bare address, and those that are
markup at the beginning of a line: list marks and underlines of headings."""


def markdown_line(line: str) -> str:
    """Escape a line for Markdown, so that a document cannot add links, pictures or headings of its own."""
    return _MARKUP.sub(r"\\\g<0>", line.strip())
