"""Web pages (HTML): the text without scripts, navigation and the lists of links around the document."""

import re
from typing import TYPE_CHECKING

from qa.language.official import ORGANISATION
from qa.reading.boilerplate import is_boilerplate
from qa.reading.formats.base import Format, text_extractor
from qa.reading.formats.extracted_text import ExtractedText, Line, join_lines
from qa.reading.formats.html_elements import element_lines, parse_html
from qa.reading.formats.html_hidden import drop_hidden
from qa.reading.formats.html_styles import inline_raised

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ANNEX = re.compile(r"^附[件表录]|\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar)\b", re.IGNORECASE)
_SEPARATOR = r"\s*[-_|—–>·]+\s*"
_SITE = re.compile(rf"{ORGANISATION}|.*(?:网|网站|平台|频道|导航|专栏)")
"""matches a heading that names the site or a part of it"""
_LEAST_HEADING = 2
_SITE_NAME = re.compile(rf"(?<=.{{4}}){_SEPARATOR}[^-_|—–>·]*(?:政府|门户|网站|网|平台|[局委厅])$")


def html_text(html: str, source: str) -> ExtractedText:
    """Return the text of an HTML page.

    Content extractors such as trafilatura were tried; they drop the headings and header tables of official pages.

    Raises:
        ReadingError: the page has no element, or its elements are nested too deep; ``source`` names it in the message.
    """
    page = parse_html(html, source)
    title = " ".join((page.findtext(".//title") or "").split())
    lines = _page_lines(page)
    return join_lines(lines, _page_title(title, lines))


def html_lines(html: str, source: str) -> list[Line]:
    """Return the lines of an HTML page without hidden elements and without the lists of links around the text.

    Raises:
        ReadingError: the page has no element, or its elements are nested too deep; ``source`` names it in the message.
    """
    return _page_lines(parse_html(html, source))


def _page_lines(page: "HtmlElement") -> list[Line]:
    """Return the lines of a page without the lists of links around the text; remove hidden elements from ``page``."""
    drop_hidden(page)
    inline_raised(page)
    lines = list(element_lines(page))
    lines = lines[_count_leading_links(lines) :]
    return lines[: len(lines) - _count_leading_links(lines[::-1])]


def _count_leading_links(lines: list[Line]) -> int:
    """Return the number of lines at the beginning that are links, including boilerplate before and between them.

    The links end at the first line that is neither a link nor boilerplate. A link to an annex or in a heading belongs
    to the document and does not count as a link.
    """
    count = 0
    for position, line in enumerate(lines):
        if line.is_link and not line.level and not _ANNEX.search(line.text):
            count = position + 1
        elif not is_boilerplate(line.text):
            break
    return count


def _page_title(title: str, lines: list[Line]) -> str:
    """Return the title of a page without the name of the site.

    ``title`` may consist of parts with a separator between them, such as - or |. The result is the first of these texts
    that the page has:

    1. a heading that is a part of ``title``;
    2. another line that is a part of ``title``, or the first heading of level 1 if that heading is longer;
    3. the first heading of level 1;
    4. ``title`` without the name of the site.

    Headings that name the site are skipped. If the first heading of level 1 has a single character, it is not used.
    """
    candidates = [line for line in lines if line.text in title and _is_part_of(line.text, title)]
    best = max(
        candidates,
        key=lambda line: (line.level > 0, title.startswith(line.text), len(line.text)),
        default=Line(_SITE_NAME.sub("", title)),
    )
    headings = (line.text for line in lines if line.level == 1 and not _SITE.fullmatch(line.text))
    heading = next(headings, "")
    is_longer = len(heading) > len(best.text) if candidates else len(heading) >= _LEAST_HEADING
    return heading if is_longer and not best.level else best.text


def _is_part_of(text: str, title: str) -> bool:
    return re.fullmatch(rf"(?:.*{_SEPARATOR})?{re.escape(text)}(?:{_SEPARATOR}.*)?", title) is not None


FORMAT = Format(
    suffixes=(".html", ".htm", ".xhtml"),
    media_type="text/html",
    extract=text_extractor(html_text),
)
