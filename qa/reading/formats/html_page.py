"""Web pages (HTML): the text without scripts, navigation and the lists of links around the document."""

import re

from qa.reading.boilerplate import is_boilerplate
from qa.reading.formats.base import Format, text_extractor
from qa.reading.formats.extracted_text import ExtractedText, Line, join_lines
from qa.reading.formats.html_elements import element_lines, parse_html

_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_ANNEX = re.compile(r"^附[件表录]|\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar)\b", re.IGNORECASE)
_SEPARATOR = r"\s*[-_|—–>·]+\s*"
_SITE_NAME = re.compile(rf"(?<=.{{4}}){_SEPARATOR}[^-_|—–>·]*(?:政府|门户|网站|网|平台|[局委厅])$")


def html_text(html: str, source: str) -> ExtractedText:
    """Return the text of an HTML page.

    Content extractors such as trafilatura were tried; they drop the headings and header tables of official pages.

    Raises:
        ReadingError: the page has no element, or its elements are nested too deep; ``source`` names it in the message.
    """
    page = parse_html(html, source)
    for element in page.xpath("//body//*[@hidden or @style]"):
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
            element.drop_tree()
    lines = list(element_lines(page))
    lines = lines[_count_leading_links(lines) :]
    lines = lines[: len(lines) - _count_leading_links(lines[::-1])]
    return join_lines(lines, _page_title(" ".join((page.findtext(".//title") or "").split()), lines))


def _count_leading_links(lines: list[Line]) -> int:
    """Count the lines of links at the beginning, with the boilerplate between them; annexes and headings end them."""
    count = 0
    for position, line in enumerate(lines):
        if line.is_link and not line.level and not _ANNEX.search(line.text):
            count = position + 1
        elif not is_boilerplate(line.text):
            break
    return count


def _page_title(title: str, lines: list[Line]) -> str:
    """Return the title of a page without the name of the site, preferably as a heading or line of the page has it."""
    candidates = [line for line in lines if line.text in title and _is_part_of(line.text, title)]
    if candidates:
        return max(candidates, key=lambda line: (line.level > 0, title.startswith(line.text), len(line.text))).text
    return _SITE_NAME.sub("", title)


def _is_part_of(text: str, title: str) -> bool:
    return re.fullmatch(rf"(?:.*{_SEPARATOR})?{re.escape(text)}(?:{_SEPARATOR}.*)?", title) is not None


FORMAT = Format(
    suffixes=(".html", ".htm", ".xhtml"),
    media_type="text/html",
    extract=text_extractor(html_text),
)
