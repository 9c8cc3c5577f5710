"""Remove the elements of a web page that a browser hides or strikes out."""

import re
from typing import TYPE_CHECKING

from qa.reading.formats.html_styles import StyleRules

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HIDING = re.compile(
    r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|text-decoration(?:-line)?\s*:[^;]*line-through)",
    re.IGNORECASE,
)
_SHRUNK = re.compile(r"(?<![\w-])font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)", re.IGNORECASE)
_STRUCK = {"del", "s", "strike"}


def drop_hidden(page: "HtmlElement") -> None:
    """Remove the hidden and the struck elements of a page, and the readings of ruby annotations."""
    selected = StyleRules(page, _HIDING)
    for element in list(page.iterdescendants()):
        if not isinstance(element.tag, str) or element.tag in ("html", "body", "head"):
            continue
        if element.tag in _STRUCK or _is_hidden(element) or selected.apply_to(element):
            element.drop_tree()
    for reading in page.xpath("//ruby//rt | //ruby//rp | //ruby//rtc"):
        reading.drop_tree()


def _is_hidden(element: "HtmlElement") -> bool:
    """Return whether the attributes of an element hide it or strike it out."""
    if element.get("hidden") is not None or element.get("aria-hidden", "").lower() == "true":
        return True
    if element.tag == "dialog" and element.get("open") is None:
        return True
    style = element.get("style", "")
    # Containers of size 0 close the gaps between their children, which have a size of their own.
    return _HIDING.search(style) is not None or (len(element) == 0 and _SHRUNK.search(style) is not None)
