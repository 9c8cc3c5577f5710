"""Escape text for HTML, so that it is shown unchanged.

The chat shows Markdown with HTML in it. In all text from documents and users, every ASCII punctuation mark becomes a
character reference, so that nothing is read as HTML, Markdown or LaTeX, and addresses do not become links.
"""

import os
import re
import string
from collections.abc import Iterable
from operator import attrgetter
from pathlib import Path, PurePath
from typing import Any

from qa.reading import split_member
from qa.types import Span

_LINE_END = r"\r\n\v\f\x1c-\x1e\x85\u2028\u2029"
_LINE_ENDS = re.compile(rf"\r\n|[{_LINE_END}]")
_LINE = re.compile(rf"\S(?:[^{_LINE_END}]*\S)?")
# Control characters, marks that change the direction of the following text, and lone surrogates: the first two could
# make a citation look like a different one, and the last cannot be sent.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_REFERENCES = {ord(mark): f"&#{ord(mark)};" for mark in string.punctuation}


def escape(text: str) -> str:
    """Return HTML that shows ``text`` unchanged, with line ends as line breaks.

    Control characters other than the tab, marks of text direction and lone surrogates become replacement characters.
    """
    return "<br>".join(_escaped_line(line) for line in _LINE_ENDS.sub("\n", text).split("\n"))


def attribute(text: str) -> str:
    """Return ``text`` escaped as by :func:`escape`, for an attribute in double quotes; line ends become spaces."""
    return _escaped_line(_LINE_ENDS.sub(" ", text))


def without_folder(message: str, file: Path) -> str:
    """Remove a file's folder from a message, because a page should not disclose it.

    Args:
        message: a message that may state the path of the file or of the zip archive that contains it.
        file: the file.
    """
    return message.replace(f"{split_member(file)[0].parent}{os.sep}", "")


def without_folders(record: Any) -> Any:
    """Return JSON values in which each ``source``, a path on the server, is replaced by the name of the file."""
    if isinstance(record, dict):
        return {
            name: PurePath(value).name if name == "source" and isinstance(value, str) else without_folders(value)
            for name, value in record.items()
        }
    return [without_folders(value) for value in record] if isinstance(record, list) else record


def paragraphs(text: str, *, mark: Span, words: Iterable[Span]) -> str:
    """Return each line that is not blank as an HTML paragraph.

    Args:
        text: text of a passage or a document.
        mark: the span to enclose in ``<mark>``; an empty span for none.
        words: spans to highlight as words of the question; they must not overlap. A span across a line end is left out.
    """
    cuts = sorted(words, key=attrgetter("start"))
    shown = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        first, last = (min(max(position, start), end) for position in (mark.start, mark.end))
        inside = [word for word in cuts if start <= word.start and word.end <= end]
        marked = f"<mark>{_with_words(text, first, last, inside)}</mark>" if first < last else ""
        before, after = (_with_words(text, a, b, inside) for a, b in ((start, first), (last, end)))
        shown.append(f"<p>{before}{marked}{after}</p>")
    return "".join(shown)


def _with_words(text: str, start: int, end: int, words: Iterable[Span]) -> str:
    parts = []
    at = start
    for word in words:
        first, last = max(word.start, at), min(word.end, end)
        if first < last:
            parts += [escape(text[at:first]), f'<span class="match">{escape(text[first:last])}</span>']
            at = last
    return "".join((*parts, escape(text[at:end])))


def _escaped_line(line: str) -> str:
    return _UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", line).translate(_REFERENCES)
