"""Text to HTML that shows it as it is.

The chat shows Markdown with HTML in it. Whatever comes from a document or a person is written with every ASCII
punctuation mark as a character reference, so that it is neither HTML nor Markdown nor LaTeX, and an address is no link.
"""

import os
import re
import string
from collections.abc import Iterable
from operator import attrgetter
from pathlib import Path

from qa.reading import split_member
from qa.types import Span

_LINE_END = r"\r\n\v\f\x1c-\x1e\x85\u2028\u2029"
_LINE_ENDS = re.compile(rf"\r\n|[{_LINE_END}]")
_LINE = re.compile(rf"\S(?:[^{_LINE_END}]*\S)?")
# Control characters, marks that reverse the direction of what follows, and halves of surrogate pairs: the first two
# could make a citation look like another one, the last cannot be sent.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_REFERENCES = {ord(mark): f"&#{ord(mark)};" for mark in string.punctuation}


def escape(text: str) -> str:
    """``text`` so that the page shows it as it is, line ends as line breaks."""
    return "<br>".join(_escaped_line(line) for line in _LINE_ENDS.sub("\n", text).split("\n"))


def attribute(text: str) -> str:
    """``text`` as the value of an attribute, between double quotes; line ends as blanks."""
    return _escaped_line(_LINE_ENDS.sub(" ", text))


def without_folder(message: str, file: Path) -> str:
    """An error's message with a file's name alone: where the server keeps it is nobody's business.

    Args:
        message: names the file, or the zip that it is in, with its path.
        file: that the message is of.
    """
    return message.replace(f"{split_member(file)[0].parent}{os.sep}", "")


def paragraphs(text: str, *, mark: Span, words: Iterable[Span]) -> str:
    """Each line that is not blank as a paragraph, what lies in ``mark`` marked, and the ``words`` another way.

    Args:
        text: of a passage or a document.
        mark: what is marked; an empty span for nothing.
        words: do not overlap.
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
