"""Read the filters from the fields of the page, and render each filter as a button (chip) that removes it."""

import calendar
import re
from collections.abc import Mapping
from datetime import date

from qa.errors import QuestionError
from qa.library import FilterArguments
from qa.messages import Message
from qa.web.escaping import attribute, escape
from qa.web.texts import Texts

_DAY = re.compile(r"(\d{4})(?:\D+(\d{1,2})(?:\D+(\d{1,2}))?)?\D*")


def filters_from(
    issuer: str | None, since: str, until: str, document: int | None, status: str | None
) -> FilterArguments:
    """Return the filters in the fields of the page; an empty field sets no filter.

    Raises:
        QuestionError: a date cannot be read.
    """
    filters = FilterArguments()
    if issuer:
        filters["issuer"] = issuer
    if since.strip():
        filters["since"] = _day(since, is_last=False)
    if until.strip():
        filters["until"] = _day(until, is_last=True)
    if document is not None:
        filters["document_id"] = document
    if status:
        filters["status"] = status
    return filters


def render_chips(filters: FilterArguments, titles: Mapping[int, str], texts: Texts) -> str:
    """Return an HTML button for each filter; a click on the button removes the filter.

    Args:
        filters: the filters of the page.
        titles: maps the numbers of the documents to their titles.
        texts: the language of the page.
    """
    chips = []
    for name, value in filters.items():
        if name == "document_id":
            text = f"《{titles.get(int(str(value)), value)}》"
        else:
            text = str(getattr(texts.filter_words, name)).format(value)
        label = attribute(texts.remove_filter.format(text))
        chips.append(f'<button class="chip do-unfilter turn-{name}" aria-label="{label}">{escape(text)} ×</button>')
    return "".join(chips)


def _day(text: str, is_last: bool) -> date:
    """Return the date that a text states, such as 2019年5月1日; for a year or a month, its first or last day.

    Raises:
        QuestionError: the text is not a date.
    """
    match = _DAY.fullmatch(text.strip())
    try:
        if not match:
            raise ValueError(text)
        year = int(match[1])
        month = int(match[2]) if match[2] else (12 if is_last else 1)
        length = calendar.monthrange(year, month)[1]
        return date(year, month, int(match[3]) if match[3] else (length if is_last else 1))
    except (ValueError, calendar.IllegalMonthError) as error:
        raise QuestionError(Message("日期看不懂：{text}。请写成 2019-05-01，或只写年、年月", text=text)) from error
