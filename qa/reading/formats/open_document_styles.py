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
_WRITERS: dict[str, Callable[[str], str]] = {"super": superscript, "sub": subscript}


class Styles:
    """The styles of a file.

    Args:
        roots: the root elements of the parts that define styles. A later definition of a style replaces an earlier one,
            except that it does not turn off hiding, superscript or subscript.
    """

    def __init__(self, roots: "list[_Element]") -> None:
        self._hidden = {
            style.get(f"{STYLE}name", "")
            for root in roots
            for style in root.iter(f"{STYLE}style")
            for properties in style.iterfind(f"{STYLE}text-properties")
            if properties.get(f"{TEXT}display") == "none"
            or properties.get(f"{STYLE}text-line-through-style", "none") != "none"
        }
        styles = [style for root in roots for style in root.iter(f"{STYLE}style")]
        self._writers = {
            style.get(f"{STYLE}name", ""): _WRITERS["super" if position.startswith("super") else "sub"]
            for style in styles
            for properties in style.iterfind(f"{STYLE}text-properties")
            if (position := properties.get(f"{STYLE}text-position", "").strip()).startswith(("super", "sub"))
        }
        self._parents = {style.get(f"{STYLE}name"): style.get(f"{STYLE}parent-style-name") for style in styles}
        self._lists = {style.get(f"{STYLE}name"): style.get(f"{STYLE}list-style-name") for style in styles}
        self._levels = {
            style.get(f"{STYLE}name", ""): dict(_list_levels(style))
            for root in roots
            for style in root.iter(f"{TEXT}list-style")
        }
        outlines = [dict(_list_levels(style)) for root in roots for style in root.iter(f"{TEXT}outline-style")]
        self.outline = outlines[-1] if outlines else {}

    def is_hidden(self, style: str | None) -> bool:
        """Return whether a style itself hides its text or strikes it out; its parent styles do not count."""
        return style in self._hidden

    def writer(self, style: str | None) -> Callable[[str], str]:
        """Return the function that writes the text of a style: unchanged, as superscript or as subscript."""
        return self._writers.get(style or "", str)

    def is_title(self, style: str | None) -> bool:
        """Return whether a paragraph style is the style for titles or is directly based on it."""
        return style is not None and "Title" in (style, self._parents.get(style))

    def levels(self, style: str | None) -> dict[int, NumberLevel]:
        """Return the levels of a list style by their index from 0; empty for unknown styles."""
        return self._levels.get(style or "", {})


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
