"""A question with its filters, as the browser saves it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from qa.library import FilterArguments

_QUESTION_LIMIT = 1000
_FILTER_LIMIT = 200


@dataclass(frozen=True, slots=True)
class QuestionRequest:
    """Everything needed to ask a question again."""

    question: str
    """the typed question; if it is asked again without the filters that it names, the text that was searched for"""
    narrow: bool = True
    """whether the filters that the question itself names apply"""
    filters: FilterArguments = field(default_factory=FilterArguments)

    @classmethod
    def from_record(cls, record: Any) -> Self | None:
        """Read the result of :meth:`record`; return ``None`` for anything without a question.

        The record comes from a browser and may be anything. Texts are cut to a maximum length, and invalid filters are
        left out.
        """
        if not isinstance(record, dict) or not isinstance(record.get("question"), str):
            return None
        narrow, filters = record.get("narrow"), record.get("filters")
        return cls(
            record["question"][:_QUESTION_LIMIT],
            narrow is not False,
            _filters(filters) if isinstance(filters, dict) else FilterArguments(),
        )

    def record(self) -> dict[str, Any]:
        """Return the request as JSON values."""
        filters = {
            name: value.isoformat() if isinstance(value, date) else value for name, value in self.filters.items()
        }
        return {"question": self.question, "narrow": self.narrow, "filters": filters}


def _filters(record: dict[str, Any]) -> FilterArguments:
    """Return the valid filters of a record."""
    filters = FilterArguments()
    issuer, status, document = record.get("issuer"), record.get("status"), record.get("document_id")
    if isinstance(issuer, str):
        filters["issuer"] = issuer[:_FILTER_LIMIT]
    if isinstance(status, str):
        filters["status"] = status[:_FILTER_LIMIT]
    if isinstance(document, int) and not isinstance(document, bool):
        filters["document_id"] = document
    if since := _day(record.get("since")):
        filters["since"] = since
    if until := _day(record.get("until")):
        filters["until"] = until
    return filters


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
