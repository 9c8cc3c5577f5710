"""Write a line of a document as Markdown that shows it as it is."""

import re

_MARKUP = re.compile(r"[\\`*_\[\]<>#|~$&!@]|:(?=//)|(?<=www)\.|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]", re.IGNORECASE)
"""Matches the characters of markup. Anywhere in a line, these include the characters that make a link of a bare
address. At the beginning of a line, they include the marks of lists and the underlines of headings."""


def markdown_line(line: str) -> str:
    """Strip a line and escape it for Markdown, so that a document cannot add links, pictures or headings of its own."""
    return _MARKUP.sub(r"\\\g<0>", line.strip())
