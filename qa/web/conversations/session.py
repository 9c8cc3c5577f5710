"""What the server knows of one open page."""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date

from qa.errors import QuestionError
from qa.library import FilterArguments
from qa.messages import Message
from qa.types import Answer, DocumentSummary
from qa.web.conversation import Conversation
from qa.web.escaping import attribute, escape
from qa.web.texts import ZH, Texts

_DAY = re.compile(r"(\d{4})(?:\D+(\d{1,2})(?:\D+(\d{1,2}))?)?\D*")


@dataclass(slots=True)
class Session:
    """One open page: its language, conversation and filters, and what can still be undone."""

    texts: Texts = ZH
    conversation: Conversation = field(default_factory=Conversation)
    filters: FilterArguments = field(default_factory=FilterArguments)
    disliked: Answer | None = None
    """the answer that was called bad, while the reason is asked for"""
    wanted: str = ""
    """what the list of the library is searched for"""
    chosen: int | None = None
    """the document that is chosen in the list of the library"""
    deleted: DocumentSummary | None = None
    """the document that was deleted last"""

    def chips(self, titles: dict[int, str]) -> str:
        """The filters as buttons, each of which removes its filter.

        Args:
            titles: of the documents, by their numbers.
        """
        shown = []
        for name, value in self.filters.items():
            said = titles.get(int(str(value)), value) if name == "document_id" else value
            text = self.texts.filtered_by[name].format(said)
            label = attribute(self.texts.remove_filter.format(text))
            shown.append(f'<button class="chip do-unfilter turn-{name}" aria-label="{label}">{escape(text)} ×</button>')
        return "".join(shown)


def filters_from(
    issuer: str | None, since: str, until: str, document: int | None, status: str | None
) -> FilterArguments:
    """The filters that a person chose; what is left empty is none.

    Raises:
        QuestionError: a date cannot be read.
    """
    filters = FilterArguments()
    if issuer:
        filters["issuer"] = issuer
    if since.strip():
        filters["since"] = _day(since, last=False)
    if until.strip():
        filters["until"] = _day(until, last=True)
    if document is not None:
        filters["document_id"] = document
    if status:
        filters["status"] = status
    return filters


def _day(text: str, last: bool) -> date:
    """2019, 2019-5 or 2019年5月1日 as a day: the first or the last of what it names."""
    found = _DAY.fullmatch(text.strip())
    try:
        if not found:
            raise ValueError(text)
        year = int(found[1])
        month = int(found[2]) if found[2] else (12 if last else 1)
        length = calendar.monthrange(year, month)[1]
        return date(year, month, int(found[3]) if found[3] else (length if last else 1))
    except (ValueError, calendar.IllegalMonthError) as error:
        raise QuestionError(Message("日期看不懂：{text}。请写成 2019-05-01，或只写年、年月", text=text)) from error
