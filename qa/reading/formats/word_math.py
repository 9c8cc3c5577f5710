"""Write the equations of Office documents (OMML, ECMA-376 part 1, 22.1) on one line: sin θ=mλ/a, √(x²+1)."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qa.reading.formats.raised_text import subscript, superscript

if TYPE_CHECKING:
    from lxml.etree import _Element

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SIMPLE = re.compile(r"[^\W_]+(?:\.\d+)?|[^\W_]*[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+|[(（][^()（）]*[)）]")
"""matches an operand that needs no brackets"""
_INVISIBLE = re.compile("[\u2061-\u2064\u200b]")
_PROPERTIES = "Pr"


def math_text(element: "_Element") -> str:
    """Return an equation on one line."""
    return _INVISIBLE.sub("", "".join(map(_part, element)))


def _part(element: "_Element") -> str:
    """Return one part of an equation; deleted parts and properties are empty."""
    if not isinstance(element.tag, str):
        return ""
    namespace, _, name = element.tag.rpartition("}")
    if name.endswith(_PROPERTIES) or name in ("del", "moveFrom"):
        return ""
    if name == "t":
        return element.text or ""
    if namespace + "}" != M:
        return math_text(element)
    write = _WRITERS.get(name)
    return write(element) if write else math_text(element)


def _argument(element: "_Element", name: str) -> str:
    found = element.find(f"{M}{name}")
    return "" if found is None else math_text(found)


def _character(element: "_Element", properties: str, name: str, default: str) -> str:
    """Return the character stated in the properties of a part, or the default; an empty value hides it."""
    found = element.find(f"{M}{properties}/{M}{name}")
    return default if found is None else found.get(f"{M}val", "")


def _grouped(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _fraction(element: "_Element") -> str:
    return f"{_grouped(_argument(element, 'num'))}/{_grouped(_argument(element, 'den'))}"


def _scripts(element: "_Element") -> str:
    below, above = _argument(element, "sub"), _argument(element, "sup")
    scripts = (subscript(below) if below else "") + (superscript(above) if above else "")
    base = _argument(element, "e")
    return scripts + base if element.tag == f"{M}sPre" else base + scripts


def _root(element: "_Element") -> str:
    degree = _argument(element, "deg")
    return f"{superscript(degree) if degree else ''}√{_grouped(_argument(element, 'e'))}"


def _delimited(element: "_Element") -> str:
    begin, separator, end = (
        _character(element, "dPr", name, default)
        for name, default in (("begChr", "("), ("sepChr", "|"), ("endChr", ")"))
    )
    return begin + separator.join(math_text(part) for part in element.iterfind(f"{M}e")) + end


def _operator(element: "_Element") -> str:
    sign = _character(element, "naryPr", "chr", "∫")
    limits = "".join(
        f"{mark}{_grouped(limit)}" for mark, name in (("_", "sub"), ("^", "sup")) if (limit := _argument(element, name))
    )
    return f"{sign}{limits} {_argument(element, 'e')}"


def _function(element: "_Element") -> str:
    return f"{_argument(element, 'fName')} {_argument(element, 'e')}"


def _limit(element: "_Element") -> str:
    mark = "_" if element.tag == f"{M}limLow" else "^"
    return f"{_argument(element, 'e')}{mark}{_grouped(_argument(element, 'lim'))}"


def _accent(element: "_Element") -> str:
    return _argument(element, "e") + _character(element, "accPr", "chr", "\u0302")


def _bar(element: "_Element") -> str:
    return _argument(element, "e") + "\u0305"


def _matrix(element: "_Element") -> str:
    return "; ".join(", ".join(_cells(row)) for row in element.iterfind(f"{M}mr"))


def _cells(row: "_Element") -> Iterator[str]:
    return (math_text(cell) for cell in row.iterfind(f"{M}e"))


def _equations(element: "_Element") -> str:
    return "; ".join(_cells(element))


_WRITERS = {
    "f": _fraction,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sPre": _scripts,
    "rad": _root,
    "d": _delimited,
    "nary": _operator,
    "func": _function,
    "limLow": _limit,
    "limUpp": _limit,
    "acc": _accent,
    "bar": _bar,
    "m": _matrix,
    "eqArr": _equations,
}
