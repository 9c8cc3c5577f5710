"""Dify's conditions on the metadata of a passage."""

from collections.abc import Callable
from pathlib import PurePath
from typing import Any, Literal

from pydantic import BaseModel, Field

from qa.library import FilterArguments
from qa.types import Citation

_Comparison = Callable[[str, str], bool]
_OPERATORS: dict[str, _Comparison] = {
    "contains": lambda value, wanted: wanted in value,
    "not contains": lambda value, wanted: wanted not in value,
    "start with": lambda value, wanted: value.startswith(wanted),
    "end with": lambda value, wanted: value.endswith(wanted),
    "is": lambda value, wanted: value == wanted,
    "is not": lambda value, wanted: value != wanted,
    "in": lambda value, wanted: value in wanted.split(","),
    "not in": lambda value, wanted: value not in wanted.split(","),
    "empty": lambda value, _: not value,
    "not empty": lambda value, _: bool(value),
    "=": lambda value, wanted: _ordered(value, wanted) == 0,
    "≠": lambda value, wanted: _ordered(value, wanted) != 0,
    ">": lambda value, wanted: bool(value) and _ordered(value, wanted) > 0,
    "<": lambda value, wanted: bool(value) and _ordered(value, wanted) < 0,
    "≥": lambda value, wanted: bool(value) and _ordered(value, wanted) >= 0,
    "≤": lambda value, wanted: bool(value) and _ordered(value, wanted) <= 0,
    "before": lambda value, wanted: bool(value) and value < wanted[:10],
    "after": lambda value, wanted: bool(value) and value > wanted[:10],
}
Operator = Literal[
    "contains", "not contains", "start with", "end with", "is", "is not", "in", "not in", "empty", "not empty",
    "=", "≠", ">", "<", "≥", "≤", "before", "after",
]  # fmt: skip


class Comparison(BaseModel):
    """A comparison of a field of a citation with a value."""

    name: str | list[str] = Field(description="a field of the metadata, such as issuer or date_written; several: any")
    comparison_operator: Operator
    value: str | int | float | list[str] | None = None


class MetadataCondition(BaseModel):
    """Comparisons of which all (``and``) or at least one (``or``) must be true; without comparisons, always true."""

    logical_operator: Literal["and", "or"] = "and"
    conditions: list[Comparison] = Field(max_length=100)


def fulfils(citation: Citation, condition: MetadataCondition) -> bool:
    """Return whether a passage meets a condition."""
    results = (_is_true(citation, comparison) for comparison in condition.conditions)
    return all(results) if condition.logical_operator == "and" else any(results) or not condition.conditions


def filters_of(condition: MetadataCondition | None) -> FilterArguments:
    """Return filters that a condition implies, so that the search is limited to matching documents; none for ``or``.

    The filters may be weaker than the condition, so passages must still be checked with :func:`fulfils`.
    """
    filters = FilterArguments()
    if condition is None or condition.logical_operator == "or":
        return filters
    for comparison in condition.conditions:
        value = _text(comparison.value)
        match comparison.name, comparison.comparison_operator:
            case "issuer", "contains" | "is" | "start with" | "end with":
                filters["issuer"] = value
            case "status", "contains" | "is" | "start with" | "end with":
                filters["status"] = value
            case "document_number", "is":
                filters["document_number"] = value
    return filters


def _is_true(citation: Citation, comparison: Comparison) -> bool:
    names = [comparison.name] if isinstance(comparison.name, str) else comparison.name
    compare = _OPERATORS[comparison.comparison_operator]
    fields = citation.to_dict() | {"source": PurePath(citation.source).name}
    return any(compare(_text(fields.get(name)), _text(comparison.value)) for name in names)


def _text(value: Any) -> str:
    """Return a value as text; join a list with commas, and return an empty string for ``None``."""
    if isinstance(value, list | tuple):
        return ",".join(map(str, value))
    return "" if value is None else str(value)


def _ordered(value: str, wanted: str) -> int:
    """Compare two values by size if both are numbers, otherwise as text: -1 for below, 0 for equal, 1 for above."""
    try:
        left, right = float(value), float(wanted)
        return (left > right) - (left < right)
    except ValueError:
        return (value > wanted) - (value < wanted)
