"""Remove the elements of a web page that a browser hides or strikes out.

Only inline styles and simple rules for a tag, class or id in the page's own style sheets are applied.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HIDING = re.compile(
    r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|text-decoration(?:-line)?\s*:[^;]*line-through)",
    re.IGNORECASE,
)
_SHRUNK = re.compile(r"(?<![\w-])font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)", re.IGNORECASE)
_STRUCK = {"del", "s", "strike"}
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_AT_RULE = re.compile(r"@[^{};]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^{};]+;")
"""matches rules such as @media, which may not apply to the screen"""
_SIMPLE = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?:(?P<kind>[.#])(?P<name>[\w-]+))?", re.IGNORECASE)


def drop_hidden(page: "HtmlElement") -> None:
    """Remove the hidden and the struck elements of a page, and the readings of ruby annotations."""
    tags, classes, ids = set(_STRUCK), set[tuple[str, str]](), set[tuple[str, str]]()
    for tag, kind, name in _hiding_selectors(page):
        if kind:
            (classes if kind == "." else ids).add((tag, name))
        else:
            tags.add(tag)
    for element in list(page.iterdescendants()):
        if not isinstance(element.tag, str) or element.tag in ("html", "body", "head"):
            continue
        named = {(tag, name) for name in element.get("class", "").split() for tag in ("", element.tag)}
        identified = {("", element.get("id", "")), (element.tag, element.get("id", ""))}
        if (
            element.tag in tags
            or _is_hidden(element)
            or not classes.isdisjoint(named)
            or not ids.isdisjoint(identified)
        ):
            element.drop_tree()
    for reading in page.xpath("//ruby//rt | //ruby//rp | //ruby//rtc"):
        reading.drop_tree()


def _is_hidden(element: "HtmlElement") -> bool:
    """Return whether the attributes of an element hide it."""
    if element.get("hidden") is not None or element.get("aria-hidden", "").lower() == "true":
        return True
    if element.tag == "dialog" and element.get("open") is None:
        return True
    style = element.get("style", "")
    # Containers of size 0 close the gaps between their children, which have a size of their own.
    return _HIDING.search(style) is not None or (len(element) == 0 and _SHRUNK.search(style) is not None)


def _hiding_selectors(page: "HtmlElement") -> Iterator[tuple[str, str, str]]:
    """Yield the tag, the kind of name (. or #) and the name of the simple rules that hide elements."""
    for style in page.iter("style"):
        rules = _AT_RULE.sub("", _COMMENT.sub("", style.text_content()))
        for selectors, declarations in _RULE.findall(rules):
            if not _HIDING.search(declarations):
                continue
            for selector in selectors.split(","):
                if (simple := _SIMPLE.fullmatch(selector.strip())) and simple[0]:
                    yield (simple["tag"] or "").lower(), simple["kind"] or "", simple["name"] or ""
