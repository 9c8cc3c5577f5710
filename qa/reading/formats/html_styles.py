"""The style sheets inside a web page: rules that select elements by tag, class or id."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_AT_RULE = re.compile(r"@[^{};]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}|@[^{};]+;")
"""matches rules such as @media; they are ignored, because they may be meant for other media than the screen"""
_SIMPLE = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?:(?P<kind>[.#])(?P<name>[\w-]+))?", re.IGNORECASE)
_RAISED = re.compile(r"(?<![\w-])vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
_INLINE = ("span", "font", "a", "b", "i", "em", "strong", "small")


class StyleRules:
    """The selectors of those rules of a page in whose declarations a pattern is found.

    Args:
        page: the page with the style sheets.
        declarations: the pattern, for declarations such as ``display: none``.
    """

    def __init__(self, page: "HtmlElement", declarations: re.Pattern[str]) -> None:
        self._tags: set[str] = set()
        self._classes: set[tuple[str, str]] = set()
        self._ids: set[tuple[str, str]] = set()
        for tag, kind, name in _selectors(page, declarations):
            if kind:
                (self._classes if kind == "." else self._ids).add((tag, name))
            else:
                self._tags.add(tag)

    def apply_to(self, element: "HtmlElement") -> bool:
        """Return whether one of the rules selects an element."""
        if element.tag in self._tags:
            return True
        named = {(tag, name) for name in element.get("class", "").split() for tag in ("", element.tag)}
        identified = {("", element.get("id", "")), (element.tag, element.get("id", ""))}
        return not self._classes.isdisjoint(named) or not self._ids.isdisjoint(identified)


def _selectors(page: "HtmlElement", declarations: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the tag, the kind of name (. or #) and the name in each simple selector with matching declarations.

    Each of the three is empty if the selector lacks it.
    """
    for style in page.iter("style"):
        rules = _AT_RULE.sub("", _COMMENT.sub("", style.text_content()))
        for selectors, found in _RULE.findall(rules):
            if not declarations.search(found):
                continue
            for selector in selectors.split(","):
                if (simple := _SIMPLE.fullmatch(selector.strip())) and simple[0]:
                    yield (simple["tag"] or "").lower(), simple["kind"] or "", simple["name"] or ""


def inline_raised(page: "HtmlElement") -> None:
    """Copy style rules for superscripts and subscripts into the ``style`` attributes of the elements that they select.

    Only elements inside a line, such as ``span``, are changed. The XHTML of office programs has such rules.
    """
    if not any(_RAISED.search(style.text_content()) for style in page.iter("style")):
        return
    for kind in ("super", "sub"):
        rules = StyleRules(page, re.compile(rf"(?<![\w-])vertical-align\s*:\s*{kind}\b", re.IGNORECASE))
        for element in page.iter(*_INLINE):
            if rules.apply_to(element):
                element.set("style", f"{element.get('style', '')};vertical-align:{kind}")
