"""Abbreviations and the names that they stand for, from ``abbreviations.tsv`` and from definitions in a text."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_DEFINED = re.compile(
    r"(?P<long>[\u4e00-\u9fff]{4,30})[（(]\s?以下(?:统|简|合)?称(?:为)?[:：]?\s?[“”\"「《]?(?P<short>[\u4e00-\u9fff]{2,12})[”“\"」》]?\s?[）)]"
)


@cache
def abbreviations() -> Mapping[str, tuple[str, ...]]:
    """Map each abbreviation of the table to its long forms, the most usual first."""
    table = files("qa.language").joinpath("abbreviations.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {short: tuple(long) for short, *long in rows}


def defined_abbreviations(text: str) -> dict[str, str]:
    """Return the abbreviations that a text defines, each with its long form.

    市政务服务数据管理局（以下简称“数管局”） gives 数管局 → 数据管理局. A definition does not mark where the long form
    begins, so the long form is taken to begin at the first character of the abbreviation. An abbreviation is left out
    if its characters do not occur in this order before the brackets, or if it equals its long form.
    """
    found = {}
    for match in _DEFINED.finditer(text):
        short, long = match["short"], match["long"]
        start = long.find(short[0])
        if start >= 0 and _is_subsequence(short, long[start:]):
            found[short] = long[start:]
    return found


def _is_subsequence(short: str, long: str) -> bool:
    characters = iter(long)
    return short != long and all(character in characters for character in short)
