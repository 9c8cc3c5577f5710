"""Escape a line of a document for Markdown, which then shows the line unchanged."""

import re

_MARKUP = re.compile(r"[\\`*_\[\]<>#|~$&!@]|:(?=//)|(?<=www)\.|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]", re.IGNORECASE)
"""Matches the characters of markup. Anywhere in a line, these include the characters that turn a bare address
into a link. At the beginning of a line, they include the marks of lists and the underlines of headings."""


def markdown_line(line: str) -> str:
    """Strip a line and escape it for Markdown, so that a document cannot add links, pictures or headings of its own."""
    return _MARKUP.sub(r"\\\g<0>", line.strip())
