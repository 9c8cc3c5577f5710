"""Markdown files (CommonMark with tables)."""

import re

from qa.language.official import ANY_NUMBER
from qa.reading.formats.base import Format, text_extractor
from qa.reading.formats.extracted_text import ExtractedText, join_lines
from qa.reading.formats.html_elements import element_lines, nesting_error, parse_html

_DEEPEST_NESTING = 100
"""maximum depth of nested quotations and lists; the parser drops deeper ones"""
_NUMBERED = re.compile(rf"\s*(?:{ANY_NUMBER})")


def markdown_text(markdown: str, source: str) -> ExtractedText:
    """Return the text of a Markdown file; its title is the first heading of level 1 without a number, if there is one.

    Each line is a paragraph, as in plain text, because official texts are not hard-wrapped.

    Raises:
        ReadingError: quotations or lists are nested too deep; ``source`` names the file in the message.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST_NESTING, "breaks": True}).enable("table")
    tokens = parser.parse(markdown)
    if any(token.level >= _DEEPEST_NESTING - 1 for token in tokens):
        raise nesting_error(source)
    rendered = parser.renderer.render(tokens, parser.options, {})
    lines = list(element_lines(parse_html(f"<html><body>{rendered}</body></html>", source)))
    title = next((line.text for line in lines if line.level == 1 and not _NUMBERED.match(line.text)), "")
    return join_lines(lines, title)


FORMAT = Format(
    suffixes=(".md", ".markdown"),
    media_type="text/markdown",
    extract=text_extractor(markdown_text),
)
