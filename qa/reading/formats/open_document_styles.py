"""The styles of OpenDocument texts: hidden text, superscripts and subscripts, and list numbers (ODF 1.3, ch. 16)."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from qa.reading.formats.list_numbers import NumberLevel
from qa.reading.formats.raised_text import subscript, superscript
from qa.reading.formats.word_symbols import bullet

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACES = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
OFFICE, TEXT, TABLE, STYLE = (f"{{{NAMESPACES.format(name)}}}" for name in ("office", "text", "table", "style"))
_FORMATS = {
    **{"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"},
    **{"①, ②, ③, ...": "decimalEnclosedCircle", "一, 二, 三, ...": "chineseCountingThousand"},
    **{"壹, 贰, 叁, ...": "chineseLegalSimplified", "壹, 貳, 參, ...": "ideographLegalTraditional"},
    **{"甲, 乙, 丙, ...": "ideographTraditional", "子, 丑, 寅, ...": "ideographZodiac"},
}
_FAMILIES = {f"{TEXT}p": "paragraph", f"{TEXT}h": "paragraph", f"{TEXT}span": "text", f"{TEXT}a": "text"}
"""the family of the styles of each element"""
_DEEPEST = 20
"""the largest number of styles that a style inherits from"""


class Styles:
    """The styles of the text of a file.

    An automatic style takes precedence over the common style of the same family and name. The automatic styles of
    styles.xml belong to headers and footers and do not count: content.xml may use their names for other styles.

    Args:
        roots: the root elements of the parts that define styles; the last one holds the text and its automatic styles.
            A later common style replaces an earlier one of the same family and name.
    """

    def __init__(self, roots: "list[_Element]") -> None:
        common = [styles for root in roots for styles in root.iterfind(f"{OFFICE}styles")]
        automatic = list(roots[-1].iterfind(f"{OFFICE}automatic-styles"))
        self._common = _by_family_and_name(common)
        self._automatic = _by_family_and_name(automatic)
        self._text_properties: dict[tuple[str, str], dict[str, str]] = {}
        self._levels = {
            style.get(f"{STYLE}name", ""): dict(_list_levels(style))
            for styles in (*common, *automatic)
            for style in styles.iterfind(f"{TEXT}list-style")
        }
        outlines = [dict(_list_levels(style)) for styles in common for style in styles.iterfind(f"{TEXT}outline-style")]
        self.outline = outlines[-1] if outlines else {}

    def is_hidden(self, element: "_Element") -> bool:
        """Return whether the style of a paragraph or span hides its text or strikes it out."""
        properties = self._properties(element)
        struck = properties.get(f"{STYLE}text-line-through-style", "none")
        return properties.get(f"{TEXT}display") == "none" or struck != "none"

    def writer(self, element: "_Element") -> Callable[[str], str]:
        """Return the function that writes the text of a span: unchanged, as superscript or as subscript."""
        position = self._properties(element).get(f"{STYLE}text-position", "").strip()
        if position.startswith("super"):
            return superscript
        return subscript if position.startswith("sub") else str

    def is_title(self, paragraph: "_Element") -> bool:
        """Return whether the style of a paragraph is the style for titles or is directly based on it."""
        family, name = _family_and_name(paragraph)
        return "Title" in (name, *(_parent(style) for style in self._chain(family, name)[:1]))

    def levels(self, style: str | None) -> dict[int, NumberLevel]:
        """Return the levels of a list style by their index from 0; empty for unknown styles."""
        return self._levels.get(style or "", {})

    def _properties(self, element: "_Element") -> dict[str, str]:
        """Return the text properties of the style of an element by name, its own and those that it inherits."""
        key = _family_and_name(element)
        if key not in self._text_properties:
            self._text_properties[key] = {
                str(name): str(value)
                for style in reversed(self._chain(*key))
                for properties in style.iterfind(f"{STYLE}text-properties")
                for name, value in properties.attrib.items()
            }
        return self._text_properties[key]

    def _chain(self, family: str, name: str) -> "list[_Element]":
        """Return a style and the common styles that it inherits from, nearest first; empty for an unknown style.

        A parent style is always a common style (section 19.510, style:parent-style-name).
        """
        chain: list[_Element] = []
        style = self._automatic.get((family, name), self._common.get((family, name)))
        while style is not None and len(chain) <= _DEEPEST:
            chain.append(style)
            style = self._common.get((family, _parent(style)))
        return chain


def _by_family_and_name(containers: "list[_Element]") -> "dict[tuple[str, str], _Element]":
    return {
        (style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")): style
        for styles in containers
        for style in styles.iterfind(f"{STYLE}style")
    }


def _family_and_name(element: "_Element") -> tuple[str, str]:
    return _FAMILIES.get(element.tag, ""), element.get(f"{TEXT}style-name", "")


def _parent(style: "_Element") -> str:
    return style.get(f"{STYLE}parent-style-name", "")


def _list_levels(style: "_Element") -> Iterator[tuple[int, NumberLevel]]:
    """Yield the levels of a list or outline style that have a number or a bullet, each after its index from 0.

    The number formats are those of section 19.880 (style:num-format).
    """
    for element in style:
        number = element.get(f"{TEXT}level", "")
        shown = element.get(f"{STYLE}num-format", "")
        if number.isdecimal() and "bullet" in element.tag:
            yield int(number) - 1, NumberLevel((bullet(element.get(f"{TEXT}bullet-char", "")),))
        if not number.isdecimal() or not shown or "bullet" in element.tag:
            continue
        level = int(number) - 1
        displayed = element.get(f"{TEXT}display-levels", "1")
        first = level + 1 - (int(displayed) if displayed.isdecimal() else 1)
        parts: list[str | int] = [element.get(f"{STYLE}num-prefix", "")]
        for above in range(max(0, first), level):
            parts += [above, "."]
        parts += [level, element.get(f"{STYLE}num-suffix", "")]
        start = element.get(f"{TEXT}start-value", "1")
        alignment = element.find(f"{STYLE}list-level-properties/{STYLE}list-level-label-alignment")
        followed = alignment.get(f"{TEXT}label-followed-by") if alignment is not None else ""
        yield (
            level,
            NumberLevel(
                tuple(parts),
                _FORMATS.get(shown, "decimal"),
                int(start) if start.isdecimal() else 1,
                followed == "nothing",
            ),
        )
