"""Write a line of a document as Markdown that shows it as it is."""

import re

_MARKUP = re.compile(r"[\\`*_\[\]<>#|~$&!@]|:(?=//)|(?<=www)\.|^[-+=]|(?<=^\d)[.)]|(?<=^\d\d)[.)]", re.IGNORECASE)
"""matches the characters of markup: anywhere in a line, including those by which a bare address becomes a link, and at
its beginning, the marks of lists and the underlines of headings"""


def markdown_line(line: str) -> str:
    """Escape a line for Markdown, so that a document cannot add links, pictures or headings of its own."""
    return _MARKUP.sub(r"\\\g<0>", line.strip())
