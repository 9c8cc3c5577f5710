"""The styles of a Word file, and the properties that paragraphs and runs inherit (ECMA-376 part 1, 17.7)."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 20
_OFF = {"0", "false", "off", "none"}


@dataclass(frozen=True, slots=True)
class RunFormat:
    """The properties of a run that change what a person reads."""

    is_left_out: bool
    """whether the text is hidden or struck out"""
    alignment: str
    """superscript, subscript, or something else for ordinary text"""
    font: str


@dataclass(slots=True)
class Styles:
    """The styles of one document.

    Args:
        root: the root element of the styles.
    """

    root: "_Element"
    _by_id: "dict[str, _Element]" = field(default_factory=dict)
    _default: str = ""
    _chains: "dict[str, tuple[_Element, ...]]" = field(default_factory=dict)
    _plain: "dict[tuple[_Element, ...], RunFormat]" = field(default_factory=dict)
    """the format of runs without properties of their own, by the styles of their paragraph"""

    def __post_init__(self) -> None:
        """Index the styles."""
        for style in self.root.iterfind(f"{W}style"):
            style_id = style.get(f"{W}styleId", "")
            self._by_id.setdefault(style_id, style)
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0") not in _OFF:
                self._default = style_id

    def chain(self, style_id: str) -> "tuple[_Element, ...]":
        """Return a style and the styles that it is based on, nearest first; empty for an unknown style."""
        if style_id not in self._chains:
            found: list[_Element] = []
            parent = style_id
            while parent in self._by_id and len(found) < _DEEPEST:
                found.append(self._by_id[parent])
                parent = _value(found[-1].find(f"{W}basedOn"))
            self._chains[style_id] = tuple(found)
        return self._chains[style_id]

    def of_paragraph(self, paragraph: "_Element") -> "tuple[_Element, ...]":
        """Return the styles of a paragraph, nearest first; those of the default style if it states none."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return self.chain(self._default if style is None else style.get(f"{W}val", ""))

    def run_format(self, run: "_Element", paragraph_styles: "tuple[_Element, ...]") -> RunFormat:
        """Return the format of a run, from its own properties and those of its styles.

        Args:
            run: the element of the run.
            paragraph_styles: the styles of its paragraph.
        """
        own = run.find(f"{W}rPr")
        if own is None:
            if paragraph_styles not in self._plain:
                self._plain[paragraph_styles] = self._run_format(None, paragraph_styles)
            return self._plain[paragraph_styles]
        return self._run_format(own, paragraph_styles)

    def _run_format(self, own: "_Element | None", paragraph_styles: "tuple[_Element, ...]") -> RunFormat:
        character = self.chain(_value(own.find(f"{W}rStyle"))) if own is not None else ()
        levels = (character, paragraph_styles)
        fonts = _nearest(own, levels, "rFonts")
        font = "" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""
        double = _nearest(own, levels, "dstrike")
        left_out = self._toggled(own, levels, "vanish") or self._toggled(own, levels, "strike")
        return RunFormat(
            left_out or (double is not None and _is_on(double)), _value(_nearest(own, levels, "vertAlign")), font
        )

    def _toggled(self, own: "_Element | None", levels: "tuple[tuple[_Element, ...], ...]", name: str) -> bool:
        """Return whether a toggle property (17.7.3) is on.

        The run's own property decides. Without it, the property is on if either the character style or the paragraph
        style turns it on; if both do, they cancel each other.
        """
        direct = own.find(f"{W}{name}") if own is not None else None
        if direct is not None:
            return _is_on(direct)
        found = [next(iter(_in_styles(chain, name)), None) for chain in levels]
        return sum(_is_on(element) for element in found if element is not None) == 1


def _in_styles(chain: "tuple[_Element, ...]", name: str) -> "list[_Element]":
    return [element for style in chain if (element := style.find(f"{W}rPr/{W}{name}")) is not None]


def _nearest(own: "_Element | None", levels: "tuple[tuple[_Element, ...], ...]", name: str) -> "_Element | None":
    direct = own.find(f"{W}{name}") if own is not None else None
    if direct is not None:
        return direct
    return next((element for chain in levels for element in _in_styles(chain, name)), None)


def _value(element: "_Element | None") -> str:
    return "" if element is None else element.get(f"{W}val", "")


def _is_on(element: "_Element") -> bool:
    return element.get(f"{W}val", "true") not in _OFF
