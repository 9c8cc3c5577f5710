"""A question with what it was asked with, as a browser keeps it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from qa.library import FilterArguments

_LONGEST_QUESTION = 1000
_LONGEST_FILTER = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """All that it takes to ask a question again."""

    question: str
    """as typed"""
    narrow: bool = True
    """whether the question itself may say of which documents it asks"""
    filters: FilterArguments = field(default_factory=FilterArguments)

    @classmethod
    def read(cls, stored: Any) -> Self | None:
        """What :meth:`stored` gave, or a question alone, cut to size; ``None`` for anything else."""
        if isinstance(stored, str):
            stored = {"question": stored}
        if not isinstance(stored, dict) or not isinstance(stored.get("question"), str):
            return None
        narrow, filters = stored.get("narrow"), stored.get("filters")
        return cls(
            stored["question"][:_LONGEST_QUESTION],
            narrow is not False,
            _filters(filters) if isinstance(filters, dict) else FilterArguments(),
        )

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        filters = {
            name: value.isoformat() if isinstance(value, date) else value for name, value in self.filters.items()
        }
        return {"question": self.question, "narrow": self.narrow, "filters": filters}


def _filters(stored: dict[str, Any]) -> FilterArguments:
    """Those that can be read."""
    filters = FilterArguments()
    issuer, status, document = stored.get("issuer"), stored.get("status"), stored.get("document_id")
    if isinstance(issuer, str):
        filters["issuer"] = issuer[:_LONGEST_FILTER]
    if isinstance(status, str):
        filters["status"] = status[:_LONGEST_FILTER]
    if isinstance(document, int) and not isinstance(document, bool):
        filters["document_id"] = document
    if since := _day(stored.get("since")):
        filters["since"] = since
    if until := _day(stored.get("until")):
        filters["until"] = until
    return filters


def _day(stored: Any) -> date | None:
    try:
        return date.fromisoformat(stored)
    except (TypeError, ValueError):
        return None
